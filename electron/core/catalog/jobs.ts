import { api } from '#shared/api.ts';
import { ImportInput } from '#shared/lineage.ts';
import type { JobRunner } from '../jobs/runner.ts';

/** The job of this domain; what it does is loaded when it is first asked for. */
export function registerCatalogJobs(jobs: JobRunner): void {
  jobs.register('catalog.importAssets', {
    writes: api.catalog.importAssets['~orpc'].meta.writes,
    resumes: true,
    alone: true,
    run: async (job, input) => await (await import('./import-assets.ts')).importAssets(job, ImportInput.parse(input)),
  });
}
