import { type AnySchema, oc } from '@orpc/contract';
import * as z from 'zod';
import { ERRORS } from './errors.ts';
import type { Permission, Topic } from './topics.ts';

/** What an operation says about itself; handlers, wires, page, command line and printed docs all read it. */
export interface Meta {
  kind: 'query' | 'command' | 'job';
  /** One sentence, printed in docs/api.md and in the command line's help. */
  doc: string;
  needs: Permission;
  reads: readonly Topic[];
  writes: readonly Topic[];
  /** Whether it may be used while the console shows a past moment: what writes may not, unless it says so. */
  inPast: boolean;
  /** True where the answer is a stream of values instead of one. */
  stream: boolean;
  /** Only for jobs: the shape of what is stored when the job ends well. */
  result?: AnySchema;
}

const base = oc
  .$meta<Meta>({ kind: 'query', doc: '', needs: 'read', reads: [], writes: [], inPast: true, stream: false })
  .errors(ERRORS);

/** A read: abortable, runs at any time, audited never. */
export function query(meta: { doc: string; reads: readonly Topic[]; needs?: Permission; stream?: boolean }) {
  return base.meta({
    kind: 'query',
    doc: meta.doc,
    needs: meta.needs ?? 'read',
    reads: meta.reads,
    writes: [],
    inPast: true,
    stream: meta.stream ?? false,
  });
}

/** A write: one transaction with its audit entry inside; announces its topics afterwards. */
export function command(meta: { doc: string; writes: readonly Topic[]; needs: Permission; inPast?: true }) {
  return base.meta({ kind: 'command', inPast: false, ...meta, reads: [], stream: false });
}

export const JobId = z.string().min(1).max(64).brand<'JobId'>();
export type JobId = z.infer<typeof JobId>;

/** What starting a job answers. The job goes on without its caller; follow it with `jobs.watch`. */
export const JobStarted = z.object({ jobId: JobId });

/** Long work: recorded, reports progress, outlives windows, is cancelled by id, resumes after a crash. */
export function job(meta: {
  doc: string;
  writes: readonly Topic[];
  needs: Permission;
  result: AnySchema;
  inPast?: true;
}) {
  return base.meta({ kind: 'job', inPast: false, ...meta, reads: [], stream: false }).output(JobStarted);
}

/** A page of a long list. */
export const Paging = {
  offset: z.int().min(0).default(0),
  limit: z.int().min(1).max(200).default(50),
};

/** RFC 3339 with milliseconds, UTC. */
export const Instant = z.string().min(20).max(30);
