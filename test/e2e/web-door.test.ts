import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageHeaders } from '#shared/page-security.ts';
import { type Console, serveConsole } from './browser.ts';
import { request, sendRaw } from './raw-http.ts';
import { stage } from './stage.ts';

let web: Console;
let host: string;
beforeAll(async () => {
  web = await serveConsole();
  host = `Host: 127.0.0.1:${web.port}`;
});
afterAll(async () => {
  await web.stop();
});

const get = (headers: readonly string[]) => sendRaw(web.port, request('GET / HTTP/1.1', headers));
const knock = (lines: readonly string[], body: string | null, more: readonly string[] = []) =>
  sendRaw(web.port, request(lines[0] ?? '', [host, ...lines.slice(1), ...more], body ?? ''));
const exchange = (token: string) => {
  const body = JSON.stringify({ token });
  return knock(
    [
      'POST /session HTTP/1.1',
      'Content-Type: application/json',
      'x-meshward: 1',
      `Origin: ${web.origin}`,
      `Content-Length: ${body.length}`,
    ],
    body,
  );
};
const upgrade = (headers: readonly string[], path = '/rpc') =>
  sendRaw(
    web.port,
    request(`GET ${path} HTTP/1.1`, [
      host,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      ...headers,
    ]),
  );

describe('whom the web door answers', () => {
  it('the address it gave out', async () => {
    expect((await get([host])).status).toBe(200);
  });

  it.each([
    ['none', () => [] as string[]],
    ['two', () => [host, host]],
    ['two that differ', () => [host, 'Host: evil.test']],
    ['a stranger', () => ['Host: evil.test']],
    ['a stranger at our port', () => [`Host: evil.test:${web.port}`]],
    ['localhost', () => [`Host: localhost:${web.port}`]],
    ['no port', () => ['Host: 127.0.0.1']],
    ['another port', () => [`Host: 127.0.0.1:${web.port + 1}`]],
    ['every address', () => [`Host: 0.0.0.0:${web.port}`]],
    ['a short form', () => [`Host: 127.1:${web.port}`]],
    ['a trailing dot', () => [`Host: 127.0.0.1.:${web.port}`]],
    ['IPv6', () => [`Host: [::1]:${web.port}`]],
    ['a user', () => [`Host: a@127.0.0.1:${web.port}`]],
    ['empty', () => ['Host:']],
  ])('not a Host that is %s', async (_what, headers) => {
    const answer = await get(headers());
    expect([400, 421]).toContain(answer.status);
    expect(answer.body).not.toContain('<html');
  });

  it('not a target in absolute form, nor a Host-less HTTP/1.0', async () => {
    const absolute = request(`GET http://127.0.0.1:${web.port}/ HTTP/1.1`, [host]);
    expect((await sendRaw(web.port, absolute)).status).toBe(400);
    expect((await sendRaw(web.port, 'GET / HTTP/1.0\r\n\r\n')).status).toBe(421);
  });

  it.each([
    ['Origin: null'],
    ['Origin: http://evil.test'],
    ['Origin: https://127.0.0.1'],
    ['Sec-Fetch-Site: cross-site'],
    ['Sec-Fetch-Site: same-site'],
  ])('not %s', async (header) => {
    expect((await get([host, header])).status).toBe(403);
    expect((await knock(['POST /session HTTP/1.1', header, 'Content-Length: 0'], null)).status).toBe(403);
  });

  it('not a preflight', async () => {
    const answer = await knock(
      ['OPTIONS /session HTTP/1.1', 'Origin: http://evil.test', 'Access-Control-Request-Method: POST'],
      null,
    );
    expect(answer.status).toBe(403);
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND'])('not the method %s', async (method) => {
    const answer = await knock([`${method} / HTTP/1.1`], null);
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET, HEAD, POST');
  });

  it.each([
    ['BREW / HTTP/1.1', 400],
    ['GET / HTTP/9.9', 400],
    ['\x16\x03\x01\x02', 400],
  ])('not %j', async (line, status) => {
    expect((await sendRaw(web.port, request(line, [host]))).status).toBe(status);
  });

  it('not two lengths for one body, nor headers past 8 KiB', async () => {
    const smuggled = ['POST /session HTTP/1.1', 'Content-Length: 4', 'Transfer-Encoding: chunked'];
    expect((await knock(smuggled, '0\r\n\r\n')).status).toBe(400);
    expect((await knock(['GET / HTTP/1.1', `X: ${'a'.repeat(16_384)}`], null)).status).toBe(431);
  });

  it('nobody at another address of this machine', async () => {
    const others = Object.values(networkInterfaces())
      .flat()
      .map((found) => found?.address ?? '')
      .filter((address) => address.includes('.') && address !== '127.0.0.1');
    for (const address of [...others, '127.0.0.2']) {
      const refused = await new Promise((resolve) => {
        const socket = connect(web.port, address);
        socket.once('connect', () => resolve('connected'));
        socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
      });
      expect(refused).toBe('ECONNREFUSED');
    }
  });
});

