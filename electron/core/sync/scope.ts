import type { ScopeState } from '#shared/sync.ts';
import type { Mirror, Wrote } from '../catalog/mirror.ts';
import type { Db } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';
import { asFailure, Failure } from '../failure.ts';
import type { JobContext } from '../jobs/runner.ts';
import { readAhead } from './ahead.ts';
import type { PageWriter } from './page-writer.ts';
import type { PullProgress } from './progress.ts';
import { countingTroubles, type Troubles } from '../aws/troubles.ts';
import type { Reader, ReadPage, Scope, Source } from './readers/reader.ts';
import { isFatal } from '../jobs/fatal.ts';
import { coverageMoved } from './incomplete.ts';

export interface Pulling {
  job: JobContext;
  source: Source;
  mirror: Mirror;
  pages: PageWriter;
  run: number;
  signal: AbortSignal;
  progress: PullProgress;
}

/** What of a reader one scope needs; the feed of a kind is read as a scope of its own. */
export type ScopeReader = Pick<Reader, 'kind' | 'title' | 'read' | 'sweep' | 'met' | 'ahead'>;

/** Empty pages in a row after which a listing is taken to go round in circles. */
const MOST_EMPTY = 200;

/**
 *   read page n+1 … ────────┐ (asked for while page n is written)
 *   write page n + cursor ──┴─> … last page: compare counts, sweep, complete
 *
 * Read one scope to its end, or note how far it came and why not further. Rejects only with what ends the whole pull.
 */
export async function readScope(pulling: Pulling, reader: ScopeReader, scope: Scope): Promise<void> {
  const { source, run, signal, progress } = pulling;
  const known = scopeRow(source.db, run, reader, scope);
  if (known.state === 'complete') return;
  let cursor = known.cursor;
  let restarted = cursor === null;
  progress.item(reader, scope);
  const troubles: Troubles = new Map();
  for (;;) {
    try {
      await countingTroubles(troubles, () => readOn(pulling, reader, scope, cursor));
      return;
    } catch (error) {
      signal.throwIfAborted();
      const failure = asFailure(error);
      // A cursor from before a crash may have expired at AWS: once, begin this scope anew.
      if (!restarted && failure.problem.code === 'E_AWS_REFUSED') {
        restarted = true;
        cursor = null;
        restart(pulling, reader, scope);
      } else {
        if (isFatal(failure) || unknownDomain(source.db, reader)) throw failure;
        giveUp(pulling, reader, scope, failure);
        return;
      }
    } finally {
      noteTroubles(pulling, reader, scope, troubles);
    }
  }
}

/** AWS says 403 of a domain that does not exist: without ever having read it, nothing else of it can be there. */
const unknownDomain = (db: Db, reader: ScopeReader): boolean =>
  reader.kind === 'domain' && db.prepare('SELECT 1 FROM remote_domain').get() === undefined;

async function readOn(pulling: Pulling, reader: ScopeReader, scope: Scope, from: string | null): Promise<void> {
  const { source, signal, progress, pages } = pulling;
  const met = new Set<string>();
  let empty = 0;
  const read = (cursor: string | null) => reader.read(source, scope, cursor, signal);
  const ended = pages.joined();
  try {
    for await (const page of readAhead(read, from, reader.ahead ?? 1)) {
      signal.throwIfAborted();
      empty = page.items === 0 ? empty + 1 : 0;
      const circles = page.next !== null && (met.has(page.next) || empty > MOST_EMPTY);
      if (page.next !== null) met.add(page.next);
      await writePage(pulling, reader, scope, page);
      progress.page(reader, scope, page.items);
      source.growth.grew(reader.kind);
      if (circles)
        throw new Failure(
          'offline',
          'E_PAGE_LOOP',
          'AWS answered with the same page over and over.',
          'Pull again; if it happens again, report it. What was read so far is kept, nothing was deleted.',
        );
    }
  } finally {
    ended();
  }
}

