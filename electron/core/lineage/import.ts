import type * as z from 'zod';
import type { Import, ImportInput } from '#shared/lineage.ts';
import { runImport } from '../imports/run-import.ts';
import type { JobContext } from '../jobs/runner.ts';
import { Facts } from './facts.ts';
import { countFacts, FactWriter } from './write.ts';

/** Imports a file of OpenLineage events. */
export async function importLineage(job: JobContext, input: z.output<typeof ImportInput>): Promise<Import> {
  return await runImport(job, input, {
    kind: 'openlineage',
    rows: Facts,
    what: 'events',
    writer: (row) => {
      const writer = new FactWriter(job.db, row.id);
      return (facts) => {
        writer.write(facts);
        return facts.lastAt;
      };
    },
    counts: (row) => countFacts(job.db, row.id),
  });
}
