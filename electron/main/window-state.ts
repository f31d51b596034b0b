import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserWindow, type Rectangle, screen } from 'electron';

interface State extends Rectangle {
  maximized: boolean;
}

export interface WindowState {
  /** Size and, where one is remembered, place for the next window; `nth` steps it aside from those already open. */
  bounds(nth: number): Partial<Rectangle>;
  /** What only a window that exists can take up again. */
  restore(window: BrowserWindow): void;
  /** Remembers what becomes of this window. */
  keep(window: BrowserWindow): void;
}

const FIRST_SIZE = { width: 1360, height: 860 };
const STEP = 28;
const REST = 400;

/** Size, place and maximised state, kept in `window.json` from one start to the next. */
export function windowState(folder: string): WindowState {
  const file = join(folder, 'window.json');
  let state = read(file);

  return {
    bounds(nth) {
      if (!state) return clampSize(FIRST_SIZE);
      return clamp({ ...state, x: state.x + nth * STEP, y: state.y + nth * STEP });
    },
    restore(window) {
      if (state?.maximized) window.maximize();
    },
    keep(window) {
      let timer: NodeJS.Timeout | undefined;
      const save = (): void => {
        clearTimeout(timer);
        if (window.isDestroyed() || window.isMinimized()) return;
        state = { ...window.getNormalBounds(), maximized: window.isMaximized() };
        write(folder, file, state);
      };
      const later = (): void => {
        clearTimeout(timer);
        timer = setTimeout(save, REST);
      };
      window.on('resize', later);
      window.on('move', later);
      window.on('maximize', later);
      window.on('unmaximize', later);
      window.on('close', save);
    },
  };
}

/** Onto the nearest screen, and no larger than it: the screen it was on may be gone. */
function clamp(wanted: Rectangle): Rectangle {
  const area = screen.getDisplayMatching(wanted).workArea;
  const width = Math.min(wanted.width, area.width);
  const height = Math.min(wanted.height, area.height);
  return {
    width,
    height,
    x: Math.min(Math.max(wanted.x, area.x), area.x + area.width - width),
    y: Math.min(Math.max(wanted.y, area.y), area.y + area.height - height),
  };
}

function clampSize(size: { width: number; height: number }): Partial<Rectangle> {
  const area = screen.getPrimaryDisplay().workArea;
  return { width: Math.min(size.width, area.width), height: Math.min(size.height, area.height) };
}

function read(file: string): State | null {
  try {
    const { x, y, width, height, maximized } = JSON.parse(readFileSync(file, 'utf8')) as Record<keyof State, unknown>;
    const numbers = [x, y, width, height] as number[];
    if (!numbers.every(Number.isSafeInteger) || numbers.some((n) => Math.abs(n) > 100_000)) return null;
    const [left = 0, top = 0, wide = 0, high = 0] = numbers;
    if (wide < 100 || high < 100) return null;
    return { x: left, y: top, width: wide, height: high, maximized: maximized === true };
  } catch {
    return null;
  }
}

function write(folder: string, file: string, state: State): void {
  const draft = `${file}.${process.pid}`;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const handle = openSync(draft, 'w', 0o600);
    writeSync(handle, JSON.stringify(state));
    fsyncSync(handle);
    closeSync(handle);
    renameSync(draft, file);
  } catch {
    // The next start opens at the first size: not worth a word to the person.
    rmSync(draft, { force: true });
  }
}
