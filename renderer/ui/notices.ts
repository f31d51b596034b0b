import { useSyncExternalStore } from 'react';
import type { ActionId } from '../actions.ts';

/** A message at the top of the page: the end of a job, an error nobody waits for. */
export interface Notice {
  id: string;
  type: 'success' | 'info' | 'warning' | 'error';
  header: string;
  text: string;
  /** One thing to do about it. */
  action?: { label: string; run: () => void };
  /** The same as a command of the list; it goes before `action` while it may run. */
  command?: ActionId;
}

type Shown = Notice & { since: number };

/** More than this at once is noise; the oldest go first. */
const MOST = 4;

let notices: readonly Shown[] = [];
let spoken = '';
const listeners = new Set<() => void>();
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
const tell = () => {
  for (const listener of listeners) listener();
};

/** Shows a notice; one with the same id is replaced. */
export function notify(notice: Notice): void {
  notices = [{ ...notice, since: Date.now() }, ...notices.filter((other) => other.id !== notice.id)].slice(0, MOST);
  tell();
}

/** Good news stays until the person goes on to another screen, but long enough to be read. */
const GOOD_NEWS_STAYS = 5_000;

export function dismissReadNews(): void {
  const before = Date.now() - GOOD_NEWS_STAYS;
  const kept = notices.filter((notice) => notice.type !== 'success' || notice.since > before);
  if (kept.length === notices.length) return;
  notices = kept;
  tell();
}

export function dismiss(id: string): void {
  notices = notices.filter((notice) => notice.id !== id);
  tell();
}

/** Tells what just happened in passing: a line at the bottom, read aloud, gone by itself. */
export function say(text: string): void {
  spoken = text;
  tell();
  setTimeout(() => {
    if (spoken !== text) return;
    spoken = '';
    tell();
  }, 3_000);
}

export const useNotices = () => useSyncExternalStore(subscribe, () => notices);
export const useSpoken = () => useSyncExternalStore(subscribe, () => spoken);
