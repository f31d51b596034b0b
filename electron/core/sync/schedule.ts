import type { EntityKind } from '#shared/entities.ts';
import type { PullMode, ReadHow } from '#shared/sync.ts';
import type { Db } from '../db/open.ts';
import { places } from '../jobs/places.ts';
import { asFailure, Failure } from '../failure.ts';
import { coverageMoved } from './incomplete.ts';
import { decide } from './decide.ts';
import type { Feed, Reader, Scope } from './readers/reader.ts';
import { READERS } from './readers/index.ts';
import { planKind, planScope, turnFull } from './run.ts';
import { type Pulling, readScope } from './scope.ts';
import { isOpen, type Standing } from './standing.ts';
import { advance, disagreement, noteCounts, since } from './watermark.ts';

/** Scopes of one kind read side by side; the pacers keep each operation to its rate. */
const WORKERS = 6;

export interface Scheduling extends Omit<Pulling, 'signal'> {
  mode: PullMode;
  /** How each kind stood before this run. */
  before: ReadonlyMap<EntityKind, Standing>;
}

/** One scope to be read: a part of the whole, or the feed of what changed. */
interface Task {
  scope: Scope;
  feed: boolean;
}

/**
 *   domain ─┬─> units, types, glossaries, people …
 *           ├─> projects ──> assets ────────┬─> revisions
 *           ├─> listings ───────────────────┘
 *           ├─> Glue databases ──> Glue tables
 *           └─> units ═══> policy grants, rules (beside them: each unit as it comes)
 *
 * Read every kind as soon as what it rests on is there (`Reader.after`, `Reader.beside`). Resolves when all are read or
 * given up; rejects, with every worker stopped, when something ends the whole pull.
 */