function writePage(pulling: Pulling, reader: ScopeReader, scope: Scope, page: ReadPage): Promise<void> {
  const { pages, mirror, run, source } = pulling;
  return pages.write((db) => {
    const wrote = page.write(mirror);
    let removed = 0;
    prepared(
      db,
      `UPDATE sync_scope SET state = 'reading', cursor = ?, pages = pages + 1, items = items + ?, expected = coalesce(?, expected)
       WHERE run = ? AND kind = ? AND scope = ?`,
    ).run(page.next, page.items, page.total, run, reader.kind, scope.id);
    if (page.next === null) {
      const short = page.short ?? missing(db, run, reader, scope, page.total);
      if (short === null) {
        removed = reader.sweep(mirror, scope);
        state(pulling, reader, scope, 'complete', null);
      } else state(pulling, reader, scope, 'partial', short);
    }
    prepared(
      db,
      'UPDATE sync_run SET calls = ?, items = items + ?, added = added + ?, changed = changed + ?, removed = removed + ? WHERE id = ?',
    ).run(source.calls(), page.items, count(wrote, 'added'), count(wrote, 'changed'), removed, run);
  });
}

/** AWS's own count against what came: fewer items than it says it has is not an end, whatever the token says. */
function missing(db: Db, run: number, reader: ScopeReader, scope: Scope, total: number | null): Failure | null {
  if (total === null) return null;
  const row = scopeRow(db, run, reader, scope);
  const met = reader.met?.(db, run, scope) ?? row.items;
  if (met >= total) return null;
  return new Failure(
    'offline',
    'E_COUNT_SHORT',
    `AWS says there are ${total}, ${met} came.`,
    'Pull again; nothing was deleted on the strength of this reading.',
  );
}

function noteTroubles({ job, run }: Pulling, reader: ScopeReader, scope: Scope, troubles: Troubles): void {
  if (troubles.size === 0) return;
  job.transaction((db) =>
    db
      .prepare('UPDATE sync_scope SET troubles = ? WHERE run = ? AND kind = ? AND scope = ?')
      .run(JSON.stringify(Object.fromEntries(troubles)), run, reader.kind, scope.id),
  );
}

function giveUp(pulling: Pulling, reader: ScopeReader, scope: Scope, failure: Failure): void {
  const { job, run } = pulling;
  job.transaction((db) => {
    const row = scopeRow(db, run, reader, scope);
    const end: ScopeState = row.pages > 0 ? 'partial' : failure.kind === 'denied' ? 'denied' : 'failed';
    state(pulling, reader, scope, end, failure);
  });
}

function restart({ job, run }: Pulling, reader: ScopeReader, scope: Scope): void {
  job.transaction((db) => {
    db.prepare(
      "UPDATE sync_scope SET state = 'waiting', cursor = NULL, pages = 0, items = 0 WHERE run = ? AND kind = ? AND scope = ?",
    ).run(run, reader.kind, scope.id);
  });
}

function state(
  { job, source, run }: Pulling,
  reader: ScopeReader,
  scope: Scope,
  to: ScopeState,
  failure: Failure | null,
): void {
  prepared(
    source.db,
    'UPDATE sync_scope SET state = ?, read_at = ?, error_code = ?, error_message = ?, next = ? WHERE run = ? AND kind = ? AND scope = ?',
  ).run(
    to,
    job.context.clock().toISOString(),
    failure?.problem.code ?? null,
    failure?.message ?? null,
    failure?.problem.next ?? null,
    run,
    reader.kind,
    scope.id,
  );
  coverageMoved(source.db);
}

function scopeRow(
  db: Db,
  run: number,
  reader: ScopeReader,
  scope: Scope,
): { state: ScopeState; cursor: string | null; pages: number; items: number } {
  const row = prepared<
    [number, string, string],
    { state: ScopeState; cursor: string | null; pages: number; items: number }
  >(db, 'SELECT state, cursor, pages, items FROM sync_scope WHERE run = ? AND kind = ? AND scope = ?').get(
    run,
    reader.kind,
    scope.id,
  );
  if (row === undefined) throw new Error(`scope ${reader.kind}/${scope.id} was not planned`);
  return row;
}

const count = (wrote: Wrote[], what: Wrote): number => wrote.filter((one) => one === what).length;
