import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JoinedCore } from '#hosts/join.ts';
import { type Desktop, openDesktop } from './desktop.ts';

let desktop: Desktop;
let core: JoinedCore;
beforeAll(async () => {
  desktop = await openDesktop();
  core = await desktop.join();
});
afterAll(async () => {
  core.close();
  await desktop.close();
});

/** Chooses `path` in the system's dialog, which is the one thing here that is not real. */
async function choose(path: string | null): Promise<void> {
  await desktop.app.evaluate(({ dialog, Menu }, chosen) => {
    const told: string[] = [];
    Object.assign(globalThis, { told });
    dialog.showOpenDialog = async () => ({
      canceled: chosen === null,
      filePaths: chosen === null ? [] : [chosen],
    });
    dialog.showMessageBox = (async (options: { message: string; detail: string }) => {
      told.push(options.message, options.detail);
      return { response: 0, checkboxChecked: false };
    }) as unknown as typeof dialog.showMessageBox;
    Menu.getApplicationMenu()
      ?.items.flatMap((item) => item.submenu?.items ?? [])
      .find((item) => item.label === 'Open workspace…')
      ?.click();
  }, path);
}
const told = () => desktop.app.evaluate(() => (globalThis as unknown as { told: string[] }).told);

describe('Open workspace… in the menu', () => {
  it('opens the chosen file, and the page shows it', async () => {
    const path = join(desktop.meshward, 'Chosen.meshward');
    await core.client.workspace.create({ path, name: 'Chosen from the menu' });
    await core.client.workspace.close();
    await choose(path);
    await desktop.page.getByText('Chosen from the menu').first().waitFor();
    expect((await core.client.workspace.current())?.path).toBe(path);
  });

  it('says why a file was not opened and what to do, and keeps what is open', async () => {
    const path = join(desktop.meshward, 'none.meshward');
    writeFileSync(path, 'not a workspace');
    await choose(path);
    await expect.poll(told).toHaveLength(2);
    expect((await told()).every((line) => line.endsWith('.'))).toBe(true);
    expect((await core.client.workspace.current())?.name).toBe('Chosen from the menu');
  });

  it('does nothing when nothing is chosen', async () => {
    await choose(null);
    await desktop.page.waitForTimeout(200);
    expect(await told()).toEqual([]);
    expect((await core.client.workspace.current())?.name).toBe('Chosen from the menu');
  });
});
