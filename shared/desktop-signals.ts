/**
 * What the desktop page may say to main besides "I am listening": how far its long work is, and that it ended. And the
 * one thing main may answer: that the person clicked on the notification of a job.
 */

export const WORK_CHANNEL = 'meshward:work';
export const ENDED_CHANNEL = 'meshward:ended';
export const SHOW_CHANNEL = 'meshward:show';

/** Work shorter than this is told on the page alone. Milliseconds. */
export const LONG_WORK = 5_000;

/** For the taskbar. */
export interface WorkSignal {
  /** 0 to 1; null while nobody can know. */
  share: number | null;
  state: 'none' | 'running' | 'paused' | 'failed';
}

/** For a notification of the desktop: a job ended, or waits for the person. */
export interface EndedSignal {
  job: string;
  title: string;
  text: string;
}

const STATES: readonly WorkSignal['state'][] = ['none', 'running', 'paused', 'failed'];

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isShort = (value: unknown, most: number): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= most;

/** The signal in what came over the channel; null where it is none. */
export function readWork(said: unknown): WorkSignal | null {
  if (!isRecord(said)) return null;
  const { share } = said;
  const state = STATES.find((known) => known === said['state']);
  const isShare = share === null || (typeof share === 'number' && share >= 0 && share <= 1);
  return state !== undefined && isShare ? { share, state } : null;
}

/** The signal in what came over the channel; null where it is none. */
export function readEnded(said: unknown): EndedSignal | null {
  if (!isRecord(said)) return null;
  const { job, title, text } = said;
  if (!isShort(job, 64) || !isShort(title, 100) || !isShort(text, 400)) return null;
  return { job, title, text };
}
