import path from 'node:path';
import type { Place, Task } from '../imports/protocol.ts';
import type { FileReader } from '../imports/reader.ts';
import { type Source, Unreadable } from '../imports/source.ts';
import { emptyTally, type Tally } from '../imports/tally.ts';
import type { GlossaryDocument } from './document.ts';
import { type Part, partsOf } from './document-parts.ts';
import { LIMITS } from './formats/limits.ts';

type GlossaryTask = Extract<Task, { kind: 'glossary' }>;

/** Reads a glossary file of any format whole, and hands it over in pieces. Runs in the reader process. */
export class GlossaryReader implements FileReader {
  readonly #task: GlossaryTask;

  constructor(task: GlossaryTask) {
    this.#task = task;
  }

  async *batches(source: Source, _from: Place): AsyncGenerator<Place & { rows: Part[]; tally: Tally }> {
    const document = await parse(await bytesOf(source), this.#task);
    for (const part of partsOf(document)) yield { offset: 0, line: 1, rows: [part], tally: emptyTally() };
  }
}

/** What is unpacked is counted too: a file that says little may hold much. */
async function bytesOf(source: Source): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of source.pieces(0)) {
    size += piece.length;
    if (size > LIMITS.file)
      throw new Unreadable(
        'invalid',
        'E_IMPORT_SIZE',
        `The file is larger than ${LIMITS.file / 1024 ** 2} MB.`,
        'Split it into several files.',
      );
    pieces.push(Uint8Array.from(piece));
  }
  return Buffer.concat(pieces);
}

async function parse(bytes: Uint8Array, task: GlossaryTask): Promise<GlossaryDocument> {
  const { format } = task;
  if (format === 'csv') return (await import('./formats/csv.ts')).parse(bytes);
  if (format === 'xlsx') return await (await import('./formats/xlsx.ts')).parse(bytes);
  if (format === 'datahub') return (await import('./formats/datahub-read.ts')).parse(textOf(bytes), task);
  const glossary = task.glossary ?? path.basename(task.path).replace(/\.csv(?:\.gz)?$/iu, '');
  return (await import('./formats/openmetadata-read.ts')).parse(bytes, { glossary });
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Unreadable('invalid', 'E_YAML', 'The file is not UTF-8.', 'Save it as UTF-8 and import it again.');
  }
}
