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
      ssr: fileURLToPath(new URL('stand-in.ts', import.meta.url)),
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

  it('has a thread of its own, and files parsed in processes that main starts for it and kills, without its keys', async () => {
    const { items } = (await ask('/lineage/imports', { json: {} })) as { items: { name: string }[] };
    const { said, ended, thread } = JSON.parse(items[0]?.name ?? '{}') as {
      said: { heard: unknown; pid: number; environment: string[] };
      ended: string;
      thread: string;
    };
    expect(thread, 'a thread of the core').toBe('heard');
    expect(said.heard).toEqual({ word: 'early' });
    expect(said.pid).not.toBe(await core());
    expect(said.environment.filter((name) => /AWS|HOME|MESHWARD|NODE_/.test(name))).toEqual([]);
    expect(ended).toMatch(/^exit code/);
    await expect.poll(() => isAlive(said.pid)).toBe(false);
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

const hello = (): Promise<unknown> => ask('/system/hello', {});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Asks over a port of its own, so that nothing of the page stands between. */
async function ask(operation: string, body: object): Promise<unknown> {
  return await desktop.page.evaluate(
    ({ operation, body }) =>
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
          port.postMessage(JSON.stringify({ i: 'asked', p: { u: operation, b: body } }));
        });
        window.postMessage({ meshward: 'ready' }, location.origin);
      }),
    { operation, body },
  );
}
