import type { Job } from '#shared/jobs.ts';
import { Text } from '../../ui/Text.tsx';
import { count, stretch } from '../../ui/times.ts';

/** "120 of 400 · 35 a second · at least 8 s left · retail_customers". */
export function ProgressFacts({ job }: { job: Job }) {
  const { progress } = job;
  if (!progress) return <>Starting…</>;
  const { done, total, rate, item, secondsLeft } = progress;
  return (
    <>
      {count(done)}
      {total !== null && ` of ${count(total)}`}
      {progress.paused && ' · waits for you'}
      {!progress.paused && rate !== null && ` · ${rate >= 10 ? count(Math.round(rate)) : rate.toFixed(1)} a second`}
      {!progress.paused && secondsLeft !== null && ` · at least ${stretch(secondsLeft)} left`}
      {item !== null && (
        <>
          {' · '}
          <Text limit={60} bare>
            {item}
          </Text>
        </>
      )}
    </>
  );
}

/** The bar of a running job: moving to and fro while nobody can know the end. */
export function ProgressLine({ job, label }: { job: Job; label: string }) {
  const { done, total } = job.progress ?? { done: 0, total: null };
  return total === null || total === 0 ? (
    <progress className="mw-progress" aria-label={label} />
  ) : (
    <progress className="mw-progress" aria-label={label} max={total} value={Math.min(done, total)} />
  );
}
