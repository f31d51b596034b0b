import type { EntityKind } from '#shared/sync.ts';
import { asFailure } from '../failure.ts';
import type { JobContext } from '../jobs/runner.ts';
import { type Reader, READERS, type Scope } from './readers.ts';
import { planScope } from './run.ts';
import { type Pulling, readScope } from './scope.ts';

/** Scopes of one kind read side by side; the pacers keep each operation to its rate. */
const WORKERS = 6;

/** What must be in the mirror before a kind can be read; all but the domain itself wait for the domain. */
const AFTER: Partial<Record<EntityKind, readonly EntityKind[]>> = {
  domain: [],
  // Projects are the scopes; terms so that an asset is found by the names of the terms it carries.
  asset: ['project', 'glossary_term'],
  glue_table: ['glue_database'],
  asset_revision: ['asset', 'listing'],
};

/**
 *   domain ─┬─> units, types, glossaries, people …
 *           ├─> projects, terms ──> assets ─┬─> revisions
 *           ├─> listings ───────────────────┘
 *           └─> Glue databases ──> Glue tables
 *
 * Read every kind as soon as what it rests on is there. Resolves when all are read or given up; rejects, with every
 * worker stopped, when something ends the whole pull.
 */
export async function readAll(pulling: Omit<Pulling, 'signal'>): Promise<void> {
  const { job } = pulling;
  const stop = new AbortController();
  const signal = AbortSignal.any([job.signal, stop.signal]);
  const reading = new Map<EntityKind, Promise<void>>();
  const start = async (reader: Reader): Promise<void> => {
    for (const kind of AFTER[reader.kind] ?? ['domain']) await reading.get(kind);
    signal.throwIfAborted();
    const scopes = plan(job, pulling, reader);
    const enter = places(WORKERS);
    await Promise.all(scopes.map((scope) => enter(() => readScope({ ...pulling, signal }, reader, scope))));
  };
  // In the order of the list, in which a kind stands behind what it rests on.
  for (const reader of READERS) {
    const read = start(reader);
    // Its failure is met below; until then it is nobody's unhandled one.
    read.catch(() => {});
    reading.set(reader.kind, read);
  }
  try {
    await Promise.all(reading.values());
  } catch (error) {
    stop.abort();
    await Promise.allSettled(reading.values());
    job.signal.throwIfAborted();
    throw asFailure(error);
  }
}

function plan(job: JobContext, { source, run, progress }: Omit<Pulling, 'signal'>, reader: Reader): Scope[] {
  const unavailable = reader.unavailable?.(source) ?? null;
  const scopes = reader.scopes(source);
  job.transaction((db) => {
    for (const scope of scopes) planScope(db, run, reader.kind, scope, unavailable);
  });
  progress.planned();
  return unavailable === null ? scopes : [];
}

/** Lets so many in at once; the others wait in line. */
function places(count: number): (work: () => Promise<void>) => Promise<void> {
  const waiting: (() => void)[] = [];
  let free = count;
  return async (work) => {
    if (free === 0)
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
      });
    else free -= 1;
    try {
      await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}
