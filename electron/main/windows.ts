import { app, BrowserWindow, nativeTheme, type WebContents } from 'electron';
import { PAGE_ORIGIN } from '#shared/page-security.ts';
import type { Folders } from './folders.ts';
import { isPage } from './page-origin.ts';
import { windowState } from './window-state.ts';

export interface Windows {
  open: () => void;
  /** Brings the last window to the front, or opens one. */
  focus(): void;
  has(contents: WebContents): boolean;
}

const MOST_RELOADS = 3;

/** The windows of the console. All show the same page, and share one memory of size and place. */
export function windows(places: Folders): Windows {
  const state = windowState(places.userData);
  const ours = new Set<WebContents>();

  function open(): void {
    const window = new BrowserWindow({
      ...state.bounds(BrowserWindow.getAllWindows().length),
      minWidth: 720,
      minHeight: 480,
      show: false,
      title: 'Meshward',
      backgroundColor: nativeTheme.shouldUseDarkColors ? '#161d26' : '#ffffff',
      webPreferences: {
        preload: places.preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        allowRunningInsecureContent: false,
        experimentalFeatures: false,
        webviewTag: false,
        navigateOnDragDrop: false,
        spellcheck: false,
        disableDialogs: true,
        devTools: !app.isPackaged,
      },
    });
    const contents = window.webContents;
    ours.add(contents);
    contents.once('destroyed', () => ours.delete(contents));
    reloadAfterCrash(window);
    bringBack(contents);
    state.keep(window);
    window.once('ready-to-show', () => {
      state.restore(window);
      window.show();
    });
    show(contents);
  }
  return {
    open,
    focus() {
      const window = BrowserWindow.getAllWindows().at(-1);
      if (!window) return open();
      if (window.isMinimized()) window.restore();
      window.focus();
    },
    has: (contents) => ours.has(contents),
  };
}

/** A page that crashed holds nothing that the core does not: it is shown again, but not for ever. */
function reloadAfterCrash(window: BrowserWindow): void {
  let reloads = 0;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed() || ++reloads > MOST_RELOADS) return;
    window.webContents.reload();
  });
}

function show(contents: WebContents): void {
  void contents.loadURL(`${PAGE_ORIGIN}/`).catch(() => {
    // Closed before the page was there.
  });
}

/** A way to `about:blank` is committed without asking anybody; from there the window is led back. */
function bringBack(contents: WebContents): void {
  contents.on('did-navigate', (_event, url) => {
    if (!isPage(url)) show(contents);
  });
}
