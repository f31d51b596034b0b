import { readFileSync } from 'node:fs';
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

describe('the window (checklist 1–4, 6, 8–11, 20)', () => {
  it('shows the page of its own scheme, as a secure context', async () => {
    expect(desktop.page.url()).toMatch(/^app:\/\/console\//);
    expect(await desktop.page.evaluate(() => [location.origin, isSecureContext])).toEqual(['app://console', true]);
  });

  it('has every preference as decided', async () => {
    const preferences = await desktop.app.evaluate(({ webContents }) =>
      webContents
        .getAllWebContents()
        .map((contents) =>
          (contents as unknown as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences(),
        ),
    );
    expect(preferences).toHaveLength(1);
    const found = preferences[0] ?? {};
    const off = [
      'nodeIntegration',
      'nodeIntegrationInWorker',
      'nodeIntegrationInSubFrames',
      'allowRunningInsecureContent',
      'experimentalFeatures',
      'webviewTag',
      'navigateOnDragDrop',
      'spellcheck',
    ];
    expect(off.filter((name) => found[name])).toEqual([]);
    expect(found).toMatchObject({ sandbox: true, contextIsolation: true, webSecurity: true, enableBlinkFeatures: '' });
    const switches = ['enable-blink-features', 'no-sandbox', 'disable-web-security', 'ignore-certificate-errors'];
    const set = await desktop.app.evaluate(
      ({ app }, names) => names.filter((name) => app.commandLine.hasSwitch(name)),
      switches,
    );
    expect(set).toEqual([]);
  });

  it('gives the page nothing of Node, Electron or the preload', async () => {
    const keys = await desktop.page.evaluate(() => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const plain = new Set(Object.getOwnPropertyNames(frame.contentWindow));
      frame.remove();
      return Object.getOwnPropertyNames(window).filter((name) => !plain.has(name));
    });
    // What is left is the page's own: no name but indices, the design system's, and the router's.
    expect(keys.filter((name) => /node|electron|require|ipc|meshward|api|bridge|process|module/i.test(name))).toEqual(
      [],
    );
    const types = await desktop.page.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'global', 'electron', '__dirname'].map(
        (name) => typeof (window as unknown as Record<string, unknown>)[name],
      ),
    );
    expect(new Set(types)).toEqual(new Set(['undefined']));
    const webview = await desktop.page.evaluate(
      () => (document.createElement('webview') as unknown as { loadURL?: unknown }).loadURL === undefined,
    );
    expect(webview).toBe(true);
  });

  it('keeps working when the page breaks its own built-ins: the preload lives in another world', async () => {
    await desktop.page.evaluate(() => {
      Object.assign(Array.prototype, {
        push: () => {
          throw new Error('broken by the page');
        },
      });
    });
    const state = await newPort();
    expect(state).toBe('up');
    await desktop.page.reload();
    await desktop.page.getByRole('button', { name: 'Open the sample bank' }).waitFor();
  });

  it.runIf(process.platform === 'linux')('runs in a process that can do nothing by itself', async () => {
    const pid = await desktop.app.evaluate(({ webContents }) => webContents.getAllWebContents()[0]?.getOSProcessId());
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    expect(status).toMatch(/^Seccomp:\s+2$/m);
    expect(status).toMatch(/^NoNewPrivs:\s+1$/m);
    expect(status).toMatch(/^CapEff:\s+0+$/m);
    const command = readFileSync(`/proc/${desktop.app.process().pid}/cmdline`, 'utf8');
    expect(command).not.toContain('--no-sandbox');
  });
});

describe('permissions (checklist 5)', () => {
  it('are all denied', async () => {
    const answers = await desktop.page.evaluate(async () => {
      const name = (error: unknown) => (error instanceof Error ? error.name : String(error));
      return {
        notifications: await Notification.requestPermission(),
        geolocation: await new Promise((resolve) => {
          navigator.geolocation.getCurrentPosition(
            () => resolve('granted'),
            (error) => resolve(error.code),
          );
        }),
        camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(() => 'granted', name),
        screen: await navigator.mediaDevices.getDisplayMedia().then(() => 'granted', name),
        clipboard: await navigator.clipboard.readText().then(() => 'granted', name),
        midi: (await navigator.permissions.query({ name: 'midi' })).state,
      };
    });
    expect(answers).toMatchObject({ notifications: 'denied', geolocation: 1, midi: 'denied' });
    expect(['NotAllowedError', 'NotFoundError']).toContain(answers.camera);
    expect(answers.screen).not.toBe('granted');
    expect(answers.clipboard).toBe('NotAllowedError');
  });
});

describe('versions (checklist 16)', () => {
  it('are the ones package.json names, where the real Electron is what runs', async () => {
    const found = await desktop.app.evaluate(() => process.versions['electron']);
    const wanted = (JSON.parse(readFileSync('package.json', 'utf8')) as { devDependencies: Record<string, string> })
      .devDependencies['electron'];
    expect(found).toBe(stage.standIn ? '25.1.1' : wanted);
  });
});

/** Asks for another port as the page does, and tells the state main answers with. */
async function newPort(): Promise<unknown> {
  return await desktop.page.evaluate(
    () =>
      new Promise((resolve) => {
        window.addEventListener('message', (event: MessageEvent<{ meshward?: string; core?: string }>) => {
          if (event.data.meshward === 'port') resolve(event.data.core);
        });
        window.postMessage({ meshward: 'ready' }, location.origin);
      }),
  );
}
