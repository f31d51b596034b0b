import { BrowserWindow, ipcMain, type IpcMainEvent, Notification } from 'electron';
import {
  ENDED_CHANNEL,
  type EndedSignal,
  readEnded,
  readWork,
  SHOW_CHANNEL,
  WORK_CHANNEL,
  type WorkSignal,
} from '#shared/desktop-signals.ts';
import { isOurPage, limit, refuseCall } from './page-call.ts';
import type { Windows } from './windows.ts';

/** A page tells of its work at each percent; a fast job in two windows must not lose the last word, "none". */
const MOST_CALLS = 400;
const PER = 10_000;
/** What was told and is remembered, so that two windows tell of one end once. */
const MOST_TOLD = 200;

const modes = { none: 'none', running: 'normal', paused: 'paused', failed: 'error' } as const;

/**
 * Shows the page's long work on the taskbar, and its end as a notification of the desktop while no window of ours has
 * the focus. What the work is, only the page knows.
 */
export function drawAttention(shown: Windows): void {
  const told: string[] = [];
  // Held until they are gone: a notification that is collected loses its click.
  const open = new Set<Notification>();

  listen(WORK_CHANNEL, shown, readWork, (window, work) => showProgress(window, work));
  listen(ENDED_CHANNEL, shown, readEnded, (window, ended) => {
    const key = `${ended.job} ${ended.title}`;
    if (BrowserWindow.getFocusedWindow() !== null || told.includes(key)) return;
    told.push(key);
    if (told.length > MOST_TOLD) told.shift();
    if (Notification.isSupported()) tell(window, ended, open);
    else if (!window.isDestroyed()) window.flashFrame(true);
  });
}

function listen<T>(
  channel: string,
  shown: Windows,
  read: (said: unknown) => T | null,
  take: (window: BrowserWindow, signal: T) => void,
): void {
  const tooOften = limit(MOST_CALLS, PER);
  ipcMain.on(channel, (event: IpcMainEvent, said: unknown) => {
    if (!isOurPage(event, shown)) return refuseCall(channel, 'E_IPC_SENDER');
    if (tooOften()) return refuseCall(channel, 'E_IPC_RATE');
    const signal = read(said);
    if (signal === null) return refuseCall(channel, 'E_IPC_SHAPE');
    const window = BrowserWindow.fromWebContents(event.sender);
    if (window) take(window, signal);
  });
}

function showProgress(window: BrowserWindow, { share, state }: WorkSignal): void {
  if (window.isDestroyed()) return;
  if (state === 'none') return window.setProgressBar(-1);
  // Past 1 means "nobody knows the end" to Windows and macOS.
  window.setProgressBar(share ?? 2, { mode: share === null && state === 'running' ? 'indeterminate' : modes[state] });
}

function tell(window: BrowserWindow, { job, title, text }: EndedSignal, open: Set<Notification>): void {
  const notification = new Notification({ title, body: text });
  open.add(notification);
  notification.on('close', () => open.delete(notification));
  notification.on('click', () => {
    open.delete(notification);
    if (window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
    window.webContents.send(SHOW_CHANNEL, job);
  });
  notification.show();
}
