import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import dns from 'node:dns';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { expect, onTestFinished, test, vi } from 'vitest';
import { everyService } from '#core/aws/endpoints.ts';
import { AwsSession } from '#core/aws/session.ts';
import { callerIdentity } from '#core/aws/sts.ts';
import { progressLine } from '#hosts/cli/print.ts';
import type { Job } from '#shared/jobs.ts';
import { ACCOUNT, type PortalOptions, ROLE, START_URL, type SsoPortal, ssoPortal } from '../sso-portal.ts';
import { startWithWorkspace, type TestCore } from '../start-core.ts';
import { tempFolder } from '../temp.ts';
import { emulated } from '../with-emulator.ts';

const CLI = path.resolve(import.meta.dirname, '../../bin/meshward.mjs');

const CONFIG = `
[sso-session bank]
sso_start_url = ${START_URL}
sso_region = eu-central-1

[profile analyst]
sso_session = bank
sso_account_id = ${ACCOUNT}
sso_role_name = ${ROLE}
region = ap-southeast-2

[profile older]
sso_start_url = ${START_URL}
sso_region = eu-central-1
sso_account_id = ${ACCOUNT}
sso_role_name = ${ROLE}

[profile steward]
role_arn = arn:aws:iam::${ACCOUNT}:role/Steward
source_profile = analyst

[profile program]
credential_process = /usr/bin/keys

[profile lost]
sso_session = nowhere
`;
const KEYS = '[keys]\naws_access_key_id = AKIATESTTESTTESTTEST\naws_secret_access_key = test\n';

interface Person extends TestCore {
  /** The person's home folder; all that is written in a test is below it. */
  folder: string;
  file: string;
  told: Record<string, unknown>[];
  cacheFile: (name: string) => string;
}

/** The SDK reads home and endpoints from the process's own environment: a person of the test's own, put back after. */
function atHome(portal: SsoPortal | null): string {
  const folder = tempFolder();
  const before = { ...process.env };
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  process.env.HOME = folder;
  if (portal !== null) {
    process.env.AWS_ENDPOINT_URL_SSO_OIDC = portal.endpoint;
    process.env.AWS_ENDPOINT_URL_SSO = portal.endpoint;
  }
  onTestFinished(() => {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  });
  fs.mkdirSync(path.join(folder, '.aws'), { mode: 0o700 });
  fs.writeFileSync(path.join(folder, '.aws', 'config'), CONFIG);
  fs.writeFileSync(path.join(folder, '.aws', 'credentials'), KEYS);
  return folder;
}

async function person(portal: SsoPortal | null, consent = true): Promise<Person> {
  const folder = atHome(portal);
  const told: Record<string, unknown>[] = [];
  const home = path.join(folder, 'meshward');
  const core = await startWithWorkspace({ home, rates: 'off', env: process.env, log: (entry) => told.push(entry) });
  if (portal !== null && consent) await core.client.sync.allowEndpoint({ endpoint: portal.endpoint });
  const cacheFile = (name: string) =>
    path.join(folder, '.aws', 'sso', 'cache', `${createHash('sha1').update(name).digest('hex')}.json`);
  return { ...core, folder, told, cacheFile };
}

async function arranged(options: PortalOptions = {}) {
  const portal = await ssoPortal(options);
  return { portal, ...(await person(portal)) };
}

const signIn = ({ client, finish }: TestCore, profile = 'analyst') => finish(client.sync.signIn({ profile }));

/** Follow until the person is asked. */
async function asked({ client }: TestCore, jobId: Job['id']): Promise<Job> {
  for await (const job of await client.jobs.watch({ jobId })) if (job.progress?.ask || job.endedAt !== null) return job;
  throw new Error('the job told nothing');
}

const filesBelow = (folder: string): string[] =>
  fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));

