import { diskFull, isDiskFull } from '../failure.ts';
import type { JobContext } from './runner.ts';

/** How often a paused job looks by itself whether there is room, in ms; it is woken as soon as there is. */
const LOOK_EVERY = 5000;
/** How long a job without a window waits before it gives up, in ms. */
const UNWATCHED = 15 * 60_000;

/**
 * Does work that goes on where it was left when it is begun anew (each step is written with its cursor). Where the disk
 * is full it waits until there is room; rejects with everything else, and when the job is cancelled.
 */
export async function whileThereIsRoom<T>(job: JobContext, work: () => T | Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      job.signal.throwIfAborted();
      if (!isDiskFull(error)) throw error;
      await roomAgain(job);
    }
  }
}

async function roomAgain(job: JobContext): Promise<void> {
  const { context } = job;
  const { message, problem } = diskFull();
  const since = context.clock().getTime();
  do {
    if (context.options.host === 'cli' && context.clock().getTime() - since > UNWATCHED) throw diskFull();
    await job.pause({ code: problem.code, message, next: problem.next }, LOOK_EVERY);
  } while ((context.desk.current?.room.full ?? null) !== null);
}
