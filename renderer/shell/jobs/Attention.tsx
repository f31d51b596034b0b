import { useEffect, useState } from 'react';
import type { JobId } from '#shared/define.ts';
import { type EndedSignal, readEnded, type WorkSignal } from '#shared/desktop-signals.ts';
import type { Job } from '#shared/jobs.ts';
import { navigate } from '../../api/hash-location.ts';
import { useFollowed, useJob, useLiveJobs } from '../../api/job-feed.ts';
import { endOf, jobPath, shareInTitle, workOf } from './attention.ts';

const isDesktop = location.protocol === 'app:';

/** The taskbar's share moves in steps of a percent: more would be noise on the channel. */
const inSteps = ({ share, state }: WorkSignal): WorkSignal => ({
  share: share === null ? null : Math.floor(share * 100) / 100,
  state,
});

/**
 * Tells of long work outside of the page: the taskbar and notifications of the desktop, or the title of a tab. Draws
 * nothing. A browser is never asked for the right to notify; where the person gave it, it is used.
 */
export function Attention({ title, jobs: listed }: { title: string; jobs: readonly Job[] }) {
  const jobs = useLiveJobs(listed);
  const now = useClock(jobs.length > 0);
  const { share, state } = inSteps(workOf(jobs, now));
  const followed = useFollowed();
  useEffect(() => {
    if (isDesktop) say('work', { share, state });
  }, [share, state]);
  const shown = isDesktop ? null : shareInTitle({ share, state });
  useEffect(() => {
    document.title = shown === null ? title : `${shown} · ${title}`;
  }, [title, shown]);
  useEffect(listenForClicks, []);
  return followed.map((jobId) => <EndOf key={jobId} jobId={jobId} />);
}

function EndOf({ jobId }: { jobId: JobId }) {
  const job = useJob(jobId).data;
  useEffect(() => {
    const end = job ? endOf(job, Date.now()) : null;
    if (!job || end === null || lastTold.get(jobId) === end.title) return;
    lastTold.set(jobId, end.title);
    notifyOutside(end, jobPath(job));
  }, [job, jobId]);
  return null;
}

/** What was told of each job last: progress goes on while a job waits, and it is told of once. */
const lastTold = new Map<string, string>();

function notifyOutside(end: EndedSignal, path: string): void {
  if (readEnded(end) === null) return;
  paths.set(end.job, path);
  if (isDesktop) return say('ended', end);
  if (document.hasFocus() || !('Notification' in window) || Notification.permission !== 'granted') return;
  const notification = new Notification(end.title, { body: end.text, tag: end.job });
  notification.addEventListener('click', () => {
    window.focus();
    navigate(path);
    notification.close();
  });
}

/** Where the jobs told of are shown. */
const paths = new Map<string, string>();

function listenForClicks() {
  const listen = (event: MessageEvent) => {
    if (event.source !== window || event.origin !== location.origin) return;
    const said = event.data as { meshward?: unknown; job?: unknown } | null;
    if (said?.meshward === 'show') navigate(paths.get(String(said.job)) ?? '/activity');
  };
  window.addEventListener('message', listen);
  return () => window.removeEventListener('message', listen);
}

const say = (meshward: 'work' | 'ended', signal: WorkSignal | EndedSignal) =>
  window.postMessage({ meshward, [meshward]: signal }, location.origin);

/** The time, told every second while something runs: a job becomes long without saying a word. */
function useClock(ticking: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!ticking) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [ticking]);
  return now;
}
