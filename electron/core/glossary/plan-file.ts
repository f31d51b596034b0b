import { setImmediate as nextTurn } from 'node:timers/promises';
import type * as z from 'zod';
import type { GlossaryPlan, PlanImportInput } from '#shared/glossary.ts';
import { Failure } from '../failure.ts';
import { chosenFile } from '../imports/file.ts';
import { READER_PATIENCE, readFile } from '../imports/read-file.ts';
import { forkReader } from '../imports/reader-process.ts';
import type { JobContext } from '../jobs/runner.ts';
import { whileThereIsRoom } from '../jobs/room-pause.ts';
import type { GlossaryDocument } from './document.ts';
import { Assembly, Parts } from './document-parts.ts';
import { LIMITS } from './formats/limits.ts';
import { basisOf, heldGlossaries } from './held.ts';
import { planImport } from './plan-import.ts';
import { finishPlan, openPlan, planWriter } from './plan-kept.ts';

/** What V8 may hold while a workbook of the largest size is read, in MB. */
const HEAP = 1024;
const MOST_TOLD = 100;
/** Rows of a plan written in one transaction, so that nobody waits for all of them. */
const AT_ONCE = 2_000;

/**
 *   file ── reader process ── document ──┐
 *   what the workspace holds, staged ────┴──> plan, kept row by row; nothing is staged
 *
 * Plans the import of a glossary file. Throws what the reader says (`E_IMPORT_…`), `E_PROJECT_UNKNOWN`.
 */
export async function planFile(job: JobContext, input: z.output<typeof PlanImportInput>): Promise<GlossaryPlan> {
  const file = chosenFile(input.path);
  if (file.size > LIMITS.file)
    throw new Failure(
      'invalid',
      'E_IMPORT_SIZE',
      `The file is larger than ${LIMITS.file / 1024 ** 2} MB.`,
      'Split it into several files.',
    );
  const projects = job.db.prepare<[], { id: string; name: string }>('SELECT id, name FROM remote_project').all();
  if (input.projectId !== null && !projects.some(({ id }) => id === input.projectId))
    throw new Failure(
      'not_found',
      'E_PROJECT_UNKNOWN',
      'There is no such project.',
      'Choose the project that owns new glossaries, or pull again.',
      { projectId: input.projectId },
    );
  const document = await read(job, input, file);
  job.report({ phase: 'Comparing with what is here' });
  return await whileThereIsRoom(job, async () => {
    const held = heldGlossaries(job.db, null, true);
    const plan = planImport(document, held, {
      newId: job.context.newId,
      projects,
      project: input.projectId,
      makeGlossaries: input.makeGlossaries,
    });
    const { create, update, unchanged, refused, lines, told } = plan.summary;
    const counts = { created: create, changed: update, unchanged, refused, lines };
    const { context } = job;
    const at = context.clock().toISOString();
    const number = job.transaction((db) =>
      openPlan(db, { id: job.jobId, file: file.file, basis: basisOf(held), at, by: context.actor }),
    );
    const write = planWriter(job.db, number, plan, held);
    for (let from = 0; from < plan.rows.length; from += AT_ONCE) {
      job.transaction(() => write(from, from + AT_ONCE));
      const done = Math.min(from + AT_ONCE, plan.rows.length);
      job.report({ phase: 'Keeping the plan', done, total: plan.rows.length });
      await nextTurn(undefined, { signal: job.signal });
    }
    job.write({ action: 'glossary.planned', entity: file.file, details: { planId: job.jobId, ...counts } }, (db) =>
      finishPlan(db, number),
    );
    return {
      planId: job.jobId,
      ...counts,
      told: told.slice(0, MOST_TOLD).map(({ at, column, code, message }) => ({
        row: at?.row ?? null,
        sheet: at?.where ?? '',
        column,
        code,
        message,
      })),
    };
  });
}

async function read(
  job: JobContext,
  input: z.output<typeof PlanImportInput>,
  file: { path: string; size: number },
): Promise<GlossaryDocument> {
  const assembly = new Assembly();
  job.report({ phase: 'Reading the file', total: file.size });
  await readFile({
    task: { kind: 'glossary', path: file.path, format: input.format, glossary: input.glossary },
    rows: Parts,
    start: () => (job.context.options.startReader ?? forkReader)(HEAP),
    signal: job.signal,
    patience: job.context.options.readerPatience ?? READER_PATIENCE,
    hashing: () => {},
    begin: () => ({ offset: 0, line: 1 }),
    batch: ({ rows, read: behind }) => {
      for (const part of rows) assembly.take(part);
      job.report({ phase: 'Reading the file', done: Math.min(behind, file.size), total: file.size });
    },
  });
  return assembly.document();
}
