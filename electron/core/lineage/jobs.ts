import { api } from '#shared/api.ts';
import { ImportInput } from '#shared/lineage.ts';
import type { JobRunner } from '../jobs/runner.ts';

/** The job of this domain; what it does is loaded when it is first asked for. */
export function registerLineageJobs(jobs: JobRunner): void {
  jobs.register('lineage.import', {
    writes: api.lineage.import['~orpc'].meta.writes,
    resumes: true,
    alone: true,
    run: async (job, input) => await (await import('./import.ts')).importLineage(job, ImportInput.parse(input)),
  });
}
