import type { Failure } from '../failure.ts';
import type { JobContext } from '../jobs/runner.ts';

/** How often a paused pull looks by itself whether somebody signed in elsewhere, in ms. */
const LOOK_EVERY = 20_000;
/** How long a pull without a window waits before it gives up, in ms. */
const UNWATCHED = 15 * 60_000;

/** For a session: the sign-in has expired, so the job waits for a new one and goes on at the very same call. */
export function signInPause(job: JobContext): (failure: Failure) => Promise<void> {
  let waitingSince: number | null = null;
  let lastTry = 0;
  return async (failure) => {
    const now = job.context.clock().getTime();
    // Refused again right after the last wait: it is the same one that goes on.
    if (waitingSince === null || now - lastTry > 2 * LOOK_EVERY) waitingSince = now;
    if (job.context.options.host === 'cli' && now - waitingSince > UNWATCHED) throw failure;
    await job.pause(
      { code: failure.problem.code, message: failure.message, next: 'Sign in, then let the pull go on.' },
      job.context.options.lookEvery ?? LOOK_EVERY,
    );
    lastTry = job.context.clock().getTime();
  };
}
