import type { Import } from '#shared/lineage.ts';
import type { Db } from '../db/open.ts';
import { Failure } from '../failure.ts';
import type { JobContext } from '../jobs/runner.ts';
import type { Chosen } from './file.ts';
import type { Place } from './protocol.ts';
import { addTally, emptyTally, Tally } from './tally.ts';

export interface ImportRow {
  id: number;
  job_id: string;
  kind: Import['kind'];
  name: string;
  file: string;
  size: number;
  sha256: string | null;
  state: Import['state'];
  at: string;
  by: string;
  ended_at: string | null;
  told_at: string | null;
  cursor: number;
  line: number;
  tally: string;
  counts: string;
  swept: number;
}

/** This job's import: a new one, or the one a core that died had begun. */
export function openImport(job: JobContext, kind: Import['kind'], file: Chosen, name: string | undefined): ImportRow {
  const begun = job.db.prepare<[string], ImportRow>('SELECT * FROM import WHERE job_id = ?').get(job.jobId);
  if (begun !== undefined) return begun;
  const told = name ?? file.file;
  return job.write(
    { action: 'import.begin', entity: file.file, details: { kind, name: told, size: file.size } },
    (db) => {
      const run = db.prepare('SELECT max(id) FROM sync_run').pluck().get();
      const { lastInsertRowid } = db
        .prepare(
          `INSERT INTO import (job_id, run, kind, name, file, size, state, at, by) VALUES (?, ?, ?, ?, ?, ?, 'reading', ?, ?)`,
        )
        .run(
          job.jobId,
          run,
          kind,
          told,
          file.file.toWellFormed(),
          file.size,
          job.context.clock().toISOString(),
          job.context.actor,
        );
      return importRow(db, Number(lastInsertRowid));
    },
    'import.begin',
  );
}

export function importRow(db: Db, id: number): ImportRow {
  const row = db.prepare<[number], ImportRow>('SELECT * FROM import WHERE id = ?').get(id);
  if (row === undefined)
    throw new Failure(
      'not_found',
      'E_IMPORT_UNKNOWN',
      `There is no import ${id} in this workspace.`,
      'Look at the list of imports.',
    );
  return row;
}

/**
 * The bytes are known: refuses those that are here already (`E_IMPORT_SAME`), and other ones than those a core that
 * died had begun to read (`E_IMPORT_CHANGED`). Answers where to go on.
 */
export function knownBytes(job: JobContext, row: ImportRow, sha256: string, size: number): Place {
  if (row.sha256 !== null && row.sha256 !== sha256)
    throw new Failure(
      'conflict',
      'E_IMPORT_CHANGED',
      'The file was changed since the import of it began.',
      'Import it again.',
    );
  const same = job.db
    .prepare<unknown[], { id: number; name: string; at: string }>(
      `SELECT id, name, at FROM import WHERE sha256 = ? AND kind = ? AND id <> ? AND state IN ('reading', 'complete')`,
    )
    .get(sha256, row.kind, row.id);
  if (same !== undefined)
    throw new Failure(
      'conflict',
      'E_IMPORT_SAME',
      `The same bytes were imported as “${same.name}” on ${same.at.slice(0, 10)}; nothing was doubled.`,
      'There is nothing to do; remove that import first if you want to read the file again.',
      { importId: same.id, importedAt: same.at },
    );
  job.transaction((db) => {
    db.prepare('UPDATE import SET sha256 = ?, size = ? WHERE id = ?').run(sha256, size, row.id);
    // Read from its beginning again, it is also counted from there.
    if (row.cursor === 0)
      db.prepare('UPDATE import SET tally = ? WHERE id = ?').run(JSON.stringify(emptyTally()), row.id);
  });
  return { offset: row.cursor, line: row.line };
}

/** Within the transaction of a batch: where the next one begins, and what was left out. */
export function noteBatch(db: Db, id: number, place: Place, told: Tally, at: string | null): void {
  const { tally } = importRow(db, id);
  db.prepare(
    `UPDATE import SET cursor = ?, line = ?, tally = ?, told_at = CASE WHEN told_at IS NULL OR ? > told_at THEN ? ELSE told_at END
     WHERE id = ?`,
  ).run(place.offset, place.line, JSON.stringify(addTally(Tally.parse(JSON.parse(tally)), told)), at, at ?? null, id);
}

/** All of it is read: it is seen from here on. */
export function completeImport(job: JobContext, id: number, counts: NonNullable<Import['counts']>): Import {
  return job.write(
    { action: 'import.complete', entity: String(id), details: { ...counts } },
    (db) => {
      db.prepare("UPDATE import SET state = 'complete', ended_at = ?, counts = ? WHERE id = ?").run(
        job.context.clock().toISOString(),
        JSON.stringify(counts),
        id,
      );
      return importFrom(importRow(db, id));
    },
    'import.complete',
  );
}

/** It will not be read to its end; what it told was never seen, and is swept later. */
export function giveUpImport(job: JobContext, id: number): void {
  job.transaction((db) =>
    db
      .prepare("UPDATE import SET state = ?, ended_at = ? WHERE id = ? AND state = 'reading'")
      .run(job.signal.aborted ? 'cancelled' : 'failed', job.context.clock().toISOString(), id),
  );
}

export function importFrom(row: ImportRow): Import {
  const tally = Tally.parse(JSON.parse(row.tally));
  const counts = JSON.parse(row.counts) as Partial<NonNullable<Import['counts']>>;
  const zero = { datasets: 0, jobs: 0, edges: 0, columnEdges: 0, assets: 0 };
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    file: row.file,
    size: row.size,
    sha256: row.sha256,
    state: row.state,
    at: row.at,
    by: row.by,
    endedAt: row.ended_at,
    toldAt: row.told_at,
    seen: Object.entries(tally.seen).map(([type, count]) => ({ type, count })),
    skipped: Object.entries(tally.skipped).map(([code, count]) => ({ code, count })),
    examples: tally.examples,
    counts: row.ended_at === null || row.state !== 'complete' ? null : { ...zero, ...counts },
  };
}
