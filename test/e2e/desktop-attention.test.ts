import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Emulator } from '#emulator/server.ts';
import type { JoinedCore } from '#hosts/join.ts';
import { type Desktop, openDesktop } from './desktop.ts';
import { startBank } from './pages/bank-page.ts';

/* Long work on the taskbar and in a notification: what main shows of what the page tells. */

const KEYS = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'example', MESHWARD_RATES: 'off' };

interface Heard {
  bars: [share: number, mode: string][];
  told: { title: string; body: string }[];
  clicks: (() => void)[];
  focused: boolean;
}

let far: Emulator;
let desktop: Desktop;
let core: JoinedCore;
beforeAll(async () => {
  [far, desktop] = await Promise.all([startBank({ assets: 12 }), openDesktop({ env: KEYS })]);
  // Slow enough to be long, whatever the machine.
  far.setFaults({ rules: [{ action: { kind: 'delay', ms: 500 } }] });
  await desktop.page.getByRole('button', { name: 'Open the sample bank' }).waitFor();
  core = await desktop.join();
  // The desktop of the tests has neither a taskbar nor a place for notifications; what would go there is written down.
  await desktop.app.evaluate(({ BrowserWindow, Notification }) => {
    const heard: Heard = { bars: [], told: [], clicks: [], focused: false };
    Object.assign(globalThis, { heard });
    const [window] = BrowserWindow.getAllWindows();
    if (!window) throw new Error('no window');
    window.setProgressBar = (share, options) => void heard.bars.push([share, options?.mode ?? '']);
    BrowserWindow.getFocusedWindow = () => (heard.focused ? window : null);
    Notification.isSupported = () => true;
    Notification.prototype.show = function show(this: Electron.Notification) {
      heard.told.push({ title: this.title, body: this.body });
      heard.clicks.push(() => this.emit('click'));
    };
  });
});
afterAll(async () => {
  core.close();
  await desktop.close();
  await far.close();
});

const heard = () =>
  desktop.app.evaluate(() => {
    const { bars, told } = (globalThis as unknown as { heard: Heard }).heard;
    return { bars, told };
  });
const say = (data: object) => desktop.page.evaluate((message) => window.postMessage(message, location.origin), data);

describe('long work', () => {
  it('moves the bar of the window, is told once at its end, and a click leads back to it', {
    timeout: 120_000,
  }, async () => {
    await core.client.workspace.create({ path: join(desktop.home, 'slow.meshward'), name: 'Slow' });
    await core.client.sync.connect({
      region: far.region,
      domainId: far.domainId,
      endpoint: far.endpoint,
      allowEndpoint: true,
    });
    await core.client.sync.pull({});
    await desktop.page.getByRole('group', { name: 'Running job' }).waitFor();
    await expect.poll(async () => (await heard()).bars.length, { timeout: 60_000 }).toBeGreaterThan(0);
    const [share, mode] = (await heard()).bars.at(-1) ?? [0, ''];
    expect(['normal', 'indeterminate']).toContain(mode);
    expect(share).toBeGreaterThan(0);
    expect((await heard()).told).toEqual([]);
    await desktop.page.getByRole('button', { name: 'Cancel: Pull' }).first().click();
    await expect.poll(async () => (await heard()).told.map(({ title }) => title)).toEqual(['Pull: cancelled']);
    await expect.poll(async () => (await heard()).bars.at(-1)?.[0]).toBe(-1);
    expect(desktop.page.url()).toContain('#/catalog');
    await desktop.app.evaluate(() => (globalThis as unknown as { heard: Heard }).heard.clicks[0]?.());
    await desktop.page.getByRole('heading', { name: 'Pulls & coverage', level: 1 }).waitFor();
  });

  it('is not told while a window has the focus, nor twice', async () => {
    const ended = (job: string) =>
      say({ meshward: 'ended', ended: { job, title: 'Pull: complete', text: 'All of it.' } });
    const told = async () => (await heard()).told.length;
    const before = await told();
    await desktop.app.evaluate(() => {
      (globalThis as unknown as { heard: Heard }).heard.focused = true;
    });
    await ended('one');
    await desktop.page.waitForTimeout(300);
    expect(await told()).toBe(before);
    await desktop.app.evaluate(() => {
      (globalThis as unknown as { heard: Heard }).heard.focused = false;
    });
    await ended('two');
    await ended('two');
    await expect.poll(told).toBe(before + 1);
    await desktop.page.waitForTimeout(300);
    expect(await told()).toBe(before + 1);
  });

  it('is not shown from what is no signal', async () => {
    const before = await heard();
    for (const work of [null, 7, { share: 9, state: 'running' }, { share: 0.5, state: 'odd' }])
      await say({ meshward: 'work', work });
    for (const ended of [null, {}, { job: 'x', title: 'y'.repeat(5_000), text: 'z' }, { job: 'x', title: 'y' }])
      await say({ meshward: 'ended', ended });
    await expect.poll(() => desktop.errors().match(/"code":"E_IPC_SHAPE"/g)?.length).toBe(8);
    expect(await heard()).toEqual(before);
  });
});
