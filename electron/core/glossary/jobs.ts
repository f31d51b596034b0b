import { api } from '#shared/api.ts';
import { GlossaryExportInput, PlanImportInput } from '#shared/glossary.ts';
import type { JobRunner } from '../jobs/runner.ts';

/** The jobs of this domain; what they do is loaded with the first of them, the workbook library with it. */
export function registerGlossaryJobs(jobs: JobRunner): void {
  jobs.register('glossary.export', {
    writes: api.glossary.export['~orpc'].meta.writes,
    resumes: true,
    alone: false,
    run: async (job, input) =>
      await (await import('./export.ts')).exportGlossaries(job, GlossaryExportInput.parse(input)),
  });
  jobs.register('glossary.planImport', {
    writes: api.glossary.planImport['~orpc'].meta.writes,
    resumes: true,
    alone: true,
    run: async (job, input) => await (await import('./plan-file.ts')).planFile(job, PlanImportInput.parse(input)),
  });
}
