import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Keeps the number of connections under a cap by ending the oldest one that has nothing under way. A peer that opens
 * many and sends nothing so only ever loses its own; refusing the newest instead would shut the page out.
 * Returns what ends them all.
 */
export function capSockets(server: Server, most: number): () => void {
  const idle = new Set<Socket>();
  const busy = new Set<Socket>();

  server.on('connection', (socket) => {
    idle.add(socket);
    socket.once('close', () => {
      idle.delete(socket);
      busy.delete(socket);
    });
    if (idle.size + busy.size > most) idle.values().next().value?.destroy();
  });
  const begin = (socket: Socket): void => {
    if (idle.delete(socket)) busy.add(socket);
  };
  server.prependListener('request', (request, response) => {
    begin(request.socket);
    response.once('close', () => {
      if (busy.delete(request.socket) && !request.socket.destroyed) idle.add(request.socket);
    });
  });
  server.prependListener('upgrade', (request) => begin(request.socket));
  return () => {
    for (const socket of [...idle, ...busy]) socket.destroy();
  };
}
