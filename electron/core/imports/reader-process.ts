import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * A process that parses strangers' files. Killed, never asked: a parser that hangs or explodes takes nothing with it.
 * A worker thread would not do: it cannot be stopped in the middle of a call.
 */
export interface ReaderProcess {
  /** Null where it could not be started, or somebody else started it. */
  readonly pid: number | null;
  send(message: object): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, also when it could not be started. */
  onEnd(listener: (how: string) => void): void;
  kill(): void;
}
/** Starts one whose objects may take so many MB; its buffers come on top. */
export type StartReader = (heap: number) => ReaderProcess;

/** Enough for the largest event that is taken. */
export const READER_HEAP = 128;

/** Starts a reader with the Node this core runs on. In Electron's own Node a host starts it instead. */
export function forkReader(heap: number, entry: string = readerEntry()): ReaderProcess {
  const child = fork(entry, [], {
    // The keys and settings of the core are none of its business.
    env: Object.fromEntries(['SystemRoot', 'TEMP', 'TMP', 'TMPDIR'].flatMap((name) => setting(name))),
    execArgv: [`--max-old-space-size=${heap}`, '--max-semi-space-size=4'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'json',
  });
  const ending: ((how: string) => void)[] = [];
  let ended: string | null = null;
  const end = (how: string): void => {
    if (ended !== null) return;
    ended = how;
    for (const listener of ending) listener(how);
  };
  child.once('error', (error) => end(error.message));
  child.once('exit', (code, signal) => end(signal ?? `exit code ${code}`));
  return {
    pid: child.pid ?? null,
    send: (message) => {
      // A reader that has just died is told of by its end.
      if (child.connected) child.send(message, () => {});
    },
    onMessage: (listener) => void child.on('message', listener),
    onEnd(listener) {
      if (ended === null) ending.push(listener);
      else listener(ended);
    },
    kill: () => void child.kill('SIGKILL'),
  };
}

const setting = (name: string): [string, string][] => {
  const value = process.env[name];
  return value === undefined ? [] : [[name, value]];
};

/** Beside this source, or where the bundle has put it: this code then lies in a host's file or in a chunk below. */
function readerEntry(): string {
  const here = import.meta.dirname;
  const places = [path.join(here, 'reader.ts'), path.join(here, 'reader.mjs'), path.join(here, '..', 'reader.mjs')];
  const entry = places.find((place) => existsSync(place));
  if (entry === undefined) throw new Error(`there is no reader beside ${here}`);
  return entry;
}
