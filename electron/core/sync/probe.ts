import type { JobContext } from '../jobs/runner.ts';
import { targetOf } from './connection.ts';
import { awsFor } from './session.ts';
import { noteIdentity } from './identity.ts';

/** Who are we, and which domains does this identity see? */
export async function probe(job: JobContext) {
  const target = await targetOf(job.context);
  const aws = awsFor(job.context, target);
  try {
    const step = (phase: string, done: number) => job.report({ phase, done, total: 2 });
    step('Asking AWS who we are', 0);
    const identity = await aws.sts.callerIdentity(job.signal);
    noteIdentity(job, identity);
    step('Looking for domains', 1);
    const found = await aws.datazone.domains(job.signal);
    step('Looking for domains', 2);
    return { identity, domains: found };
  } finally {
    await aws.close();
  }
}
