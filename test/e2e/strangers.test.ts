import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HostilePlanting, hostileTexts, plantHostile } from '#emulator/bank/hostile-bank.ts';
import { type Emulator, startEmulator } from '#emulator/server.ts';
import { blotted } from '#hosts/journal.ts';
import type { JoinedCore } from '#hosts/join.ts';
import { type Desktop, openDesktop } from './desktop.ts';
import { freshHome } from './stage.ts';

/*
 * A workspace pulled, with credentials that must never be written anywhere, from a bank full of text that strangers
 * wrote: no screen may run any of it, and no file or output may hold any of the credentials.
 */

const CANARIES = {
  key: 'AKIACANARY0123456789',
  secret: 'canarySecretAccessKeyNeverWritten0000000',
  token: 'canarySessionTokenNeverWritten1111111111111111111111111111',
};

let emulator: Emulator;
let planted: HostilePlanting;
let desktop: Desktop;
let core: JoinedCore;

beforeAll(async () => {
  emulator = await startEmulator({ seed: 3, assets: 12, rates: 'off' });
  planted = plantHostile(emulator.bank);
  const home = freshHome();
  writeFileSync(join(home, 'aws-config'), `[profile canary]\nregion = ${emulator.region}\n`);
  writeFileSync(
    join(home, 'aws-credentials'),
    `[canary]\naws_access_key_id = ${CANARIES.key}\naws_secret_access_key = ${CANARIES.secret}\naws_session_token = ${CANARIES.token}\n`,
  );
  desktop = await openDesktop({ home });
  core = await desktop.join();
  await core.client.workspace.create({ path: join(home, 'meshward', 'strangers.meshward'), name: '<b>Strangers</b>' });
  await core.client.sync.connect({
    profile: 'canary',
    region: emulator.region,
    domainId: emulator.domainId,
    endpoint: emulator.endpoint,
    allowEndpoint: true,
  });
});
afterAll(async () => {
  core.close();
  await desktop.close();
  await emulator.close();
});

describe('text that strangers wrote', () => {
  it('is pulled, all of it', { timeout: 90_000 }, async () => {
    const job = await run(() => core.client.sync.pull({}));
    expect(job).toMatchObject({ state: 'succeeded', error: null });
    const { counts } = await core.client.catalog.counts();
    expect(counts.assets).toBe(12 + Object.keys(planted.assets).length);
  });

  it('runs on no screen, breaks none of the page’s rules and opens no dialog', { timeout: 90_000 }, async () => {
    const { page } = desktop;
    let dialogs = 0;
    page.on('dialog', () => dialogs++);
    await page.reload();
    await page.evaluate(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        const list = document.body.dataset['broken'] ?? '';
        document.body.dataset['broken'] = `${list} ${event.effectiveDirective}:${event.blockedURI}`;
      });
    });
    const routes = ['/start', '/connect', '/settings', '/catalog', '/sync', '/activity', '/activity/audit'];
    for (const route of routes) await show(page, route);
    for (const id of Object.values(planted.assets)) await show(page, `/catalog/${encodeURIComponent(id)}`);
    expect(dialogs).toBe(0);
    const after = await page.evaluate(() => ({
      broken: document.body.dataset['broken'] ?? '',
      scripts: [...document.scripts].filter((script) => !script.src.startsWith('app://console/assets/')).length,
      frames: window.frames.length,
      outside: [...document.querySelectorAll('a[href]')]
        .map((link) => link.getAttribute('href') ?? '')
        .filter((href) => !href.startsWith('#')),
      title: document.title,
    }));
    expect(after).toMatchObject({ broken: '', scripts: 0, frames: 0 });
    expect(after.outside.filter((href) => !href.startsWith('https://'))).toEqual([]);
    expect(page.url()).toMatch(/^app:\/\/console\//);
  });

  it('is shown as it was written', async () => {
    for (const label of ['image', 'script', 'template', 'quote']) {
      await show(desktop.page, `/catalog/${encodeURIComponent(planted.assets[label] ?? '')}`);
      await desktop.page
        .getByText(hostileTexts[label] ?? '', { exact: false })
        .first()
        .waitFor();
    }
  });
});

describe('credentials', () => {
  it('go to the service only, also when it refuses them or does not answer', { timeout: 90_000 }, async () => {
    expect(emulator.requests.length).toBeGreaterThan(10);
    emulator.setFaults({ expiredAccessKeys: [CANARIES.key] });
    expect(await run(() => core.client.sync.probe({}))).toMatchObject({ state: 'failed' });
    emulator.setFaults({ rules: [{ action: { kind: 'accessDenied' } }] });
    expect(await run(() => core.client.sync.probe({}))).toMatchObject({ state: 'failed' });
    emulator.setFaults({});
    const told = JSON.stringify([
      await core.client.jobs.list({ limit: 50 }),
      await core.client.audit.list({ limit: 200 }),
      await core.client.sync.profiles(),
      await core.client.sync.connection(),
    ]);
    for (const canary of Object.values(CANARIES)) expect(told).not.toContain(canary);
  });

  it('are in no file of ours and in nothing that was said', async () => {
    const whileOpen = findings(desktop.meshward);
    await core.client.workspace.close();
    core.close();
    await desktop.close();
    const secrets = [CANARIES.secret, Buffer.from(CANARIES.secret).toString('base64').slice(0, -4)];
    for (const text of [CANARIES.key, CANARIES.token, ...secrets]) {
      expect(desktop.errors()).not.toContain(text);
    }
    expect(whileOpen).toEqual([]);
    expect(findings(desktop.meshward)).toEqual([]);
    expect(findings(join(desktop.home, 'cache'))).toEqual([]);
    expect(findings(join(desktop.home, 'config'))).toEqual([]);
  });

  it('are blotted out of what goes into the log, whatever brings them there', () => {
    const line = JSON.stringify(
      blotted({
        error: `Authorization: AWS4-HMAC-SHA256 Credential=${CANARIES.key}/20260101/x, x-amz-security-token: ${CANARIES.token}`,
        stack: `at {"secretAccessKey":"${CANARIES.secret}","sessionToken":"${CANARIES.token}"}`,
      }),
    );
    for (const canary of Object.values(CANARIES)) expect(line).not.toContain(canary);
  });
});

async function show(page: Page, route: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to;
  }, route);
  await page.waitForTimeout(120);
}

async function run(start: () => Promise<{ jobId: string }>): Promise<{ state: string; error: unknown }> {
  const { jobId } = await start();
  for (;;) {
    const job = await core.client.jobs.get({ jobId });
    if (job.endedAt !== null) return job;
    await wait(100);
  }
}

/** Files under a folder that hold one of the credentials, as text or in base64. */
function findings(folder: string): string[] {
  const wanted = Object.values(CANARIES).flatMap((text) => [text, Buffer.from(text).toString('base64').slice(0, -4)]);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => {
      const bytes = readFileSync(file);
      return wanted.some((text) => bytes.includes(text));
    });
}
