import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { type Emulator, type EmulatorOptions, startEmulator } from '#emulator/server.ts';
import type { JoinedCore } from '#hosts/join.ts';
import { type Console, openBrowser, serveConsole } from '../browser.ts';
import { joinDoor } from '../desktop.ts';

export interface BankPage {
  web: Console;
  browser: BrowserContext;
  page: Page;
  /** A second way into the same core, to set the scene. */
  core: JoinedCore;
  /** What the page broke of its own rules, and what it let fall. */
  broken: string[];
  go(route: string): Promise<void>;
  close(): Promise<void>;
}

/** The console on loopback and a real Chromium that looks at it. */
export async function openBankPage(options: { home?: string; env?: Record<string, string> } = {}): Promise<BankPage> {
  const [web, browser] = await Promise.all([
    serveConsole({
      env: { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'example', MESHWARD_RATES: 'off' },
      ...options,
    }),
    openBrowser(),
  ]);
  const page = await browser.newPage();
  await page.setViewportSize({ width: 1280, height: 860 });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const broken: string[] = [];
  page.on('pageerror', (error) => broken.push(error.message));
  page.on('dialog', (dialog) => {
    broken.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    if (message.type() === 'error' && !/WebSocket|ERR_CONNECTION/.test(message.text())) broken.push(message.text());
  });
  await page.goto(web.url);
  const core = await joinDoor(web.meshward);
  return {
    web,
    browser,
    page,
    core,
    broken,
    async go(route) {
      await page.evaluate((to) => {
        location.hash = to;
      }, `#${route}`);
    },
    async close() {
      core.close();
      await browser.close();
      await web.stop();
    },
  };
}

export const startBank = (options: EmulatorOptions = {}): Promise<Emulator> =>
  startEmulator({ seed: 7, rates: 'off', ...options });

/** A workspace of its own, connected to the emulator and pulled, made through the local door. */
export async function pulledWorkspace({ core, web }: BankPage, bank: Emulator, name = 'Test mesh'): Promise<void> {
  const { client } = core;
  await client.workspace.create({ path: join(web.home, `${name.replaceAll(' ', '-')}.meshward`), name });
  await client.sync.connect({
    region: bank.region,
    domainId: bank.domainId,
    identityStoreId: bank.identityStoreId,
    endpoint: bank.endpoint,
    allowEndpoint: true,
  });
  await pull(core);
}

/** Pulls to the end, however it ends, and answers how. */
export async function pull({ client }: JoinedCore): Promise<string> {
  const { jobId } = await client.sync.pull({});
  for (;;) {
    const job = await client.jobs.get({ jobId });
    if (job.state !== 'running' && job.state !== 'cancelling') return job.state;
    await wait(50);
  }
}

/** No violation of WCAG 2.0 to 2.2, levels A and AA, in what is on screen now. */
export async function expectAccessible(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  const told = violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map((node) => `${node.target.join(' ')} ${node.failureSummary ?? ''}`).join('; ')}`,
  );
  expect(told, where).toEqual([]);
}
