import type { WebSocket } from 'ws';
import type { Wire } from './wire.ts';

/** A WebSocket as a wire. Messages that come before anybody listens are kept. */
export function socketWire(socket: WebSocket): Wire {
  const early: unknown[] = [];
  let deliver = (data: unknown): void => {
    early.push(data);
  };
  socket.on('message', (data, binary) => {
    deliver(binary ? data : (data as Buffer).toString());
  });
  socket.on('error', () => socket.terminate());
  return {
    send(data) {
      if (socket.readyState === socket.OPEN) socket.send(data);
    },
    onMessage(listener) {
      deliver = listener;
      for (const data of early.splice(0)) listener(data);
    },
    onClose(listener) {
      if (socket.readyState === socket.CLOSED) listener();
      else socket.once('close', listener);
    },
    close: () => socket.close(1008),
  };
}
