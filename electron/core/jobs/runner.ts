import type { Job, JobState, Progress } from '#shared/jobs.ts';
import type { JobId } from '#shared/define.ts';
import type { Topic } from '#shared/topics.ts';
import type { Context } from '../context.ts';
import type { Failpoint } from '../db/failpoint.ts';
import type { Db } from '../db/open.ts';
import { asFailure, Failure } from '../failure.ts';
import type { Effect } from '../workspace/desk.ts';
import { type JobRow, jobFrom, jobRow, unfinished } from './queries.ts';

/** What a job's function is given. */
export interface JobContext {
  context: Context;
  jobId: JobId;
  signal: AbortSignal;
  /** True when the job is taken up again after the core died. */
  resumed: boolean;
  db: Db;
  /** One transaction with its audit entry. */
  write: <T>(effect: Effect | ((value: T) => Effect), work: (db: Db) => T, point?: Failpoint) => T;
  /** The same for how it ended: a full disk still has room for that. */
  writeEnd: <T>(effect: Effect | ((value: T) => Effect), work: (db: Db) => T, point?: Failpoint) => T;
  /** One transaction without an entry: pages of a pull, told of as a whole in the job's own entries. */
  transaction: <T>(work: (db: Db) => T, point?: Failpoint) => T;
  /** Say how it stands; what is left out is not known. */
  report: (progress: Pick<Progress, 'phase'> & Partial<Progress>) => void;
  /** Wait until the person says "go on", or for so many ms; rejects when the job is cancelled. What is waited for is told in its progress. */
  pause: (why: NonNullable<Progress['paused']>, most: number) => Promise<void>;
  /** Refresh what rests on these topics now, before the job ends. */
  announce: (topics: readonly Topic[]) => void;
}

export interface JobKind {
  writes: readonly Topic[];
  /** False for short jobs that are simply marked interrupted. */
  resumes: boolean;
  /** One at a time of this kind. */
  alone: boolean;
  run: (job: JobContext, input: unknown) => Promise<unknown>;
}

interface Running {
  controller: AbortController;
  progress: Progress | null;
  state: JobState;
  ended: Promise<void>;
  /** Wakes a paused job. */
  wake: (() => void) | null;
}

/** How often progress reaches the watchers, in ms. */
const REPORT_EVERY = 100;

/** Runs jobs of the open workspace: recorded when they start, audited at start and end, watched, cancelled, resumed. */
export class JobRunner {
  readonly #kinds = new Map<string, JobKind>();
  readonly #running = new Map<string, Running>();
  readonly #watchers = new Map<string, Set<() => void>>();
  /** Ends of jobs that could not be written. */
  readonly #unwritten = new Map<string, Pick<Job, 'state' | 'endedAt' | 'error'>>();
  #context: Context | null = null;

  attach(context: Context): void {
    this.#context = context;
  }

  register(operation: string, kind: JobKind): void {
    this.#kinds.set(operation, kind);
  }

  get running(): number {
    return this.#running.size;
  }