describe('what the web door gives', () => {
  it.each([
    '/..%2f..%2fpackage.json',
    '/%2e%2e/package.json',
    '/../package.json',
    '/..;/package.json',
    '//evil/..;/',
    '/%00',
    '/index.html%00.js',
    '/..%5c..%5cpackage.json',
    '/%252e%252e%252fpackage.json',
    '/assets',
    '/assets/',
    '/.built',
    '/etc/passwd',
    '/%c0%ae%c0%ae/package.json',
    '/%',
    '/session',
  ])('nothing at %s', async (path) => {
    const answer = await knock([`GET ${path} HTTP/1.1`], null);
    expect(answer.status).toBe(404);
    expect(answer.body).toBe('{"code":"E_WEB_PATH"}\n');
  });

  it('the same protective headers with every answer', async () => {
    const expected = Object.entries(pageHeaders([`ws://127.0.0.1:${web.port}`]));
    const answers = await Promise.all([
      knock(['GET / HTTP/1.1'], null),
      knock(['HEAD / HTTP/1.1'], null),
      knock(['GET /none HTTP/1.1'], null),
      knock(['TRACE / HTTP/1.1'], null),
      knock(['GET /rpc HTTP/1.1'], null),
      knock(['GET / HTTP/1.1', `X: ${'a'.repeat(16_384)}`], null),
      sendRaw(web.port, 'nonsense\r\n\r\n'),
      get(['Host: evil.test']),
      upgrade(['Origin: http://evil.test']),
      exchange('wrong'),
    ]);
    for (const { status, headers } of answers) {
      for (const [name, value] of expected)
        expect([status, name, headers.get(name.toLowerCase())]).toEqual([status, name, value]);
      expect(headers.has('set-cookie')).toBe(false);
      expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200, 404, 405, 401, 431, 400, 421, 403]));
  });

  it('a policy that allows what is its own and nothing else', async () => {
    const { headers } = await get([host]);
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self' data:; " +
        `connect-src 'self' ws://127.0.0.1:${web.port}; base-uri 'none'; form-action 'none'; frame-src 'none'; ` +
        "frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
    );
  });

  it('no more of a body than a mebibyte, and only what the page would send', async () => {
    const post = ['POST /session HTTP/1.1', 'x-meshward: 1', 'Content-Type: application/json'];
    const status = async (lines: readonly string[], body: string) =>
      (await knock([...lines, `Content-Length: ${body.length}`], body)).status;
    expect(await status(post, 'x'.repeat(2 * 1024 * 1024))).toBe(413);
    expect(await status(post, '{"token":')).toBe(400);
    expect(await status(post, '{"token":7}')).toBe(400);
    expect(await status(post.slice(0, 2), '{"token":"a"}')).toBe(415);
    expect(await status([post[0] ?? '', post[2] ?? ''], '{"token":"a"}')).toBe(403);
    expect(await status(['POST / HTTP/1.1', ...post.slice(1)], '{}')).toBe(405);
  });
});

