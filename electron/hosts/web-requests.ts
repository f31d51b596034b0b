import type { IncomingMessage } from 'node:http';
import type { Sessions } from './web-sessions.ts';

/** Why a request is not answered: a status for the wire and a code for the person. Never what was asked for. */
export interface Refusal {
  status: number;
  code: string;
}

const SAME_SITE = new Set(['same-origin', 'none']);
const METHODS = new Set(['GET', 'HEAD', 'POST']);

/**
 * What every request must be, whatever it asks for. The Host is compared exactly because a name that a stranger's DNS
 * points at 127.0.0.1 arrives here with that name in it.
 */
export function judgeRequest(request: IncomingMessage, port: number): Refusal | null {
  const authority = `127.0.0.1:${port}`;
  const hosts = headerValues(request, 'host');
  if (hosts.length !== 1 || hosts[0] !== authority) return { status: 421, code: 'E_WEB_HOST' };
  if (!request.url?.startsWith('/')) return { status: 400, code: 'E_WEB_REQUEST' };
  const origins = headerValues(request, 'origin');
  if (origins.some((origin) => origin !== `http://${authority}`) || origins.length > 1) {
    return { status: 403, code: 'E_WEB_ORIGIN' };
  }
  if (headerValues(request, 'sec-fetch-site').some((site) => !SAME_SITE.has(site))) {
    return { status: 403, code: 'E_WEB_SITE' };
  }
  if (!METHODS.has(request.method ?? '')) return { status: 405, code: 'E_WEB_METHOD' };
  return null;
}

/** What a request for the wire must be besides: from the page itself, with the secret of a session. */
export function judgeUpgrade(request: IncomingMessage, sessions: Sessions): Refusal | null {
  if (request.url !== '/rpc') return { status: 404, code: 'E_WEB_PATH' };
  if (request.method !== 'GET' || request.headers.upgrade?.toLowerCase() !== 'websocket') {
    return { status: 400, code: 'E_WEB_REQUEST' };
  }
  if (request.headers.origin === undefined) return { status: 403, code: 'E_WEB_ORIGIN' };
  const protocols = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((protocol) => protocol.trim());
  const session = protocols.find((protocol) => protocol.startsWith('session.'));
  if (!protocols.includes('meshward') || !sessions.knows(session?.slice('session.'.length) ?? '')) {
    return { status: 401, code: 'E_WEB_SESSION' };
  }
  return null;
}

/** Node joins or drops repeated headers; what came over the wire is in `rawHeaders`. */
function headerValues(request: IncomingMessage, name: string): string[] {
  const values: string[] = [];
  for (let at = 0; at < request.rawHeaders.length; at += 2) {
    if (request.rawHeaders[at]?.toLowerCase() === name) values.push(request.rawHeaders[at + 1] ?? '');
  }
  return values;
}
