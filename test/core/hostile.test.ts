import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { hostileTexts, plantHostile } from '#emulator/bank/hostile-bank.ts';
import { assetsOf, connected, emulated } from '../with-emulator.ts';

test('text of strangers is kept to the character, shown by search, and does nothing', async () => {
  const emulator = await emulated();
  plantHostile(emulator.bank);
  const { client, finish, core } = await connected(emulator);
  const job = await finish(client.sync.pull({}));
  expect(job).toMatchObject({ state: 'succeeded', result: { run: { state: 'complete' } } });
  expect((await client.catalog.counts()).counts).toMatchObject({
    assets: emulator.bank.counts().assets,
    columns: emulator.bank.counts().columns,
    terms: emulator.bank.counts().terms,
  });
  for (const truth of assetsOf(emulator)) {
    const asset = await client.catalog.asset({ assetId: truth.id });
    // A lone surrogate has no UTF-8: the file holds U+FFFD in its place, the raw form keeps the escape.
    expect(asset.name).toBe(truth.name.toWellFormed());
    // Without a description of its own an asset tells the summary of its forms.
    if (truth.description !== undefined) expect(asset.description).toBe(truth.description.toWellFormed());
    const columns = await client.catalog.columns({ assetId: truth.id, limit: 200 });
    expect(columns.total).toBe(asset.columns);
  }
  for (const text of Object.values(hostileTexts)) await client.catalog.search({ text: text.slice(0, 900) });
  expect(core.context.desk.db.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
}, 60_000);

/** Something that is not AWS, where AWS was expected. */
async function stranger(answer: http.RequestListener, tls?: https.ServerOptions) {
  const server = tls === undefined ? http.createServer(answer) : https.createServer(tls, answer);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function pullFrom(endpoint: string, options = {}) {
  const emulator = await emulated();
  const test = await connected(emulator, options);
  await test.client.sync.connect({
    region: emulator.region,
    domainId: emulator.domainId,
    endpoint,
    allowEndpoint: true,
  });
  return await test.finish(test.client.sync.pull({}));
}

test('an address that answers with a sign-in page is told as such', async () => {
  const endpoint = await stranger((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<html><body>Sign in to the network</body></html>');
  });
  expect(await pullFrom(endpoint)).toMatchObject({
    state: 'failed',
    error: { kind: 'offline', problem: { code: 'E_AWS_RESPONSE' } },
  });
});

test('an answer without an end is given up, not stored', async () => {
  const endpoint = await stranger((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/xml' });
    const chunk = 'x'.repeat(64 * 1024);
    const pour = () => {
      while (response.writable && response.write(chunk));
      if (response.writable) response.once('drain', pour);
    };
    pour();
  });
  expect(await pullFrom(endpoint, { largestAnswer: 1024 * 1024 })).toMatchObject({
    state: 'failed',
    error: { kind: 'offline', problem: { code: 'E_AWS_RESPONSE' } },
  });
});

test('a certificate nobody vouches for is refused, and there is no way around it', async () => {
  const folder = path.resolve(import.meta.dirname, '../fixtures/tls');
  const endpoint = await stranger((_request, response) => response.end('{}'), {
    key: fs.readFileSync(path.join(folder, 'key.pem')),
    cert: fs.readFileSync(path.join(folder, 'cert.pem')),
  });
  expect(await pullFrom(endpoint)).toMatchObject({
    state: 'failed',
    error: { kind: 'offline', problem: { code: 'E_TLS' } },
  });
});

test('a call that is never answered is tried again, then told', async () => {
  const emulator = await emulated({
    faults: { rules: [{ match: { operation: 'Search', nth: 4 }, action: { kind: 'stall' } }] },
  });
  const { client, finish } = await connected(emulator, { patience: 400 });
  expect(await finish(client.sync.pull({}))).toMatchObject({
    state: 'succeeded',
    result: { run: { state: 'complete' } },
  });
});

test('a credential that the far side echoes is written nowhere', async () => {
  const canaries = ['ASIACANARY0123456789', 'IQoJb3JpZ2luX2VjCanarySessionToken+x'.repeat(4)];
  const emulator = await emulated({
    faults: {
      rules: [
        {
          match: { service: 'Glue' },
          action: {
            kind: 'accessDenied',
            message: `User: arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_DataGovernance_0a1b2c3d/ana is not authorized, key ${canaries[0]}, token ${canaries[1]}`,
          },
        },
      ],
    },
  });
  const { client, finish, home } = await connected(emulator);
  await finish(client.sync.pull({}));
  const told = (await client.sync.coverage({})).scopes.find((scope) => scope.kind === 'glue_database');
  expect(told?.errorMessage).toContain('AWSReservedSSO_DataGovernance_0a1b2c3d/ana is not authorized');
  for (const name of fs.readdirSync(home, { recursive: true, encoding: 'utf8' })) {
    const file = path.join(home, name);
    if (fs.statSync(file).isFile())
      for (const canary of canaries) expect(fs.readFileSync(file).includes(canary), `${canary} in ${name}`).toBe(false);
  }
});

test('a profile that is not there is named', async () => {
  const emulator = await emulated();
  const { client, finish } = await connected(emulator);
  await client.sync.connect({
    region: emulator.region,
    domainId: emulator.domainId,
    endpoint: emulator.endpoint,
    profile: '../../nobody',
  });
  expect(await finish(client.sync.pull({}))).toMatchObject({
    state: 'failed',
    error: { kind: 'not_found', problem: { code: 'E_PROFILE', details: { profile: '../../nobody' } } },
  });
  expect((await client.sync.connection()).profile, 'the connection is still shown').toBe('../../nobody');
});
