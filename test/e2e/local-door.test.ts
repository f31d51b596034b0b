import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { ORPCError } from '@orpc/client';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { joinCore } from '#hosts/join.ts';
import { LONGEST_CALL } from '#hosts/wire.ts';
import { type Console, serveConsole } from './browser.ts';
import { doors, joinDoor } from './desktop.ts';
import { freshHome, stage } from './stage.ts';

let host: Console;
beforeAll(async () => {
  host = await serveConsole();
});
afterAll(async () => {
  await host.stop();
});

const address = (of: Console): string => join(of.meshward, 'run', doors(of.meshward)[0] ?? 'none');

describe('the local door', () => {
  it('lets a second comer use the core that runs', async () => {
    const core = await joinCore(address(host));
    const hello = await core.client.system.hello();
    expect(hello.host).toBe('web');
    expect(hello.pid).not.toBe(process.pid);
    core.close();
    await core.closed;
  });

  it('stands where only its owner can go', () => {
    const run = join(host.meshward, 'run');
    expect(statSync(host.meshward).mode & 0o777).toBe(0o700);
    expect(statSync(run).mode & 0o777).toBe(0o700);
    expect(statSync(address(host)).mode & 0o777).toBe(0o600);
  });

  it.runIf(stage.uid !== null)('refuses another user of the machine', () => {
    const knock = `require('net').connect(${JSON.stringify(address(host))}).on('error', (e) => { console.log(e.code) }).on('connect', () => { console.log('in'); process.exit() })`;
    const stranger = spawnSync(
      'setpriv',
      ['--reuid=65533', '--regid=65533', '--clear-groups', stage.node, '-e', knock],
      {
        encoding: 'utf8',
      },
    );
    expect(stranger.stdout.trim()).toBe('EACCES');
  });

  it.each([
    ['who speaks for a web page', '/rpc', { origin: 'http://evil.test' }],
    ['who asks for something else', '/', {}],
  ])('refuses %s', async (_who, path, headers) => {
    const socket = new WebSocket(`ws://core${path}`, { createConnection: () => connect(address(host)), headers });
    const status = await new Promise((resolve) => {
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode));
      socket.on('open', () => resolve('open'));
    });
    expect(status).toBe(403);
  });

  it('survives 5,000 messages that are no calls', { timeout: 60_000 }, async () => {
    const frames = fc.sample(
      fc.oneof(
        fc.string({ maxLength: 300 }),
        fc.json({ maxDepth: 3 }),
        fc.uint8Array({ maxLength: 200 }),
        fc.record({ i: fc.anything(), t: fc.anything(), p: fc.anything() }).map((frame) => text(frame)),
        fc
          .record({
            u: fc.oneof(fc.webPath(), fc.constantFrom('/catalog/search', '/workspace/open')),
            b: fc.anything(),
          })
          .map((call) => text({ i: '1', p: call })),
      ),
      { numRuns: 5_000, seed: 7 },
    );
    const knock = () => new WebSocket('ws://core/rpc', { createConnection: () => connect(address(host)) });
    let socket = knock();
    for (const frame of frames) {
      if (socket.readyState > WebSocket.OPEN) socket = knock();
      if (socket.readyState === WebSocket.CONNECTING) await new Promise((resolve) => socket.once('open', resolve));
      socket.send(frame);
      if (Math.random() < 0.02) await new Promise((resolve) => setTimeout(resolve, 1));
    }
    socket.close();
    const core = await joinCore(address(host));
    expect((await core.client.system.hello()).product).toBe('meshward');
    core.close();
  });

  it('hangs up on a message longer than any call', async () => {
    const socket = new WebSocket('ws://core/rpc', { createConnection: () => connect(address(host)) });
    await new Promise((resolve) => socket.once('open', resolve));
    socket.send('{'.repeat(LONGEST_CALL + 1024 * 1024));
    const code = await new Promise((resolve) => socket.once('close', resolve));
    // Said so, or cut off while the rest was still on its way.
    expect([1009, 1006]).toContain(code);
  });

  it('moves to a shorter path where the home folder lies too deep for a socket', async () => {
    const home = join(freshHome(), 'd'.repeat(90));
    mkdirSync(home, { recursive: true });
    if (stage.uid !== null) spawnSync('chown', ['-R', String(stage.uid), join(home, '..')]);
    const deep = await serveConsole({ home, env: { TMPDIR: stage.user } });
    expect(doors(deep.meshward)).toEqual([]);
    const folder = readdirSync(stage.user).find((name) => name.startsWith('meshward-')) ?? 'none';
    expect(statSync(join(stage.user, folder)).mode & 0o777).toBe(0o700);
    await deep.stop();
    expect(existsSync(join(stage.user, folder))).toBe(false);
  });
});

describe('a core that goes away', () => {
  it('rejects calls and streams under way with offline, and leaves nothing that stays', async () => {
    const dying = await serveConsole();
    const core = await joinDoor(dying.meshward);
    const stream = await core.client.system.changes();
    const next = failure(stream.next());
    const pid = (await core.client.system.hello()).pid;
    process.kill(pid, 'SIGSTOP');
    const call = failure(core.client.workspace.recent());
    const left = address(dying);
    process.kill(pid, 'SIGKILL');
    expect(await call).toEqual(['offline', 'E_CORE_GONE']);
    expect(await next).toEqual(['offline', 'E_CORE_GONE']);
    expect(await failure(core.client.workspace.recent())).toEqual(['offline', 'E_CORE_GONE']);
    expect(await failure(joinCore(left))).toEqual(['offline', 'E_CORE_UNREACHABLE']);

    expect(existsSync(left)).toBe(true);
    const after = await serveConsole({ home: dying.home });
    expect(existsSync(left)).toBe(false);
    expect(doors(after.meshward)).toHaveLength(1);
    await after.stop();
    expect(doors(after.meshward)).toEqual([]);
  });
});

async function failure(call: Promise<unknown>): Promise<unknown> {
  try {
    return await call;
  } catch (error) {
    return error instanceof ORPCError ? [error.code, (error.data as { code: string }).code] : error;
  }
}

function text(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner)) ?? 'null';
}
