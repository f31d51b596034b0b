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
export const LONGEST_CALL = 16 * 1024 * 1024;

/**
 * Answers calls on wires with the core's operations, and hangs up on whoever says something else. Every wire goes
 * through here and through oRPC's `ws` handler: its port handler leaves a rejection nobody catches, which ends Node,
 * where a message cannot be read.
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

/** Whether this is a call, or the end of one, as oRPC writes them. Whether its shape fits is judged by the contract. */
function isCall(data: unknown): data is string {
  if (typeof data !== 'string' || data.length > LONGEST_CALL) return false;
  let frame: Frame | null;
  try {
    frame = JSON.parse(data) as Frame | null;
  } catch {
    return false;
  }
  if (typeof frame?.i !== 'string') return false;
  if (frame.t === ABORT) return true;
  if (frame.t !== undefined || typeof frame.p?.u !== 'string') return false;
  const headers = frame.p.h ?? {};
  return (
    /^(?:\/[A-Za-z]+){2}$/.test(frame.p.u) &&
    typeof headers === 'object' &&
    Object.values(headers).every((value) => typeof value === 'string')
  );
}

const ABORT = 4;
interface Frame {
  i?: unknown;
  t?: unknown;
  p?: { u?: unknown; h?: unknown };
}
