import { setTimeout as wait } from 'node:timers/promises';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JoinedCore } from '#hosts/join.ts';
import { type Console, openBrowser, serveConsole } from './browser.ts';
import { type Desktop, joinDoor, openDesktop } from './desktop.ts';

/*
 * The sample bank, twice at once: pulled without disturbance behind the web door, and in the window with its core killed
 * in the middle. Both must end in the same mirror.
 */

let web: Console;
let browser: BrowserContext;
let page: Page;
let desktop: Desktop;
beforeAll(async () => {
  web = await serveConsole();
  browser = await openBrowser();
  desktop = await openDesktop();
  page = browser.pages()[0] ?? (await browser.newPage());
  await page.goto(web.url);
});
afterAll(async () => {
  await browser.close();
  await Promise.all([web.stop(), desktop.close()]);
});

describe('the sample bank', () => {
  it('opens with one click in a browser and in the window', async () => {
    await Promise.all([open(page), open(desktop.page)]);
  });

  it('is pulled on when the core is killed in the middle, and the page says what happened', async () => {
    const before = await desktop.join();
    const { instance, pid } = await before.client.system.hello();
    const { path } = (await before.client.workspace.current()) ?? { path: '' };
    await desktop.page.evaluate(() => {
      new MutationObserver((_changes, observer) => {
        if (!document.body.textContent.includes('The core is not running')) return;
        document.body.dataset['saw'] = 'said so';
        observer.disconnect();
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    while ((await assetsIn(before)) < 20) await wait(50);
    const pending = before.client.catalog.search({}).then(
      () => 'answered',
      (error: { code: string }) => error.code,
    );
    process.kill(pid, 'SIGSTOP');
    const stuck = before.client.workspace.recent().then(
      () => 'answered',
      (error: { code: string }) => error.code,
    );
    process.kill(pid, 'SIGKILL');
    expect(['answered', 'offline']).toContain(await pending);
    expect(await stuck).toBe('offline');
    await desktop.page.locator('body[data-saw="said so"]').waitFor();

    const after = await joinDoor(desktop.meshward);
    const hello = await after.client.system.hello();
    expect(hello.instance).not.toBe(instance);
    expect((await after.client.workspace.current())?.path).toBe(path);
    const [job] = (await after.client.jobs.list({})).items;
    expect(job).toMatchObject({ operation: 'sync.pull', resumed: 1 });
    await desktop.page.getByText('The core is not running').waitFor({ state: 'hidden' });
    after.close();
  });

  it('ends in the same mirror as the pull that nobody disturbed', { timeout: 100_000 }, async () => {
    const cores = await Promise.all([joinDoor(web.meshward), desktop.join()]);
    const [undisturbed, disturbed] = await Promise.all(
      cores.map(async (core) => {
        await pulled(core);
        return { counts: (await core.client.catalog.counts()).counts, assets: await everyAsset(core) };
      }),
    );
    expect(undisturbed?.assets.length).toBeGreaterThan(100);
    expect(undisturbed?.counts.assets).toBe(undisturbed?.assets.length);
    expect(disturbed).toEqual(undisturbed);
    for (const shown of [page, desktop.page]) {
      await shown.getByRole('heading', { name: `All assets (${undisturbed?.counts.assets})` }).waitFor();
    }
    for (const core of cores) core.close();
  });
});

describe('a core that keeps dying', () => {
  it('is not started for ever; the page says so and starts it once more when told to', async () => {
    for (let deaths = 0; deaths < 8; deaths++) {
      if (await desktop.page.getByText('The core stopped several times in a row').isVisible()) break;
      const core = await joinDoor(desktop.meshward).catch(() => null);
      const pid = await core?.client.system.hello().then(
        (hello) => hello.pid,
        () => null,
      );
      if (pid) process.kill(pid, 'SIGKILL');
      await wait(700);
    }
    await desktop.page.getByText('The core stopped several times in a row').waitFor();
    await desktop.page.getByRole('button', { name: 'Start it again' }).click();
    await desktop.page.getByText('The core stopped several times in a row').waitFor({ state: 'hidden' });
    const core = await desktop.join();
    expect((await core.client.workspace.current())?.sample).toBe(true);
    await desktop.page.getByRole('heading', { name: /^All assets \(\d+\)/ }).waitFor();
    core.close();
  });
});

async function open(shown: Page): Promise<void> {
  await shown.getByRole('button', { name: 'Open the sample bank' }).click();
  await shown.getByRole('heading', { name: /^All assets \([1-9]/ }).waitFor();
}

async function assetsIn(core: JoinedCore): Promise<number> {
  return (await core.client.catalog.counts()).counts.assets;
}

async function pulled(core: JoinedCore): Promise<void> {
  for (;;) {
    const [job] = (await core.client.jobs.list({})).items;
    if (job?.state === 'succeeded') return;
    if (job?.endedAt) throw new Error(`the pull ended as ${job.state}: ${JSON.stringify(job.error)}`);
    await wait(200);
  }
}

async function everyAsset(core: JoinedCore): Promise<unknown[]> {
  const items: unknown[] = [];
  for (;;) {
    const found = await core.client.catalog.search({ sort: 'name', offset: items.length, limit: 200 });
    items.push(...found.items);
    if (found.items.length === 0) return items;
  }
}