/** Texts that must be in no file but the AWS CLI's cache, in no log entry and in nothing a caller is answered. */
async function leaks(who: Person, texts: string[]): Promise<string[]> {
  const cache = path.join(who.folder, '.aws', 'sso', 'cache');
  const answers = {
    told: who.told,
    jobs: await who.client.jobs.list({}),
    audit: await who.client.audit.list({ limit: 200 }),
    connection: await who.client.sync.connection(),
  };
  const places = [
    ...filesBelow(who.folder)
      .filter((file) => path.dirname(file) !== cache)
      .map((file) => [file, fs.readFileSync(file, 'latin1')]),
    ...Object.entries(answers).map(([name, value]) => [name, JSON.stringify(value)]),
  ] as [string, string][];
  expect(places.some(([name]) => name.endsWith('.meshward'))).toBe(true);
  return places.flatMap(([name, held]) =>
    texts.filter((text) => held.includes(text)).map((text) => `${name}: ${text}`),
  );
}

test('a sign-in ends in the AWS CLI’s cache, the SDK’s chain finds it, and the bank is pulled with it', async () => {
  const who = await arranged({ tokens: ['pending', 'yes'] });
  const { jobId } = await who.client.sync.signIn({ profile: 'analyst' });
  const waiting = await asked(who, jobId);
  expect(waiting.progress?.ask).toMatchObject({
    url: `${who.portal.endpoint}/device?user_code=QKKA-WLBY`,
    code: 'QKKA-WLBY',
  });
  expect(Date.parse(waiting.progress?.ask?.expiresAt ?? '')).toBeGreaterThan(Date.now() + 500_000);
  if (waiting.progress !== null)
    expect(progressLine(waiting.progress)).toBe(`Open ${waiting.progress.ask?.url} and confirm QKKA-WLBY`);
  const job = await who.finish(Promise.resolve({ jobId }));
  expect(job).toMatchObject({ state: 'succeeded', progress: { ask: null }, result: { profile: 'analyst' } });
  const kept = JSON.parse(fs.readFileSync(who.cacheFile('bank'), 'utf8')) as Record<string, string>;
  expect(kept).toEqual({
    startUrl: START_URL,
    region: 'eu-central-1',
    accessToken: expect.stringContaining('canary-token'),
    expiresAt: (job.result as { expiresAt: string }).expiresAt,
    refreshToken: expect.stringContaining('canary-refresh'),
    clientId: expect.any(String),
    clientSecret: expect.stringContaining('canary-client'),
    registrationExpiresAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
  });
  expect(kept.expiresAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  expect(await fromNodeProviderChain({ profile: 'analyst' })()).toMatchObject({ accessKeyId: who.portal.accessKeyId });

  const emulator = await emulated();
  await who.client.sync.connect({
    profile: 'analyst',
    region: emulator.region,
    domainId: emulator.domainId,
    identityStoreId: emulator.identityStoreId,
    endpoint: emulator.endpoint,
    allowEndpoint: true,
  });
  const before = who.portal.asked.length;
  const pulled = await who.finish(who.client.sync.pull({}));
  expect(pulled).toMatchObject({ state: 'succeeded', result: { run: { state: 'complete' } } });
  expect(who.portal.asked.slice(before).map(({ path: at }) => at)).toContain('/federation/credentials');
  expect(who.portal.secrets.length).toBeGreaterThan(5);
  expect(await leaks(who, [...who.portal.secrets, who.portal.accessKeyId, 'QKKA-WLBY'])).toEqual([]);
});

test('folder and files are the person’s own, and no draft stays', async () => {
  const who = await arranged();
  expect((await signIn(who)).state).toBe('succeeded');
  const cache = path.dirname(who.cacheFile('bank'));
  expect(fs.statSync(cache).mode & 0o777).toBe(0o700);
  const files = fs.readdirSync(cache);
  expect(files).toHaveLength(2);
  for (const file of files) {
    expect(file).toMatch(/^[0-9a-f]{40}\.json$/);
    expect(fs.statSync(path.join(cache, file)).mode & 0o777, file).toBe(0o600);
  }
});

test('the older kind of profile is kept by its start URL, without a scope', async () => {
  const who = await arranged();
  expect((await signIn(who, 'older')).state).toBe('succeeded');
  expect(fs.existsSync(who.cacheFile(START_URL))).toBe(true);
  expect(who.portal.asked[0]?.body).toEqual({ clientName: 'Meshward', clientType: 'public' });
  expect(await fromNodeProviderChain({ profile: 'older' })()).toMatchObject({ accessKeyId: who.portal.accessKeyId });
});

test('a token that ends soon is refreshed by the SDK with what was kept', async () => {
  const who = await arranged({ tokenExpiresIn: 60 });
  expect((await signIn(who)).state).toBe('succeeded');
  expect(who.portal.asked[0]?.body).toMatchObject({ scopes: ['sso:account:access'] });
  await fromNodeProviderChain({ profile: 'analyst' })();
  expect(who.portal.asked.at(-2)?.body).toMatchObject({ grantType: 'refresh_token' });
  expect(fs.statSync(who.cacheFile('bank')).mode & 0o777).toBe(0o600);
});

test('a client is registered once, and again when Identity Center forgot it', async () => {
  const who = await arranged({ tokens: ['yes', 'yes', 'yes'] });
  const registered = () => who.portal.asked.filter(({ path: at }) => at === '/client/register').length;
  await signIn(who);
  await signIn(who);
  expect(registered()).toBe(1);
  who.portal.forgetClients();
  expect((await signIn(who)).state).toBe('succeeded');
  expect(registered()).toBe(2);
});

test('it waits as long as it is told, and longer when told to slow down', async () => {
  const who = await arranged({ tokens: ['pending', 'slow', 'yes'] });
  expect((await signIn(who)).state).toBe('succeeded');
  const times = who.portal.asked.filter(({ path: at }) => at === '/token').map(({ at }) => at);
  const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0));
  expect(gaps[0]).toBeGreaterThan(950);
  expect(gaps[0]).toBeLessThan(3000);
  expect(gaps[1]).toBeGreaterThan(5950);
});

