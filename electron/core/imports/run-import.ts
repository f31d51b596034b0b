import type * as z from 'zod';
import type { Import, ImportInput } from '#shared/lineage.ts';
import { whileThereIsRoom } from '../jobs/room-pause.ts';
import { type JobContext, SUSPENDED } from '../jobs/runner.ts';
import { chosenFile } from './file.ts';
import { ByteProgress } from './progress.ts';
import { type Batch, READER_PATIENCE, readFile } from './read-file.ts';
import { forkReader, READER_HEAP } from './reader-process.ts';
import {
  completeImport,
  giveUpImport,
  type ImportRow,
  importRow,
  knownBytes,
  noteBatch,
  openImport,
} from './record.ts';
import { settleImports, sweepImports } from './sweep.ts';
import { Tally } from './tally.ts';

/** What differs between the kinds of files. */
export interface ImportPlan<T> {
  kind: Import['kind'];
  rows: z.ZodType<T>;
  /** Writes a batch within the caller's transaction; answers the latest time it tells. */
  writer: (row: ImportRow) => (rows: T) => string | null;
  counts: (row: ImportRow) => Partial<NonNullable<Import['counts']>>;
  /** What V8 may hold in the reader, in MB, where that is more than usual. */
  heap?: number;
  /** The words for what is read: "events". */
  what: string;
}

/**
 * Reads a stranger's file in a process of its own and writes what it tells, batch by batch with its cursor, under an
 * import that is seen only when the file was read to its end: all or nothing, in bounded memory, and taken up at the
 * last batch after a crash (docs/decisions/0006-import.md).
 */
export async function runImport<T>(
  job: JobContext,
  input: z.output<typeof ImportInput>,
  plan: ImportPlan<T>,
): Promise<Import> {
  const file = chosenFile(input.path);
  const row = await whileThereIsRoom(job, () => {
    settleImports(job.db);
    return openImport(job, plan.kind, file, input.name);
  });
  const progress = new ByteProgress(file.size, () => job.context.clock().getTime());
  try {
    await whileThereIsRoom(job, async () => {
      const write = plan.writer(row);
      await readFile<T>({
        task: { kind: plan.kind, path: file.path },
        rows: plan.rows,
        start: () => (job.context.options.startReader ?? forkReader)(plan.heap ?? READER_HEAP),
        signal: job.signal,
        patience: job.context.options.readerPatience ?? READER_PATIENCE,
        hashing: (read) => job.report(progress.at('Checking the file', read, null)),
        begin: ({ sha256, size }) => knownBytes(job, importRow(job.db, row.id), sha256, size),
        batch: (batch) => {
          job.transaction((db) => noteBatch(db, row.id, batch, batch.tally, write(batch.rows)), 'import.batch');
          job.report(progress.at(`Reading ${plan.what}`, batch.read, noteOf(job, row.id, batch)));
        },
      });
    });
    const zero = { datasets: 0, jobs: 0, edges: 0, columnEdges: 0, assets: 0 };
    return await whileThereIsRoom(job, () => completeImport(job, row.id, { ...zero, ...plan.counts(row) }));
  } catch (error) {
    // Suspended: the import stays open and is taken up when the workspace is opened again.
    if (job.signal.reason !== SUSPENDED) {
      giveUpImport(job, row.id);
      await sweepImports(job.db);
    }
    throw error;
  }
}

function noteOf(job: JobContext, id: number, batch: Batch<unknown>): string | null {
  if (Object.keys(batch.tally.skipped).length === 0) return null;
  const { skipped } = Tally.parse(JSON.parse(importRow(job.db, id).tally));
  const count = Object.values(skipped).reduce((sum, one) => sum + one, 0);
  return `${count} left out so far`;
}
