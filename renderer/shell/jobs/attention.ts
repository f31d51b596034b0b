import { type EndedSignal, LONG_WORK, type WorkSignal } from '#shared/desktop-signals.ts';
import type { Job } from '#shared/jobs.ts';
import { operationWord } from '../../words.ts';
import { outcomeOf } from './outcome.ts';

type Worked = Pick<Job, 'startedAt' | 'endedAt' | 'progress' | 'state'>;

/** Whether a job has lasted, or lasted, long enough to be told of outside of the page. `now` in milliseconds. */
export function isLong(job: Worked, now: number): boolean {
  const end = job.endedAt === null ? now : Date.parse(job.endedAt);
  return end - Date.parse(job.startedAt) >= LONG_WORK;
}

/** How far a job is, 0 to 1; null while nobody can know. */
export function shareOf({ progress }: Pick<Job, 'progress'>): number | null {
  if (!progress?.total) return null;
  return Math.min(1, progress.done / progress.total);
}

/** What the taskbar is to show of the jobs that run. */
export function workOf(jobs: readonly Worked[], now: number): WorkSignal {
  const long = jobs.filter((job) => isLong(job, now));
  const paused = long.find((job) => job.progress?.paused);
  const shown = paused ?? long[0];
  if (!shown) return { share: null, state: 'none' };
  return { share: shareOf(shown), state: paused ? 'paused' : 'running' };
}

/** "45 %", for the title of a tab; null while nothing long runs. */
export const shareInTitle = ({ share, state }: WorkSignal): string | null => {
  if (state === 'none') return null;
  if (state === 'paused') return 'Paused';
  return share === null ? 'Running' : `${Math.floor(share * 100)} %`;
};

const most = (text: string, length: number) => (text.length <= length ? text : `${text.slice(0, length - 1)}…`);

/** What a notification says of a job that ended or waits; null while there is nothing to say. */
export function endOf(job: Job, now: number): EndedSignal | null {
  if (!isLong(job, now)) return null;
  const paused = job.progress?.paused;
  if (job.state === 'running') {
    if (!paused) return null;
    return {
      job: job.id,
      title: most(`${operationWord(job)}: waits for you`, 100),
      text: most(paused.message || paused.code, 400),
    };
  }
  if (job.state === 'cancelling') return null;
  const { header, text } = outcomeOf(job);
  return {
    job: job.id,
    title: most(`${operationWord(job)}: ${header}`, 100),
    text: most(text || 'Meshward has finished it.', 400),
  };
}

/** Where a job is shown. */
export const jobPath = ({ operation }: Pick<Job, 'operation'>): string => {
  if (operation === 'sync.pull') return '/sync';
  return operation === 'changes.push' ? '/change-sets' : '/activity';
};
