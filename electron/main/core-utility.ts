import { utilityProcess } from 'electron';
import { type ReaderWish, readersOf } from './core-readers.ts';
import { coreEnvironment } from './core-environment.ts';
import { CORE_FLAGS } from './core-flags.ts';
import { type CoreEvents, type CoreMessage, hear, type StartedCore } from './started-core.ts';
import type { Folders } from './folders.ts';

/** Runs the core in Electron's own Node; windows' ports go to it as they are. */
export function startUtility(places: Folders, args: string[], events: CoreEvents): StartedCore {
  const child = utilityProcess.fork(places.core, args, {
    serviceName: 'Meshward core',
    stdio: 'inherit',
    env: coreEnvironment(),
    execArgv: CORE_FLAGS,
  });
  let pid: number | null = null;
  child.on('spawn', () => {
    pid = child.pid ?? null;
  });
  const readers = readersOf(child, places.core);
  child.on('message', (message: CoreMessage & ReaderWish) => {
    if (!readers.heard(message)) hear(message, events);
  });
  child.on('exit', () => {
    readers.end();
    events.died(pid);
  });
  return {
    connect: (port) => child.postMessage({ window: true }, [port]),
    open: (path) => child.postMessage({ open: path }, []),
    stop: () => child.postMessage({ stop: true }, []),
    kill: () => void child.kill(),
  };
}
