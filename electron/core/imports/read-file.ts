import type * as z from 'zod';
import { Failure } from '../failure.ts';
import { FromReader, type Place, type Task, type ToReader } from './protocol.ts';
import type { ReaderProcess } from './reader-process.ts';
import type { Tally } from './tally.ts';

/** How long a reader may say nothing at all before it is taken for hanging, in ms. */
export const READER_PATIENCE = 30_000;

export interface Batch<T> extends Place {
  rows: T;
  tally: Tally;
  /** Bytes of the file behind it. */
  read: number;
}

export interface Reading<T> {
  task: Task;
  /** What the rows of a batch must look like. */
  rows: z.ZodType<T>;
  start: () => ReaderProcess;
  signal: AbortSignal;
  patience: number;
  hashing: (read: number) => void;
  /** The bytes are known by their hash; answers where to begin. What it throws ends the reading. */
  begin: (known: { sha256: string; size: number }) => Place;
  /** Writes a batch; the reader goes on when it has returned. */
  batch: (batch: Batch<T>) => void;
}

/**
 * Reads a stranger's file in a process of its own, to its end. Whatever happens, that process is gone when this settles.
 * Throws what the reader says (`E_IMPORT_…`), `E_IMPORT_HUNG` where it falls silent, `E_IMPORT_CRASHED` where it dies.
 */
export async function readFile<T>(reading: Reading<T>): Promise<void> {
  reading.signal.throwIfAborted();
  const reader = reading.start();
  const end = Promise.withResolvers<void>();
  let watch: NodeJS.Timeout | undefined;
  const listen = (): void => {
    clearTimeout(watch);
    watch = setTimeout(() => end.reject(hung(reading.patience)), reading.patience);
  };
  const stop = (): void => end.reject(new DOMException('cancelled', 'AbortError'));
  reading.signal.addEventListener('abort', stop);
  let over = false;
  reader.onEnd((how) => end.reject(crashed(how)));
  reader.onMessage((message) => {
    if (over) return;
    listen();
    try {
      if (heard(reading, reader, message)) end.resolve();
    } catch (error) {
      end.reject(error);
    }
  });
  listen();
  say(reader, { type: 'task', task: reading.task });
  try {
    await end.promise;
  } finally {
    over = true;
    clearTimeout(watch);
    reading.signal.removeEventListener('abort', stop);
    reader.kill();
  }
}

/** Does what one message asks for; true when it was the last. */
function heard<T>(reading: Reading<T>, reader: ReaderProcess, message: unknown): boolean {
  const said = FromReader.parse(message);
  if (said.type === 'failed') throw new Failure(said.kind, said.code, said.message, said.next);
  if (said.type === 'hashing') reading.hashing(said.read);
  if (said.type === 'hashed') say(reader, { type: 'go', ...reading.begin(said) });
  if (said.type === 'batch') {
    reading.batch({ ...said, rows: reading.rows.parse(said.rows) });
    say(reader, { type: 'ack' });
  }
  return said.type === 'done';
}

const say = (reader: ReaderProcess, message: ToReader): void => reader.send(message);

const hung = (patience: number) =>
  new Failure(
    'invalid',
    'E_IMPORT_HUNG',
    `Reading the file came to a stop: nothing was heard for ${Math.round(patience / 1000)} s.`,
    'Look at what the file holds; nothing of it was taken over.',
  );
const crashed = (how: string) =>
  new Failure(
    'invalid',
    'E_IMPORT_CRASHED',
    `The process that read the file died (${how}).`,
    'Look at what the file holds; nothing of it was taken over. Then try again.',
    { how },
  );
