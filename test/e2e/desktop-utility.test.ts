import { cpSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desktop, openDesktop } from './desktop.ts';
import { stage } from './stage.ts';

/*
 * The core in a utility process of Electron itself. The Electron lent for tests cannot load SQLite, so a core without it
 * answers there, over the product's own wires; the rest is the built product.
 */

let desktop: Desktop;
beforeAll(async () => {
  const app = `${stage.app}-utility`;
  cpSync(stage.app, app, { recursive: true });
  rmSync(join(app, 'dist', 'hosts'), { recursive: true });
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: fileURLToPath(new URL('stand-in-core.ts', import.meta.url)),
      outDir: join(app, 'dist', 'hosts'),
      target: 'node18',
      rolldownOptions: { output: { format: 'cjs', entryFileNames: 'utility.cjs', codeSplitting: false } },
    },
    ssr: { noExternal: true },
  });
  desktop = await openDesktop({
    app,
    ownNode: true,
    env: { NODE_PATH: '/nowhere', NODE_REPL_EXTERNAL_MODULE: '/nowhere' },
  });
});
afterAll(async () => {
  await desktop.close();
});

const core = () =>
  desktop.app.evaluate(
    ({ app }) =>
      app
        .getAppMetrics()
        .find((metric) => metric.name === 'Meshward core' || metric.serviceName === 'node.mojom.NodeService')?.pid ??
      null,
  );

describe('the core in a utility process', () => {
  it('answers the page through a port of its own', async () => {
    await desktop.page.getByText('No workspace has been opened here yet.').waitFor();
    expect(await hello()).toMatchObject({ host: 'utility', pid: await core() });
  });

  it('is given no setting that would feed its Node code', async () => {
    expect(await hello()).toMatchObject({ warnings: [] });
  });

  it('is started again when it dies, and calls over the old port are not left hanging', async () => {
    const before = await core();
    process.kill(before ?? 0, 'SIGKILL');
    await expect.poll(core).not.toBe(before);
    await expect.poll(core).not.toBeNull();
    expect(await hello()).toMatchObject({ host: 'utility', pid: await core() });
    await desktop.page.getByText('The core is not running').waitFor({ state: 'hidden' });
  });

  it('ends with the window’s process', async () => {
    const pid = (await core()) ?? 0;
    await desktop.close();
    expect(() => process.kill(pid, 0)).toThrow();
  });
});

/** Asks over a port of its own, so that nothing of the page stands between. */
async function hello(): Promise<unknown> {
  return await desktop.page.evaluate(
    () =>
      new Promise((resolve) => {
        window.addEventListener('message', function take(event) {
          const [port] = event.ports;
          if (!port) return;
          window.removeEventListener('message', take);
          port.addEventListener('message', (answer: MessageEvent<string>) => {
            const { i, p } = JSON.parse(answer.data) as { i: string; p: { b: { json: unknown } } };
            if (i === 'asked') resolve(p.b.json);
          });
          port.start();
          port.postMessage(JSON.stringify({ i: 'asked', p: { u: '/system/hello', b: {} } }));
        });
        window.postMessage({ meshward: 'ready' }, location.origin);
      }),
  );
}