test('trouble on the way ends nothing while the code is good', async () => {
  const who = await arranged({ tokens: ['busy', 'busy', 'busy', 'yes'] });
  expect((await signIn(who)).state).toBe('succeeded');
});

test.each<[string, PortalOptions, string]>([
  ['refused in the browser', { tokens: ['denied'] }, 'E_SSO_DENIED'],
  ['too late, says AWS', { tokens: ['expired'] }, 'E_SSO_EXPIRED'],
  ['too late, says the clock', { tokens: [], codeExpiresIn: 2 }, 'E_SSO_EXPIRED'],
  ['not a start URL of theirs', { startUrl: 'https://other.awsapps.com/start' }, 'E_SSO_REFUSED'],
  ['refused from the start', { refuses: 'InvalidRequestException' }, 'E_SSO_REFUSED'],
  ['a page nobody should open', { page: 'file:///etc/passwd' }, 'E_AWS_RESPONSE'],
  ['a page without a lock', { page: 'http://example.com/device' }, 'E_AWS_RESPONSE'],
])('%s: told as what it is, and nothing is kept', async (_, options, code) => {
  const who = await arranged(options);
  const job = await signIn(who);
  expect(job).toMatchObject({ state: 'failed', progress: { ask: null }, error: { problem: { code } } });
  expect(fs.existsSync(who.cacheFile('bank'))).toBe(false);
  expect(await leaks(who, [...who.portal.secrets, 'QKKA-WLBY'])).toEqual([]);
});

test.each(['between two questions', 'while AWS is silent'])('cancelled %s, it stops within a second', async (when) => {
  const who = await arranged({ interval: when === 'while AWS is silent' ? 1 : 60 });
  const { jobId } = await who.client.sync.signIn({ profile: 'analyst' });
  await asked(who, jobId);
  if (when === 'while AWS is silent') {
    who.portal.fallSilent();
    await vi.waitUntil(() => who.portal.asked.at(-1)?.path === '/token', { timeout: 5000 });
  }
  const started = performance.now();
  await who.client.jobs.cancel({ jobId });
  expect(await who.finish(Promise.resolve({ jobId }))).toMatchObject({ state: 'cancelled', progress: { ask: null } });
  // A second on an idle machine; here another test file runs beside.
  expect(performance.now() - started).toBeLessThan(4000);
  expect(fs.existsSync(who.cacheFile('bank'))).toBe(false);
});