export async function readAll(scheduling: Scheduling): Promise<void> {
  const { job } = scheduling;
  const stop = new AbortController();
  const signal = AbortSignal.any([job.signal, stop.signal]);
  const reading = new Map<EntityKind, Promise<void>>();
  const start = async (reader: Reader): Promise<void> => {
    for (const kind of reader.after ?? ['domain']) await reading.get(kind);
    signal.throwIfAborted();
    await readKind({ ...scheduling, signal }, reader);
    scheduling.source.growth.end(reader.kind);
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

type Kind = Scheduling & Pulling;

async function readKind(kind: Kind, reader: Reader): Promise<void> {
  const { source, run } = kind;
  const how = await readScopes(kind, reader);
  if (how === 'kept') return;
  if (how === 'changes' && reader.feed !== undefined) {
    const why = await disagreement(source, reader, reader.feed, kind.signal);
    if (why !== null && kind.mode === 'auto') {
      const enter = places(WORKERS);
      const tasks = planFull(kind, reader, why);
      await Promise.all(tasks.map((task) => enter(() => readTask(kind, reader, task))));
      if (reader.feed.counts !== undefined) await noteCounts(source, reader, reader.feed, kind.signal);
    } else if (why !== null) markShort(kind, reader, why);
  } else if (reader.feed?.counts !== undefined) await noteCounts(source, reader, reader.feed, kind.signal);
  if (reader.feed !== undefined) kind.job.transaction((db) => advance(db, run, reader.kind));
}

/** Read each scope there is, and each that comes while the kinds beside this one are read. */
async function readScopes(kind: Kind, reader: Reader): Promise<ReadHow> {
  const { signal } = kind;
  const { growth } = kind.source;
  const beside = reader.beside ?? [];
  const enter = places(WORKERS);
  const planned = new Set<string>();
  const reading: Promise<void>[] = [];
  const broken = Promise.withResolvers<never>();
  // Met where it is raced against, or by `reading`.
  broken.promise.catch(() => {});
  const stopped = () => broken.reject(signal.reason);
  // A signal made of others is kept, with all that its listeners hold, for as long as it has any.
  signal.addEventListener('abort', stopped);
  try {
    for (;;) {
      const whole = beside.every((other) => growth.ended(other));
      const more = growth.more(beside);
      const { how, tasks } = plan(kind, reader, planned, whole);
      for (const task of tasks) {
        const read = enter(() => readTask(kind, reader, task));
        read.catch(broken.reject);
        reading.push(read);
      }
      if (whole) {
        await Promise.all(reading);
        return how;
      }
      await Promise.race([more, broken.promise]);
    }
  } finally {
    signal.removeEventListener('abort', stopped);
  }
}

function readTask(kind: Kind, reader: Reader, { scope, feed }: Task): Promise<void> {
  return readScope(kind, feed && reader.feed !== undefined ? feedOf(kind, reader, reader.feed) : reader, scope);
}

/** Decide how this kind is met, and note each scope that will be read and is not among the planned ones. */
function plan(kind: Kind, reader: Reader, known: Set<string>, whole: boolean): { how: ReadHow; tasks: Task[] } {
  const { job, source, run, progress, mode, before } = kind;
  const unavailable = reader.unavailable?.(source) ?? null;
  const standing = before.get(reader.kind);
  const from = since(job.db, reader.kind);
  const beganAt = source.aws.serverTime().toISOString();
  const decision = decide(reader, mode, standing, from !== null, job.context.clock());
  const planned = job.transaction((db) => {
    const { how } = planKind(db, run, reader.kind, decision, beganAt);
    const first = known.size === 0;
    const scopes = reader.scopes(source).filter(({ id }) => !known.has(id));
    for (const { id } of scopes) known.add(id);
    const tasks: Task[] = (how === 'full' ? scopes : scopes.filter((scope) => owed(standing, scope))).map((scope) => ({
      scope,
      feed: false,
    }));
    if (how === 'changes' && from !== null && first) tasks.push({ scope: feedScope(from), feed: true });
    for (const { scope, feed } of tasks) planScope(db, run, reader.kind, scope, feed ? 'changes' : 'full', unavailable);
    if (!whole) planScope(db, run, reader.kind, TO_COME, 'full', null);
    else if (reader.beside !== undefined) cameAll(db, run, reader.kind, standing);
    return { how, tasks: unavailable === null ? tasks : [] };
  }, 'pull.plan');
  coverageMoved(job.db);
  progress.planned(
    reader,
    planned.tasks.map(({ scope, feed }) => ({ id: scope.id, feed })),
    whole,
  );
  return planned;
}

/** Stands for the scopes that are not known yet: a pull that ends before they are has not read the kind to its end. */
const TO_COME: Scope = { id: 'to-come', name: 'what is not known yet' };

function cameAll(db: Db, run: number, kind: EntityKind, standing: Standing | undefined): void {
  const earlier = standing?.scopes.find(({ scope }) => scope === TO_COME.id);
  if (earlier !== undefined && isOpen(earlier)) {
    planScope(db, run, kind, TO_COME, 'full', null);
    db.prepare("UPDATE sync_scope SET state = 'complete' WHERE run = ? AND kind = ? AND scope = ?").run(
      run,
      kind,
      TO_COME.id,
    );
  } else db.prepare('DELETE FROM sync_scope WHERE run = ? AND kind = ? AND scope = ?').run(run, kind, TO_COME.id);
}

function planFull({ job, source, run, progress }: Kind, reader: Reader, why: string): Task[] {
  const tasks = job.transaction((db) => {
    turnFull(db, run, reader.kind, why);
    return reader.scopes(source).map((scope) => {
      planScope(db, run, reader.kind, scope, 'full', null);
      return { scope, feed: false };
    });
  });
  progress.planned(
    reader,
    tasks.map(({ scope, feed }) => ({ id: scope.id, feed })),
    true,
  );
  return tasks;
}

/** A scope that is new, or was not read to its end before, is read whatever was decided for its kind. */
function owed(standing: Standing | undefined, scope: Scope): boolean {
  const known = standing?.scopes.find((one) => one.scope === scope.id);
  return known === undefined || isOpen(known);
}

const feedScope = (from: string): Scope => ({
  id: 'feed',
  name: `what changed since ${from.slice(0, 16).replace('T', ' ')} UTC`,
});

function feedOf(kind: Kind, reader: Reader, feed: Feed) {
  const from = since(kind.job.db, reader.kind);
  if (from === null) throw new Error(`${reader.kind} has no watermark`);
  return {
    kind: reader.kind,
    title: reader.title,
    read: (source: Kind['source'], _scope: Scope, cursor: string | null, signal: AbortSignal) =>
      feed.read(source, from, cursor, signal),
    sweep: () => 0,
    met: (_db: unknown, _run: number, _scope: Scope) => Number.MAX_SAFE_INTEGER,
  };
}

function markShort({ job, run }: Kind, reader: Reader, why: string): void {
  const failure = new Failure('conflict', 'W_DELETED_UNKNOWN', why, 'Pull in full to find out which went.');
  job.transaction((db) =>
    db
      .prepare(
        "UPDATE sync_scope SET state = 'partial', error_code = ?, error_message = ?, next = ? WHERE run = ? AND kind = ? AND scope = 'feed'",
      )
      .run(failure.problem.code, failure.message, failure.problem.next, run, reader.kind),
  );
  coverageMoved(job.db);
}
