import type { ReaderProcess, StartReader } from '#core/imports/reader-process.ts';

/** What of Electron's ports is used; Electron itself is never imported outside main and preload. */
interface Port {
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  postMessage(data: unknown): void;
  start(): void;
  close(): void;
}

/** What main says of a reader: here is its port, or how it ended. */
export interface ReaderNews {
  reader?: number;
  ended?: string;
}

/**
 * Readers of a core that main started in a utility process: `{reader, heap}` asks main for one, `{reader, kill}` has it
 * killed; main answers `{reader}` with a port beside it, and `{reader, ended}` once.
 */
export function parentReaders(say: (wish: object) => void): {
  start: StartReader;
  heard(news: ReaderNews, port: Port | undefined): boolean;
} {
  const readers = new Map<number, ReturnType<typeof pending>>();
  let last = 0;
  return {
    start(heap) {
      last += 1;
      const number = last;
      const reader = pending(() => say({ reader: number, kill: true }));
      readers.set(number, reader);
      say({ reader: number, heap });
      return reader.process;
    },
    heard({ reader: number, ended }, port) {
      if (typeof number !== 'number') return false;
      if (typeof ended === 'string') readers.get(number)?.end(ended);
      if (typeof ended === 'string') readers.delete(number);
      else if (port !== undefined) readers.get(number)?.connect(port);
      return true;
    },
  };
}

/** A reader that main is still starting: what is said to it waits for its port. */
function pending(kill: () => void) {
  const early: object[] = [];
  const listeners: ((message: unknown) => void)[] = [];
  const ending: ((how: string) => void)[] = [];
  let port: Port | null = null;
  let ended: string | null = null;
  const process: ReaderProcess = {
    pid: null,
    send(message) {
      if (port === null) early.push(message);
      else port.postMessage(message);
    },
    onMessage: (listener) => void listeners.push(listener),
    onEnd(listener) {
      if (ended === null) ending.push(listener);
      else listener(ended);
    },
    kill() {
      port?.close();
      kill();
    },
  };
  return {
    process,
    connect(given: Port) {
      port = given;
      given.on('message', ({ data }) => {
        for (const listener of listeners) listener(data);
      });
      given.start();
      for (const message of early.splice(0)) process.send(message);
    },
    end(how: string) {
      ended = how;
      for (const listener of ending) listener(how);
    },
  };
}
