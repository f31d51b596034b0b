import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { startCore } from '#core/start.ts';
import { openDoor } from './door.ts';
import { journal } from './journal.ts';
import { socketWire } from './socket-wire.ts';
import { answerRequest, refuseSocket, type WebDoor } from './web-answers.ts';
import { launchFile } from './web-launch.ts';
import { judgeRequest, judgeUpgrade } from './web-requests.ts';
import { webSessions } from './web-sessions.ts';
import { capSockets } from './web-sockets.ts';
import { LONGEST_CALL, serveWires, type Wire } from './wire.ts';

export { homeFolder } from './home.ts';
export { runningHost } from './web-launch.ts';

export interface WebHostOptions {
  home: string;
  /** Folder of the built page. */
  page: string;
  /** A free one when left out. */
  port?: number;
}

export interface WebHost {
  /** The console, with a token that works once. */
  url: string;
  close(): Promise<void>;
}

const MOST_SOCKETS = 64;
const MOST_PAGES = 16;

/**
 * Serves the console on loopback: the page, the exchange of the one-time token for a session, and the wire. The process
 * it runs in is the core.
 */
export async function startWebHost(options: WebHostOptions): Promise<WebHost> {
  const server = createServer({
    maxHeaderSize: 8 * 1024,
    headersTimeout: 5_000,
    requestTimeout: 10_000,
    keepAliveTimeout: 5_000,
    // Node looks for late requests only this often; its own half a minute would make the two limits above mean little.
    connectionsCheckingInterval: 1_000,
  });
  const endSockets = capSockets(server, MOST_SOCKETS);
  // Bound before the core starts: a port that is taken must not leave a core behind.
  const port = await listen(server, options.port ?? 0);
  const door = await openDoor(options.home);
  const core = await startCore({
    host: 'web',
    home: options.home,
    reach: door.address,
    startSample: async () => (await import('./sample.ts')).startSample(),
    log: journal(options.home),
  });
  const accept = serveWires(core);
  door.serve(accept);
  const launch = launchFile(options.home, port);
  const sessions = webSessions(launch.write);
  serve(server, { port, page: options.page, sessions }, accept);
  return {
    url: launch.url(),
    async close() {
      launch.remove();
      endSockets();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await Promise.allSettled([core.close(), door.close()]);
    },
  };
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port, exclusive: true }, resolve);
  });
  return (server.address() as AddressInfo).port;
}

function serve(server: Server, web: WebDoor, accept: (wire: Wire) => void): void {
  const pages = new WebSocketServer({
    noServer: true,
    maxPayload: LONGEST_CALL,
    perMessageDeflate: false,
    handleProtocols: () => 'meshward',
  });
  server.on('request', (request, response) => void answerRequest(web, request, response));
  server.on('checkExpectation', (request, response) => void answerRequest(web, request, response));
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const refusal =
      judgeRequest(request, web.port) ??
      judgeUpgrade(request, web.sessions) ??
      (pages.clients.size < MOST_PAGES ? null : { status: 503, code: 'E_WEB_BUSY' });
    if (refusal) refuseSocket(socket, web.port, refusal);
    else pages.handleUpgrade(request, socket, head, (page) => accept(socketWire(page)));
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'HPE_HEADER_OVERFLOW') refuseSocket(socket, web.port, { status: 431, code: 'E_WEB_HEADERS' });
    else if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT')
      refuseSocket(socket, web.port, { status: 408, code: 'E_WEB_SLOW' });
    else refuseSocket(socket, web.port, { status: 400, code: 'E_WEB_REQUEST' });
  });
}
