import { chownSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desktop, openDesktop } from './desktop.ts';
import { stage } from './stage.ts';

let desktop: Desktop;
beforeAll(async () => {
  desktop = await openDesktop();
  await desktop.page.getByRole('button', { name: 'Open the sample bank' }).waitFor();
});
afterAll(async () => {
  await desktop.close();
});

describe('the channels (checklist 17, threats 3 and 4, row 44)', () => {
  it('are three, and bring a stranger nothing', async () => {
    const preload = join(mkdtempSync(join(stage.user, 'rogue-')), 'preload.cjs');
    writeFileSync(
      preload,
      `const { ipcRenderer } = require('electron');
ipcRenderer.on('meshward:port', (event) => { document.documentElement.dataset.port = String(event.ports.length) });
const ask = () => {
  ipcRenderer.send('meshward:ready');
  ipcRenderer.send('meshward:work', { share: 0.5, state: 'running' });
  ipcRenderer.send('meshward:ended', { job: 'j', title: 't', text: 'x' });
};
ask();
window.addEventListener('load', ask);
`,
      { mode: 0o644 },
    );
    if (stage.uid !== null) chownSync(join(preload, '..'), stage.uid, stage.uid);
    const channels = await desktop.app.evaluate(({ ipcMain }) =>
      ipcMain
        .eventNames()
        .map(String)
        .filter((name) => !name.startsWith('-') && name !== 'error'),
    );
    expect(channels.toSorted()).toEqual(['meshward:ended', 'meshward:ready', 'meshward:work']);
    const ports = await desktop.app.evaluate(async ({ BrowserWindow }, script) => {
      const found: unknown[] = [];
      for (const url of ['data:text/html,<title>none</title>', 'about:blank', 'app://console/index.html']) {
        const window = new BrowserWindow({ show: false, webPreferences: { preload: script } });
        await window.loadURL(url).catch(() => {});
        await new Promise((resolve) => setTimeout(resolve, 300));
        found.push(await window.webContents.executeJavaScript('document.documentElement.dataset.port ?? "none"'));
        window.destroy();
      }
      return found;
    }, preload);
    expect(ports).toEqual(['none', 'none', 'none']);
    const refused = desktop.errors().match(/"refused":"meshward:\w+","code":"E_IPC_SENDER"/g) ?? [];
    for (const channel of ['ready', 'work', 'ended'])
      expect(
        refused.filter((line) => line.includes(`meshward:${channel}"`)),
        channel,
      ).toHaveLength(6);
  });

  it('survives what is no call: 5,000 messages on a port, 10,000 cries of ready', { timeout: 60_000 }, async () => {
    const pid = await (await desktop.join()).client.system.hello().then((hello) => hello.pid);
    await desktop.page.evaluate(async () => {
      const port = await new Promise<MessagePort>((resolve) => {
        window.addEventListener('message', (event) => {
          const [first] = event.ports;
          if (first) resolve(first);
        });
        window.postMessage({ meshward: 'ready' }, location.origin);
      });
      const cyclic: Record<string, unknown> = {};
      cyclic['self'] = cyclic;
      const frames = [
        () => 'x'.repeat(100),
        () => '{"i":',
        () => '[]',
        () => cyclic,
        () => 7,
        () => null,
        () => new Uint8Array([123, 255, 1]),
        () => '{"i":"1","p":null}',
        () => '{"i":{"a":1},"t":9,"p":{"u":"/../../x"}}',
        () => '{"i":"2","p":{"u":"/workspace/open","b":{"json":{"path":7}}}}',
        () => '{"i":"3","p":{"u":"/__proto__/constructor","b":{"json":{}}}}',
      ];
      for (let at = 0; at < 5_000; at++) port.postMessage(frames[at % frames.length]?.());
      port.postMessage('{'.repeat(50 * 1024 * 1024));
      for (let at = 0; at < 10_000; at++) window.postMessage({ meshward: 'other' }, location.origin);
      for (let at = 0; at < 200; at++) window.postMessage({ meshward: 'ready' }, location.origin);
    });
    const core = await desktop.join();
    expect((await core.client.system.hello()).pid).toBe(pid);
    core.close();
    await expect.poll(() => desktop.errors()).toContain('"code":"E_IPC_RATE"');
    // One line per refusal, and not a word about what was said.
    expect(desktop.errors()).not.toMatch(/SyntaxError|TypeError/);
    await desktop.page.waitForTimeout(1_000);
    await desktop.page.reload();
    await desktop.page.getByRole('button', { name: 'Open the sample bank' }).waitFor();
  });
});

describe('the scheme (checklist 18, threat 8)', () => {
  it.each([
    '/..%2f..%2fpackage.json',
    '/%2e%2e/main/index.cjs',
    '/../main/index.cjs',
    '/..%5cmain%5cindex.cjs',
    '/assets/..%2f..%2fmain%2findex.cjs',
    '/%00',
    '/index.html%00.js',
    '/%252e%252e%252fmain%252findex.cjs',
    '/.built',
    '/%',
    '//etc/passwd',
  ])('has nothing at %s', async (path) => {
    const status = await desktop.page.evaluate(
      async (at) => (await fetch(`app://console${at}`).catch(() => ({ status: 'refused' }))).status,
      path,
    );
    expect([404, 'refused']).toContain(status);
  });

  it('answers no other method, serves no worker of a service, and knows no other host', async () => {
    const outcome = await desktop.page.evaluate(async () => ({
      post: (await fetch('/', { method: 'POST', body: 'x' })).status,
      worker: await navigator.serviceWorker.register('/nothing.js').then(
        () => 'registered',
        () => 'refused',
      ),
    }));
    expect(outcome).toEqual({ post: 405, worker: 'refused' });
  });
});
