import { createServer, type Server } from 'node:http';
import { WebSocketServer } from 'ws';
import { socketWire } from './socket-wire.ts';
import { LONGEST_CALL, type Wire } from './wire.ts';

/** The HTTP side of the local door: it does nothing but turn `/rpc` into a WebSocket. */
export function upgradeServer(accepted: Promise<(wire: Wire) => void>): Server {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LONGEST_CALL, perMessageDeflate: false });
  const server = createServer({ headersTimeout: 5_000, requestTimeout: 10_000 }, (_request, response) => {
    response.writeHead(404).end();
  });
  server.on('upgrade', (request, socket, head) => {
    // No program of ours sends an Origin: whoever does speaks for a web page.
    if (request.url !== '/rpc' || request.headers.origin !== undefined) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (websocket) => {
      const wire = socketWire(websocket);
      void accepted.then((accept) => accept(wire));
    });
  });
  return server;
}
