import { spawn } from 'node:child_process';
import { chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Desktop, openDesktop } from './desktop.ts';
import { cleanEnvironment, freshHome, stage } from './stage.ts';

const bounds = (desktop: Desktop) =>
  desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
const stateFile = (home: string): string => join(home, 'meshward', 'window', 'window.json');

function homeWith(state: string): string {
  const home = freshHome();
  const file = stateFile(home);
  mkdirSync(join(file, '..'), { recursive: true, mode: 0o700 });
  writeFileSync(file, state);
  if (stage.uid !== null) {
    for (const path of [join(home, 'meshward'), join(file, '..'), file]) chownSync(path, stage.uid, stage.uid);
  }
  return home;
}

describe('the window', () => {
  it('comes back in the size and place it was left in, and only one instance opens', async () => {
    const first = await openDesktop();
    const left = { x: 60, y: 70, width: 1010, height: 650 };
    await first.app.evaluate(({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.setBounds(to), left);
    await expect.poll(() => bounds(first)).toEqual(left);

    const second = spawn(stage.electron, [stage.app], { env: cleanEnvironment(first.home), stdio: 'ignore' });
    expect(await new Promise((resolve) => second.once('exit', resolve))).toBe(0);
    expect(await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    await first.close();
    expect(JSON.parse(readFileSync(stateFile(first.home), 'utf8'))).toEqual({ ...left, maximized: false });

    const again = await openDesktop({ home: first.home });
    expect(await bounds(again)).toEqual(left);
    await again.close();
  });

  it('comes back onto the screen when the screen it was on is gone', async () => {
    const desktop = await openDesktop({
      home: homeWith('{"x":9000,"y":-4000,"width":5000,"height":700,"maximized":false}'),
    });
    const area = await desktop.app.evaluate(({ screen }) => screen.getPrimaryDisplay().workArea);
    const found = await bounds(desktop);
    expect(found).toEqual({ x: area.x, y: area.y, width: area.width, height: 700 });
    await desktop.close();
  });

  it.each(['', '{', 'null', '{"x":"a"}', '{"x":0,"y":0,"width":-5,"height":1e99}'])(
    'opens at its first size when what is remembered is %j',
    async (state) => {
      const desktop = await openDesktop({ home: homeWith(state) });
      expect(await bounds(desktop)).toMatchObject({ width: 1360, height: 860 });
      await desktop.close();
    },
  );

  it('comes back maximised', async () => {
    const desktop = await openDesktop();
    // The display of the tests has no window manager to maximise anything: what is asked of a window is what can be seen.
    await desktop.app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.prototype.isMaximized = () => true;
      BrowserWindow.getAllWindows()[0]?.emit('maximize');
    });
    await expect.poll(() => readFileSync(stateFile(desktop.home), 'utf8')).toContain('"maximized":true');
    const asked = await desktop.app.evaluate(
      ({ BrowserWindow, Menu }) =>
        new Promise((resolve) => {
          BrowserWindow.prototype.maximize = () => resolve('to maximise');
          Menu.getApplicationMenu()
            ?.items.flatMap((item) => item.submenu?.items ?? [])
            .find((item) => item.label === 'New window')
            ?.click();
        }),
    );
    expect(asked).toBe('to maximise');
    await desktop.close();
  });
});