describe('the token and the session', () => {
  it('works once, and what it brings opens the wire', async () => {
    const answer = await exchange(web.token);
    expect(answer.status).toBe(200);
    const { session } = JSON.parse(answer.body) as { session: string };
    expect(Buffer.from(session, 'base64url')).toHaveLength(32);
    expect((await exchange(web.token)).status).toBe(401);
    expect((await exchange(session)).status).toBe(401);

    const origin = `Origin: ${web.origin}`;
    const protocol = (secret: string) => `Sec-WebSocket-Protocol: meshward, session.${secret}`;
    const opened = await upgrade([origin, protocol(session)]);
    expect([opened.status, opened.headers.get('sec-websocket-protocol')]).toEqual([101, 'meshward']);
    const refused = async (headers: readonly string[], path?: string) => (await upgrade(headers, path)).status;
    expect(await refused([origin, protocol(web.token)])).toBe(401);
    expect(await refused([origin, protocol('')])).toBe(401);
    expect(await refused([origin])).toBe(401);
    expect(await refused([origin, `Sec-WebSocket-Protocol: session.${session}`])).toBe(401);
    expect(await refused([protocol(session)])).toBe(403);
    expect(await refused(['Origin: http://evil.test', protocol(session)])).toBe(403);
    expect(await refused([origin, protocol(session)], '/rpc?x')).toBe(404);
    expect(await refused([origin, protocol(session), 'Sec-Fetch-Site: cross-site'])).toBe(403);
  });

  it('stands in the launch file, fresh after each use, for its owner only', async () => {
    const file = join(web.meshward, 'run', 'web.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const { url } = JSON.parse(readFileSync(file, 'utf8')) as { url: string };
    expect(url).not.toBe(web.url);
    if (stage.uid !== null) {
      const stranger = spawnSync('setpriv', ['--reuid=65533', '--regid=65533', '--clear-groups', 'cat', file]);
      expect(String(stranger.stderr)).toContain('Permission denied');
    }
    expect((await exchange(url.split('#t=')[1] ?? '')).status).toBe(200);
  });

  it('is on no command line and in no output but the one line', () => {
    const everyCommandLine = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && existsSync(`/proc/${name}/cmdline`))
      .map((pid) => read(`/proc/${pid}/cmdline`));
    expect(everyCommandLine.filter((line) => line.includes(web.token))).toEqual([]);
    expect(web.output().split(web.token)).toHaveLength(2);
  });

  it('is not guessed: 10,000 wrong ones are refused, slowly, and the right one still passes', {
    timeout: 60_000,
  }, async () => {
    const statuses = new Map<number, number>();
    const guess = async () => {
      const answer = await fetch(`${web.origin}/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-meshward': '1' },
        body: JSON.stringify({ token: randomBytes(32).toString('base64url') }),
      });
      await answer.arrayBuffer();
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
    };
    for (let sent = 0; sent < 10_000; sent += 20) await Promise.all(Array.from({ length: 20 }, guess));
    expect(new Set(statuses.keys())).toEqual(new Set([401, 429]));
    expect(statuses.get(401)).toBeLessThanOrEqual(20);
    const { url } = JSON.parse(readFileSync(join(web.meshward, 'run', 'web.json'), 'utf8')) as { url: string };
    expect((await exchange(url.split('#t=')[1] ?? '')).status).toBe(200);
  });
});

describe('peers that never finish', () => {
  it('keep nobody waiting, and are hung up on', { timeout: 30_000 }, async () => {
    const begun = Date.now();
    const body = sendRaw(
      web.port,
      request('POST /session HTTP/1.1', [host, 'x-meshward: 1', 'Content-Type: application/json', 'Content-Length: 9']),
      15_000,
    );
    await new Promise((resolve) => setTimeout(resolve, 200));
    const slow: Socket[] = [];
    let ended = 0;
    for (let at = 0; at < 200; at++) {
      const socket = connect(web.port, '127.0.0.1');
      socket.on('error', () => socket.destroy());
      socket.on('close', () => ended++);
      socket.write(`GET / HTTP/1.1\r\n${host}\r\nX-${at}: `);
      slow.push(socket);
    }
    const drip = setInterval(() => {
      for (const socket of slow) if (socket.writable) socket.write('a');
    }, 200);
    const times: number[] = [];
    for (let at = 0; at < 40; at++) {
      const asked = performance.now();
      expect((await get([host])).status).toBe(200);
      times.push(performance.now() - asked);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(times.toSorted((a, b) => a - b)[37]).toBeLessThan(200);
    while (ended < slow.length && Date.now() - begun < 9_000) await new Promise((resolve) => setTimeout(resolve, 100));
    clearInterval(drip);
    expect(ended).toBe(slow.length);
    // Ten seconds for a whole request, its body included.
    expect([408, 413]).toContain((await body).status);
    expect(Date.now() - begun).toBeLessThan(14_000);
  });
});

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