test.each([
  ['steward', 'E_PROFILE_NOT_SSO', /role of another profile/, /“analyst”/],
  ['program', 'E_PROFILE_NOT_SSO', /a program of its own/, /Pull with it/],
  ['keys', 'E_PROFILE_NOT_SSO', /access keys; nothing to do here/, /Pull with it/],
  ['lost', 'E_PROFILE_SSO', /“nowhere”/, /aws configure sso/],
  ['nobody', 'E_PROFILE', /no AWS profile “nobody”/, /Choose one/],
  ['sso-session.bank', 'E_PROFILE', /no AWS profile/, /Choose one/],
])('profile %s: %s', async (profile, code, said, next) => {
  const who = await person(null);
  const { state, error } = await signIn(who, profile);
  expect({ state, code: error?.problem.code }).toEqual({ state: 'failed', code });
  expect(error?.message).toMatch(said);
  expect(error?.problem.next).toMatch(next);
});

test('the command line says what to do on a line of its own, once, and ends when it is done', async () => {
  const who = await arranged({ tokens: ['pending', 'pending', 'yes'] });
  await who.client.workspace.close();
  const child = spawn(
    process.execPath,
    [CLI, 'sync', 'signIn', '-w', who.file, '--json', '-i', '{"profile":"analyst"}'],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, MESHWARD_HOME: who.home } },
  );
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  expect(code, err).toBe(0);
  expect(JSON.parse(out)).toEqual({ profile: 'analyst', expiresAt: expect.any(String) });
  expect(err.split('\n').filter((line) => line.includes('QKKA'))).toEqual([
    `Open ${who.portal.endpoint}/device?user_code=QKKA-WLBY and confirm QKKA-WLBY`,
  ]);
  expect(who.portal.secrets.filter((secret) => `${out}${err}`.includes(secret))).toEqual([]);
});

test('an address that is not AWS’s own is not called before the one-time yes', async () => {
  const portal = await ssoPortal();
  const who = await person(portal, false);
  expect(await signIn(who)).toMatchObject({
    state: 'failed',
    error: { problem: { code: 'E_ENDPOINT_CONSENT', details: { endpoint: portal.endpoint } } },
  });
  expect(portal.asked).toEqual([]);
});

/** From here on no name is found; @returns the names that were looked for. */
function noNetwork(): string[] {
  delete process.env.AWS_ENDPOINT_URL_SSO;
  delete process.env.AWS_ENDPOINT_URL_SSO_OIDC;
  const hosts: string[] = [];
  const lookup = vi.spyOn(dns, 'lookup').mockImplementation(((host: string, _: unknown, done: (e: Error) => void) => {
    if (!hosts.includes(host)) hosts.push(host);
    done(Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' }));
  }) as never);
  onTestFinished(() => lookup.mockRestore());
  return hosts;
}

test('credentials are asked of the profile’s own SSO region, whatever region is pulled from', async () => {
  const who = await arranged();
  await signIn(who);
  const hosts = noNetwork();
  const session = new AwsSession({
    profile: 'analyst',
    region: 'ap-southeast-2',
    endpoints: { of: everyService(null), source: null, foreign: [] },
    staticKeys: false,
    rates: 'off',
    clock: () => new Date(),
  });
  await expect(callerIdentity(session, AbortSignal.timeout(20_000))).rejects.toThrow();
  await session.close();
  expect(hosts).toEqual(['portal.sso.eu-central-1.amazonaws.com']);
});

test('the sign-in goes to AWS’s own address, whatever the default profile says', async () => {
  const who = await person(null);
  fs.appendFileSync(path.join(who.folder, '.aws', 'config'), '\n[default]\nendpoint_url = http://other.example\n');
  const hosts = noNetwork();
  const failed = await signIn(who);
  expect(failed.error?.problem.code).toBe('E_AWS_UNREACHABLE');
  expect(hosts).toEqual(['oidc.eu-central-1.amazonaws.com']);
});

test('a credential that has run out names both ways to a new one', async () => {
  const who = await person(null);
  await who.client.sync.connect({ profile: 'analyst', region: 'ap-southeast-2' });
  const job = await who.finish(who.client.sync.probe({}));
  expect(job.error).toMatchObject({
    problem: {
      code: 'E_AUTH_EXPIRED',
      next: 'Sign in on the connection page or run “aws sso login --profile analyst”, then try again.',
    },
  });
});
