import { RPCHandler } from '@orpc/server/ws';
import type { Core } from '#core/start.ts';

/** One caller of the core, whatever carries it: a window's port, a socket, a relay through main. */
export interface Wire {
  send(data: string | Uint8Array): void;
  onMessage(listener: (data: unknown) => void): void;
  onClose(listener: () => void): void;
  close(): void;
}

/** Longer than any honest call: shapes cap their own fields far below. */
export const LONGEST_CALL = 1024 * 1024;

/**
 * Answers calls on wires with the core's operations. Every wire goes through here and through oRPC's `ws` handler: it
 * alone survives a message that is not a call, where the port handler leaves a rejection nobody catches, which ends Node.
 */
export function serveWires(core: Core): (wire: Wire) => void {
  const handler = new RPCHandler(core.router);
  return (wire) => {
    const socket = {
      send: (data: string | Uint8Array) => wire.send(data),
      addEventListener(event: string, listener: (event: { data: unknown }) => void) {
        if (event === 'close') wire.onClose(() => listener({ data: null }));
        if (event !== 'message') return;
        wire.onMessage((data) => {
          if (isCall(data)) listener({ data });
          else wire.close();
        });
      },
    };
    void handler.upgrade(socket as unknown as Parameters<typeof handler.upgrade>[0], { context: core.context });
  };
}

/** The cheap part of the question; shapes are judged by the contract. */
function isCall(data: unknown): boolean {
  return typeof data === 'string' && data.length <= LONGEST_CALL && data.startsWith('{');
}
