import { chmodSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { onStage } from '../../tools/e2e.mjs';
import { pairs, tell } from './measure.ts';

/*
 * From the start of the program to the first screen painted: the console, against a bare Electron window that shows the
 * same page bundle and answers its first questions from a constant, with no core and no guards.
 */

const BARE = `
const { app, BrowserWindow, ipcMain, MessageChannelMain, protocol } = require('electron');
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const TYPES = { html: 'text/html', js: 'text/javascript', css: 'text/css', woff2: 'font/woff2', svg: 'image/svg+xml' };
const ANSWERS = {
  '/system/hello': { product: 'meshward', version: '0', fingerprint: '', instance: '1', host: 'node', pid: 1, node: '24', sqlite: '3', warnings: [] },
  '/workspace/current': null,
  '/workspace/recent': [],
};
protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }]);
app.setPath('userData', process.env.MESHWARD_HOME);
app.whenReady().then(() => {
  protocol.handle('app', (request) => {
    const path = new URL(request.url).pathname;
    const file = path === '/' ? '/index.html' : path;
    return new Response(readFileSync(join(__dirname, 'page', file)), { headers: { 'Content-Type': TYPES[file.split('.').pop()] } });
  });
  ipcMain.on('meshward:ready', (event) => {
    const { port1, port2 } = new MessageChannelMain();
    port1.on('message', ({ data }) => {
      const { i, p } = JSON.parse(data);
      if (p && p.u in ANSWERS) port1.postMessage(JSON.stringify({ i, p: { b: { json: ANSWERS[p.u] } } }));
    });
    port1.start();
    event.sender.postMessage('meshward:port', 'up', [port2]);
  });
  const window = new BrowserWindow({ width: 1360, height: 860, webPreferences: { preload: join(__dirname, 'preload.cjs') } });
  window.loadURL('app://console/');
});
`;

await onStage(async (file) => {
  process.env['MESHWARD_E2E_STAGE'] = file;
  const { openDesktop } = await import('../e2e/desktop.ts');
  const { stage } = await import('../e2e/stage.ts');

  const bare = mkdtempSync(join(dirname(stage.app), 'bare-'));
  writeFileSync(join(bare, 'package.json'), '{"name":"bare","main":"index.cjs"}');
  writeFileSync(join(bare, 'index.cjs'), BARE);
  symlinkSync(join(stage.app, 'dist/page'), join(bare, 'page'));
  symlinkSync(join(stage.app, 'dist/preload/index.cjs'), join(bare, 'preload.cjs'));
  mkdirSync(join(bare, 'home'));
  chmodSync(bare, 0o755);

  const painted = async (app: string): Promise<number> => {
    const begun = Date.now();
    const desktop = await openDesktop({ app });
    await desktop.page.getByRole('button', { name: 'Open the sample bank' }).waitFor();
    const at = await desktop.page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          new PerformanceObserver((list) => {
            resolve(performance.timeOrigin + (list.getEntries().at(-1)?.startTime ?? 0));
          }).observe({ type: 'largest-contentful-paint', buffered: true });
        }),
    );
    await desktop.close();
    return at - begun;
  };
  const { ours, floor, ratio } = await pairs(
    () => painted(stage.app),
    () => painted(bare),
  );
  tell(
    'first screen, console against a bare window',
    1 / ratio,
    `${Math.round(ours)} ms against ${Math.round(floor)} ms; lower is better`,
    '≤ 1.3',
  );
});
