import { eventIterator } from '@orpc/contract';
import * as z from 'zod';
import { command, Instant, JobId, Paging, query } from './define.ts';
import { ERROR_KINDS, Problem } from './errors.ts';

/** What the person has to do for the job to go on: open this page and confirm this code. */
export const Ask = z.object({ url: z.string(), code: z.string(), expiresAt: Instant });
export type Ask = z.infer<typeof Ask>;

export const Progress = z.object({
  /** What is being done, in words: "Reading assets". */
  phase: z.string(),
  done: z.int().min(0),
  /** Null while nobody can know. */
  total: z.int().min(0).nullable(),
  /** The thing in hand: a project's or table's name. */
  item: z.string().nullable(),
  /** Items per second over the last seconds. */
  rate: z.number().nullable(),
  /** A passing remark: "throttled, retrying in 12 s". */
  note: z.string().nullable(),
  /** Seconds to the end at the rates AWS allows; null while nobody can know. */
  secondsLeft: z.number().min(0).nullable().default(null),
  /** Why the job waits until the person has done something and says "go on" (`jobs.goOn`). */
  paused: z.object({ code: z.string(), message: z.string(), next: z.string() }).nullable().default(null),
  /** Null while nothing is asked of the person, and in what was stored by an older version. */
  ask: Ask.nullable().default(null),
});
export type Progress = z.infer<typeof Progress>;

export const JobState = z.enum(['running', 'cancelling', 'succeeded', 'failed', 'cancelled', 'interrupted']);
export type JobState = z.infer<typeof JobState>;

export const Job = z.object({
  id: JobId,
  /** The operation that started it: "sync.pull". */
  operation: z.string(),
  state: JobState,
  startedAt: Instant,
  endedAt: Instant.nullable(),
  /** How many times it was taken up again after the core died. */
  resumed: z.int(),
  progress: Progress.nullable(),
  result: z.unknown().nullable(),
  error: z.object({ kind: z.enum(ERROR_KINDS), message: z.string(), problem: Problem }).nullable(),
});
export type Job = z.infer<typeof Job>;

export const jobs = {
  list: query({ doc: 'Jobs of this workspace, newest first.', reads: ['jobs'] })
    .input(z.object({ ...Paging }))
    .output(z.object({ total: z.int(), items: z.array(Job) })),
  get: query({ doc: 'One job with its progress, result or error.', reads: ['jobs'] })
    .input(z.object({ jobId: JobId }))
    .output(Job),
  watch: query({ doc: 'Follow one job: its state now, each change, and its end.', reads: [], stream: true })
    .input(z.object({ jobId: JobId }))
    .output(eventIterator(Job)),
  goOn: command({
    doc: 'Let a paused job go on, at the very call it stopped at.',
    writes: ['jobs', 'audit'],
    needs: 'sync.run',
    inPast: true,
  })
    .input(z.object({ jobId: JobId }))
    .output(Job),
  cancel: command({ doc: 'Ask a running job to stop.', writes: ['jobs', 'audit'], needs: 'jobs.cancel', inPast: true })
    .input(z.object({ jobId: JobId }))
    .output(Job),
};
