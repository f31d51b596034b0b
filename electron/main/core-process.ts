import type { MessagePortMain } from 'electron';
import type { CoreState } from '#shared/page-security.ts';
import { startChild } from './core-child.ts';
import { startUtility } from './core-utility.ts';
import type { Folders } from './folders.ts';
import type { CoreEvents, StartedCore } from './started-core.ts';

/** The core's process, kept running. */
export interface CoreProcess {
  readonly running: boolean;
  readonly state: CoreState | 'starting';
  /** The first start, and the next one after `failed`. */
  start(): void;
  connect(port: MessagePortMain): void;
  /** Opens a workspace file the person chose. */
  open(path: string): void;
  /** Calls back at each change; at `up` every window needs a new port. */
  onState(listener: (state: CoreState) => void): void;
  stop(): Promise<void>;
}

const MOST_DEATHS = 3;
const WITHIN = 60_000;
const PATIENCE = 3_000;

/** Runs the core and starts it again when it dies: three times in a minute, then not until a page asks. */
export function coreProcess(places: Folders, refused: CoreEvents['refused']): CoreProcess {
  let core: StartedCore | null = null;
  let state: CoreState | 'starting' = 'starting';
  let stopping: (() => void) | null = null;
  let deaths: number[] = [];
  /** Told to the next core, which takes up the workspace that one of them held. */
  const dead: number[] = [];
  const listeners = new Set<(state: CoreState) => void>();

  function become(next: CoreState): void {
    state = next;
    for (const listener of listeners) listener(next);
  }
  function start(): void {
    if (core || stopping) return;
    const begin = places.node === null ? startUtility : startChild;
    core = begin(places, [places.home, ...dead.map(String)], { ready: () => become('up'), refused, died });
  }
  function died(pid: number | null): void {
    core = null;
    if (stopping) return stopping();
    if (pid !== null) dead.push(pid);
    deaths = [...deaths.filter((at) => Date.now() - at < WITHIN), Date.now()];
    if (deaths.length > MOST_DEATHS) return become('failed');
    become('restarting');
    setTimeout(start, 100 * deaths.length);
  }
  return {
    get running() {
      return core !== null;
    },
    get state() {
      return state;
    },
    start() {
      deaths = [];
      start();
    },
    connect: (port) => core?.connect(port),
    open: (path) => core?.open(path),
    onState: (listener) => listeners.add(listener),
    stop() {
      return new Promise((resolve) => {
        const patience = setTimeout(() => core?.kill(), PATIENCE);
        stopping = () => {
          clearTimeout(patience);
          resolve();
        };
        if (core) core.stop();
        else stopping();
      });
    },
  };
}
