import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { pageHeaders } from '#shared/page-security.ts';
import { readPageFile } from './page-files.ts';
import { judgeRequest, type Refusal } from './web-requests.ts';
import type { Sessions } from './web-sessions.ts';

/** What the loopback door needs to answer plain requests. */
export interface WebDoor {
  port: number;
  page: string;
  sessions: Sessions;
}

const LARGEST_BODY = 1024 * 1024;

/** Answers one plain request: a file of the page, the exchange of the token, or a refusal. */
export async function answerRequest(web: WebDoor, request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.on('error', () => response.destroy());
  const refusal = judgeRequest(request, web.port);
  if (refusal) return refuse(response, web.port, refusal);
  const path = request.url?.split('?', 1)[0] ?? '/';
  if (request.headers.expect !== undefined) return refuse(response, web.port, { status: 417, code: 'E_WEB_REQUEST' });
  if (path === '/rpc') return refuse(response, web.port, { status: 401, code: 'E_WEB_SESSION' });
  if (request.method === 'POST') {
    if (path !== '/session') return refuse(response, web.port, { status: 405, code: 'E_WEB_METHOD' });
    return exchange(web, request, response);
  }
  const file = path === '/session' ? null : await readPageFile(web.page, path);
  if (!file) return refuse(response, web.port, { status: 404, code: 'E_WEB_PATH' });
  response.writeHead(200, {
    ...headers(web.port),
    'Content-Type': file.type,
    'Content-Length': file.bytes.byteLength,
  });
  response.end(request.method === 'HEAD' ? undefined : file.bytes);
}

/** The same refusal on a connection that never became, or no longer is, a request with a response. */
export function refuseSocket(socket: Duplex, port: number, refusal: Refusal): void {
  if (!socket.writable || socket.destroyed) {
    socket.destroy();
    return;
  }
  const body = refusalBody(refusal);
  const lines = Object.entries({ ...refusalHeaders(port, refusal, body) }).map(([name, value]) => `${name}: ${value}`);
  socket.end(`HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}\r\n${lines.join('\r\n')}\r\n\r\n${body}`, () =>
    socket.destroy(),
  );
}

async function exchange(web: WebDoor, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.headers['x-meshward'] !== '1') return refuse(response, web.port, { status: 403, code: 'E_WEB_HEADER' });
  if (request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() !== 'application/json') {
    return refuse(response, web.port, { status: 415, code: 'E_WEB_TYPE' });
  }
  const body = await readBody(request);
  if (body === null) return refuse(response, web.port, { status: 413, code: 'E_WEB_BODY' });
  const token = tokenIn(body);
  if (token === null) return refuse(response, web.port, { status: 400, code: 'E_WEB_BODY' });
  const answer = web.sessions.exchange(token);
  if (answer === 'wrong') return refuse(response, web.port, { status: 401, code: 'E_WEB_TOKEN' });
  if (answer === 'often') return refuse(response, web.port, { status: 429, code: 'E_WEB_OFTEN' });
  const text = JSON.stringify(answer);
  response.writeHead(200, {
    ...headers(web.port),
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
  });
  response.end(text);
}

/** The body, or null where it is longer than anything honest. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of request as AsyncIterable<Buffer>) {
      size += part.byteLength;
      if (size > LARGEST_BODY) return null;
      parts.push(part);
    }
  } catch {
    return null;
  }
  return Buffer.concat(parts).toString('utf8');
}

function tokenIn(body: string): string | null {
  try {
    const token = (JSON.parse(body) as { token?: unknown } | null)?.token;
    return typeof token === 'string' && token.length <= 256 ? token : null;
  } catch {
    return null;
  }
}

function refuse(response: ServerResponse, port: number, refusal: Refusal): void {
  if (response.destroyed) return;
  const body = refusalBody(refusal);
  response.writeHead(refusal.status, refusalHeaders(port, refusal, body));
  response.end(body);
}

function refusalHeaders(port: number, refusal: Refusal, body: string): Record<string, string> {
  return {
    ...headers(port),
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(body)),
    // What came with a refused request is not read to its end, so the connection cannot be used again.
    Connection: 'close',
    ...(refusal.status === 405 ? { Allow: 'GET, HEAD, POST' } : {}),
    ...(refusal.status === 429 ? { 'Retry-After': '60' } : {}),
  };
}

function refusalBody(refusal: Refusal): string {
  return `${JSON.stringify({ code: refusal.code })}\n`;
}

function headers(port: number): Record<string, string> {
  return pageHeaders([`ws://127.0.0.1:${port}`]);
}
