import { api } from '#shared/api.ts';
import type { JobRunner } from '../jobs/runner.ts';

/** The jobs of this domain; what they do is loaded with the first of them, the AWS SDK with it. */
export function registerChangeJobs(jobs: JobRunner): void {
  jobs.register('changes.push', {
    writes: api.changes.push['~orpc'].meta.writes,
    resumes: true,
    alone: true,
    run: async (job, input) =>
      await (await import('./push.ts')).push(job, input as { setId: string; publish: boolean }),
  });
}
