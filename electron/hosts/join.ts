import { connect } from 'node:net';
import { createORPCClient, mapEventIterator, ORPCError } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { WebSocket } from 'ws';
import type { Api } from '#shared/api.ts';
import { ERROR_STATUS } from '#shared/errors.ts';

/** A core in another process, as if it were here. */
export interface JoinedCore {
  client: ContractRouterClient<Api>;
  /** Settles when the core hangs up or `close` was called. */
  closed: Promise<void>;
  close(): void;
}

/**
 * Joins the core behind a local door. Calls and streams under way when it goes away are rejected with `offline`.
 * @throws `offline` (`E_CORE_UNREACHABLE`) when nobody answers at that address.
 */
export async function joinCore(address: string): Promise<JoinedCore> {
  const socket = new WebSocket('ws://core/rpc', {
    createConnection: () => connect(address),
    perMessageDeflate: false,
    handshakeTimeout: 5_000,
  });
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.on('error', () =>
      reject(offline('E_CORE_UNREACHABLE', 'The running Meshward that holds this workspace does not answer.')),
    );
  });
  const gone = (error: unknown) =>
    socket.readyState === socket.OPEN || error instanceof ORPCError
      ? error
      : offline('E_CORE_GONE', 'The running Meshward that this call was made through has stopped.');
  const link = new RPCLink({
    websocket: socket as unknown as globalThis.WebSocket,
    interceptors: [
      async (call) => {
        try {
          return streamed(await call.next(), gone);
        } catch (error) {
          throw gone(error);
        }
      },
    ],
  });
  return { client: createORPCClient(link), closed, close: () => socket.close() };
}

/** A stream that fails later must fail in the same words as a call that fails now. */
function streamed(answer: unknown, change: (error: unknown) => unknown): unknown {
  if (typeof answer !== 'object' || answer === null || !(Symbol.asyncIterator in answer)) return answer;
  return mapEventIterator(answer as unknown as AsyncIterator<unknown, unknown, void>, {
    value: async (value) => value,
    error: async (error) => change(error),
  });
}

function offline(code: string, message: string): ORPCError<'offline', { code: string; next: string }> {
  return new ORPCError('offline', {
    defined: true,
    status: ERROR_STATUS.offline,
    message,
    data: { code, next: 'Open the workspace again, here or in the window that held it.' },
  });
}
