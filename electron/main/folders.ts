import { join } from 'node:path';
import { app } from 'electron';

/** Where everything lies that main hands out or starts. */
export interface Folders {
  /** What belongs to the person; the core's home. */
  home: string;
  /** Chromium's own files and the state of the window. */
  userData: string;
  page: string;
  preload: string;
  core: string;
  /** A Node to run the core with, instead of Electron's own. */
  node: string | null;
}

/** Settings by environment are for a checkout and its tests; an installed Meshward takes none. */
export function folders(): Folders {
  const setting = (name: string): string | null => (app.isPackaged ? null : (process.env[name] ?? null)) || null;
  const home = setting('MESHWARD_HOME') ?? join(app.getPath('appData'), 'meshward');
  const built = join(__dirname, '..');
  return {
    home,
    userData: join(home, 'window'),
    page: join(built, 'page'),
    preload: join(built, 'preload', 'index.cjs'),
    core: join(built, 'hosts', 'utility.cjs'),
    node: setting('MESHWARD_NODE'),
  };
}
