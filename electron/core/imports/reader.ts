import fs from 'node:fs/promises';
import { AssetReader } from '../catalog/asset-export.ts';
import { GlossaryReader } from '../glossary/glossary-reader.ts';
import { EventReader } from '../lineage/event-reader.ts';
import { Inbox } from './inbox.ts';
import { AHEAD, type FromReader, type Place, type Task, type ToReader } from './protocol.ts';
import { hashOf, Source, Unreadable } from './source.ts';
import type { Tally } from './tally.ts';

/*
 * The entry of the process that parses imported files: it has a path to read and one wire to say what it found, no
 * key, no setting, no database. It ends when the core does.
 */

/** What a kind of file is read by. */
export interface FileReader {
  /** Rows and the place behind them, a few thousand at a time; an empty batch where there was nothing for a while. */
  batches(source: Source, from: Place): AsyncGenerator<Place & { rows: unknown; tally: Tally }>;
}

function readerOf(task: Task, file: fs.FileHandle): FileReader {
  if (task.kind === 'glossary') return new GlossaryReader(task);
  return task.kind === 'openlineage' ? new EventReader() : new AssetReader(file);
}

/** How often a free reader says that it lives, in ms: silence means that a parser hangs. */
const ALIVE_EVERY = 1_000;

const tell = (message: FromReader): void => wire.send(message);
const wire = openWire();
const inbox = new Inbox(wire);
setInterval(() => tell({ type: 'alive' }), ALIVE_EVERY);

try {
  const { task } = await inbox.next('task');
  await read(task);
  tell({ type: 'done' });
} catch (error) {
  tell({ type: 'failed', ...told(error) });
}

async function read(task: Task): Promise<void> {
  const file = await fs.open(task.path, 'r');
  let hashed = 0;
  const before = await file.stat();
  const sha256 = await hashOf(file, (behind) => {
    // The core is told twenty times per file or each 16 MB.
    if (behind - hashed < Math.max(16 * 1024 * 1024, before.size / 20)) return;
    hashed = behind;
    tell({ type: 'hashing', read: behind });
  });
  tell({ type: 'hashed', sha256, size: before.size });
  const { offset, line } = await inbox.next('go');
  const source = new Source(file);
  let owed = 0;
  for await (const batch of readerOf(task, file).batches(source, { offset, line })) {
    while (owed >= AHEAD) {
      await inbox.next('ack');
      owed -= 1;
    }
    tell({ type: 'batch', read: source.read, ...batch });
    owed += 1;
  }
  for (; owed > 0; owed -= 1) await inbox.next('ack');
  const after = await file.stat();
  if (after.size !== before.size || after.mtimeMs !== before.mtimeMs)
    throw new Unreadable(
      'conflict',
      'E_IMPORT_CHANGED',
      'The file was changed while it was read.',
      'Wait until it is written to its end, then import it again.',
    );
}

function told(error: unknown): Omit<Extract<FromReader, { type: 'failed' }>, 'type'> {
  if (error instanceof Unreadable)
    return { kind: error.kind, code: error.code, message: error.message, next: error.next };
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT')
    return {
      kind: 'not_found',
      code: 'E_IMPORT_FILE',
      message: 'The file is not there any more.',
      next: 'Check the path.',
    };
  if (code === 'EACCES' || code === 'EPERM')
    return {
      kind: 'denied',
      code: 'E_IMPORT_FILE',
      message: 'You may not read the file.',
      next: 'Ask for the right to read it.',
    };
  return {
    kind: 'invalid',
    code: 'E_IMPORT_UNREADABLE',
    message: `The file could not be read: ${String(error instanceof Error ? error.message : error).slice(0, 500)}.`,
    next: 'Check that it is what you meant to import.',
  };
}

interface ReaderWire {
  send(message: object): void;
  onMessage(listener: (message: ToReader) => void): void;
}

/** What of Electron's ports is used; Electron itself is never imported here. */
interface Port {
  on(event: 'message', listener: (event: { data: unknown; ports: Port[] }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  postMessage(data: unknown): void;
  start(): void;
}

/** A child's channel to its parent; in a process that Electron's main started, the port that main brings. */
function openWire(): ReaderWire {
  const parent = (process as unknown as { parentPort?: Port }).parentPort;
  if (parent === undefined) {
    process.on('disconnect', () => process.exit());
    return {
      send: (message) => process.send?.(message),
      onMessage: (listener) => void process.on('message', (message: ToReader) => listener(message)),
    };
  }
  const early: object[] = [];
  let send = (message: object): void => void early.push(message);
  const listeners: ((message: ToReader) => void)[] = [];
  parent.on('message', ({ ports: [port] }) => {
    if (port === undefined) return;
    port.on('message', ({ data }) => {
      for (const listener of listeners) listener(data as ToReader);
    });
    port.on('close', () => process.exit());
    port.start();
    send = (message) => port.postMessage(message);
    for (const message of early.splice(0)) send(message);
  });
  return { send: (message) => send(message), onMessage: (listener) => void listeners.push(listener) };
}
