import { Agent, get } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '#emulator/server.ts';
import { clientsOf, failureOf, rawRequest, sendByName } from '#test/emulator/clients.ts';

let emulator: Emulator;

beforeEach(async () => {
  emulator = await startEmulator({ rates: 'off', assets: 5 });
});
afterEach(() => emulator.close());

const portOf = (): number => Number(new URL(emulator.endpoint).port);

const reachable = (host: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port: portOf(), timeout: 1000 });
    const settle = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.on('connect', () => settle(true));
    socket.on('error', () => settle(false));
    socket.on('timeout', () => settle(false));
  });

describe('where it listens', () => {
  test('on loopback, and on nothing else', async () => {
    expect(emulator.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await reachable('127.0.0.1')).toBe(true);
    const outside = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ internal }) => !internal);
    for (const { address } of outside) expect(await reachable(address)).toBe(false);
  });

  test('a taken port is an error, not a crash', async () => {
    expect(await failureOf(startEmulator({ port: portOf() }))).toMatchObject({ code: 'EADDRINUSE' });
  });
});

test('connections are kept alive', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ports: (number | undefined)[] = [];
  for (let turn = 0; turn < 3; turn += 1) {
    await new Promise<void>((resolve, reject) => {
      const request = get(`${emulator.endpoint}/v2/domains`, { agent }, (response) => {
        response.resume().on('end', resolve);
      });
      request.on('socket', (socket) => {
        if (socket.localPort === undefined) socket.once('connect', () => ports.push(socket.localPort));
        else ports.push(socket.localPort);
      });
      request.on('error', reject);
    });
  }
  expect(new Set(ports).size).toBe(1);
  agent.destroy();
});

test('many at once are all answered, each with an id of its own', async () => {
  const answers = await Promise.all(Array.from({ length: 120 }, () => rawRequest(emulator, { path: '/v2/domains' })));
  expect(answers.every(({ status }) => status === 200)).toBe(true);
  expect(new Set(answers.map(({ headers }) => headers['x-amzn-requestid'])).size).toBe(120);
});

test('what was asked is on record', async () => {
  const clients = clientsOf(emulator);
  await sendByName(clients, 'STS', 'GetCallerIdentity', {});
  await failureOf(sendByName(clients, 'DataZone', 'GetDomain', { identifier: 'dzd-else' }));
  await rawRequest(emulator, { path: '/nothing' });
  expect(
    emulator.requests.map(({ service, operation, status, attempt }) => [service, operation, status, attempt]),
  ).toEqual([
    ['STS', 'GetCallerIdentity', 200, 1],
    ['DataZone', 'GetDomain', 403, 1],
    ['Unknown', 'Unknown', 404, 1],
  ]);
  clients.destroy();
});

test('closing ends what is under way, at once', async () => {
  emulator.setFaults({
    rules: [
      { match: { nth: 1 }, action: { kind: 'stall' } },
      { match: { nth: 2 }, action: { kind: 'delay', ms: 60_000 } },
    ],
  });
  const waiting = [1, 2].map(() => failureOf(rawRequest(emulator, { path: '/v2/domains' })));
  while (emulator.requests.length < 1) await new Promise((resolve) => setTimeout(resolve, 5));
  const before = performance.now();
  await emulator.close();
  await Promise.all(waiting);
  expect(performance.now() - before).toBeLessThan(2000);
  emulator = await startEmulator({ assets: 1 });
});