  start(operation: string, input: unknown): { jobId: JobId } {
    const context = this.#ready();
    const kind = this.#kind(operation);
    const id = context.newId();
    if (
      kind.alone &&
      unfinished(context.desk.db).some((row) => row.operation === operation && this.#running.has(row.id))
    )
      throw new Failure(
        'conflict',
        'E_JOB_RUNNING',
        'The same job is already running in this workspace.',
        'Follow it in Activity, or cancel it first.',
      );
    context.desk.write(
      { action: `${operation}.start`, entity: id, details: { input } },
      (db) => {
        db.prepare("INSERT INTO job (id, operation, input, state, started_at) VALUES (?, ?, ?, 'running', ?)").run(
          id,
          operation,
          JSON.stringify(input ?? {}),
          context.clock().toISOString(),
        );
      },
      'job.start',
    );
    this.#run(jobRow(context.desk.db, id), kind, false);
    return { jobId: id as JobId };
  }

  /** Take up again what was running when the core died; called when a workspace is opened, or has room again. */
  resume(): void {
    const context = this.#ready();
    for (const row of unfinished(context.desk.db)) {
      if (this.#running.has(row.id) || this.#unwritten.has(row.id)) continue;
      const kind = this.#kinds.get(row.operation);
      const again = kind?.resumes === true && row.state === 'running';
      context.desk.write(
        { action: `${row.operation}.${again ? 'resume' : 'interrupted'}`, entity: row.id, details: {} },
        (db) => {
          if (again) db.prepare('UPDATE job SET resumed = resumed + 1 WHERE id = ?').run(row.id);
          else
            db.prepare('UPDATE job SET state = ?, ended_at = ? WHERE id = ?').run(
              row.state === 'cancelling' ? 'cancelled' : 'interrupted',
              context.clock().toISOString(),
              row.id,
            );
        },
        'job.resume',
      );
      if (again) this.#run(jobRow(context.desk.db, row.id), kind, true);
    }
  }

  cancel(id: JobId): Job {
    const context = this.#ready();
    const row = jobRow(context.desk.db, id);
    const running = this.#running.get(id);
    if (running !== undefined && running.state === 'running') {
      context.desk.writeEnd(
        { action: `${row.operation}.cancel`, entity: id, details: {} },
        (db) => {
          db.prepare("UPDATE job SET state = 'cancelling' WHERE id = ? AND state = 'running'").run(id);
        },
        'desk.write',
      );
      running.state = 'cancelling';
      running.controller.abort();
      this.#tell(id);
    }
    return this.get(id);
  }

  /** Wake a paused job; one that is not paused is left as it is. */
  goOn(id: JobId): Job {
    const context = this.#ready();
    const row = jobRow(context.desk.db, id);
    const running = this.#running.get(id);
    if (running?.wake !== null && running?.wake !== undefined) {
      context.desk.write({ action: `${row.operation}.goOn`, entity: id, details: {} }, () => {});
      running.wake();
    }
    return this.get(id);
  }

  /** Wake every paused job: somebody has just signed in. */
  wakeAll(): void {
    for (const running of this.#running.values()) running.wake?.();
  }

  get(id: JobId): Job {
    const job = jobFrom(jobRow(this.#ready().desk.db, id));
    const running = this.#running.get(id);
    if (running !== undefined) return { ...job, progress: running.progress ?? job.progress };
    return { ...job, ...this.#unwritten.get(id) };
  }

  /** The job now, at each change, and last when it has ended. */
  async *watch(id: JobId, signal: AbortSignal | undefined): AsyncGenerator<Job> {
    const watchers = this.#watchers.get(id) ?? new Set();
    this.#watchers.set(id, watchers);
    let wake: () => void = () => {};
    let changed = true;
    const listener = () => {
      changed = true;
      wake();
    };
    watchers.add(listener);
    signal?.addEventListener('abort', listener);
    try {
      while (signal?.aborted !== true) {
        if (changed) {
          changed = false;
          const job = this.get(id);
          yield job;
          if (job.endedAt !== null) return;
        } else {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      }
    } finally {
      watchers.delete(listener);
      if (watchers.size === 0) this.#watchers.delete(id);
      signal?.removeEventListener('abort', listener);
    }
  }

  /** Stop everything without recording an end: the jobs are taken up at the next start. */
  async suspend(): Promise<void> {
    const running = [...this.#running.values()];
    for (const job of running) job.controller.abort(SUSPENDED);
    await Promise.all(running.map((job) => job.ended));
  }

  #run(row: JobRow, kind: JobKind, resumed: boolean): void {
    const context = this.#ready();
    this.#unwritten.delete(row.id);
    const controller = new AbortController();
    const running: Running = { controller, progress: null, state: 'running', ended: Promise.resolve(), wake: null };
    this.#running.set(row.id, running);
    let toldAt = 0;
    const job: JobContext = {
      context,
      jobId: row.id as JobId,
      signal: controller.signal,
      resumed,
      db: context.desk.db,
      write: (effect, work, point) => context.desk.write(effect, work, point),
      writeEnd: (effect, work, point = 'desk.write') => context.desk.writeEnd(effect, work, point),
      transaction: (work, point = 'job.transaction') => context.desk.transaction(work, point),
      report: (told) => {
        const progress: Progress = { ...STILL, ...told };
        // What is asked of the person is told at once: nothing else may follow until they did it.
        const asks = progress.ask !== (running.progress?.ask ?? null);
        // A worker that still reports does not hide what the job waits for.
        running.progress = running.wake === null ? progress : { ...progress, paused: running.progress?.paused ?? null };
        const now = context.clock().getTime();
        if (asks || now - toldAt >= REPORT_EVERY) {
          toldAt = now;
          this.#tell(row.id);
        }
      },
      pause: async (paused, most) => {
        running.progress = { ...(running.progress ?? STILL), paused };
        this.#tell(row.id);
        await woken(running, controller.signal, most);
        running.progress = { ...(running.progress ?? STILL), paused: null };
        this.#tell(row.id);
      },
      announce: context.announce,
    };
    running.ended = (async () => {
      let end: { state: JobState; result: unknown; failure: Failure | null };
      try {
        // Begin on a later turn, so that the caller has the id before anything happens.
        await Promise.resolve();
        end = { state: 'succeeded', result: await kind.run(job, JSON.parse(row.input)), failure: null };
      } catch (error) {
        const failure = asFailure(error);
        if (failure.problem.code === 'E_INTERNAL')
          context.log({
            level: 'error',
            job: row.operation,
            error: String(failure.cause),
            stack: failure.cause instanceof Error ? failure.cause.stack : undefined,
          });
        end = {
          state: controller.signal.aborted || failure.kind === 'cancelled' ? 'cancelled' : 'failed',
          result: null,
          failure,
        };
      }
      if (controller.signal.reason !== SUSPENDED) this.#end(row, running, end);
      this.#running.delete(row.id);
      this.#tell(row.id);
      context.announce([...kind.writes, 'jobs', 'audit']);
    })();
    context.announce(['jobs', 'audit']);
  }

  #end(row: JobRow, running: Running, end: { state: JobState; result: unknown; failure: Failure | null }): void {
    const context = this.#ready();
    const error =
      end.failure === null
        ? null
        : { kind: end.failure.kind, message: end.failure.message, problem: end.failure.problem };
    try {
      context.desk.writeEnd(
        { action: `${row.operation}.${end.state}`, entity: row.id, details: error === null ? {} : { error } },
        (db) => {
          db.prepare('UPDATE job SET state = ?, ended_at = ?, progress = ?, result = ?, error = ? WHERE id = ?').run(
            end.state,
            context.clock().toISOString(),
            running.progress === null ? null : JSON.stringify(running.progress),
            end.result === null ? null : JSON.stringify(end.result),
            error === null ? null : JSON.stringify(error),
            row.id,
          );
        },
        'job.end',
      );
    } catch (failed) {
      // A full or vanished disk: told from memory now; in the file the job still runs, and is taken up at the next start.
      const failure = asFailure(failed);
      this.#unwritten.set(row.id, {
        state: 'failed',
        endedAt: context.clock().toISOString(),
        error: error ?? { kind: failure.kind, message: failure.message, problem: failure.problem },
      });
      context.log({ level: 'error', job: row.operation, error: String(failed) });
    }
  }

  #tell(id: string): void {
    for (const watcher of this.#watchers.get(id) ?? []) watcher();
  }

  #kind(operation: string): JobKind {
    const kind = this.#kinds.get(operation);
    if (kind === undefined) throw new Error(`no job is registered as ${operation}`);
    return kind;
  }

  #ready(): Context {
    if (this.#context === null) throw new Error('the job runner was not attached to a core');
    return this.#context;
  }
}

/** Why a job's signal was aborted when the core closes: the job is not over. */
export const SUSPENDED = new Error('the core is closing');

const STILL: Progress = {
  phase: '',
  done: 0,
  total: null,
  item: null,
  rate: null,
  note: null,
  secondsLeft: null,
  paused: null,
  ask: null,
};

function woken(running: Running, signal: AbortSignal, most: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', aborted);
      running.wake = null;
      settle();
    };
    const aborted = () => end(() => reject(signal.reason));
    const timer = setTimeout(() => end(resolve), most);
    running.wake = () => end(resolve);
    if (signal.aborted) aborted();
    else signal.addEventListener('abort', aborted);
  });
}
