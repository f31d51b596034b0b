import type { Plan } from '#shared/sync.ts';
import type { Aws } from '../aws/aws.ts';
import { Failure } from '../failure.ts';
import type { JobContext } from '../jobs/runner.ts';
import { targetOf } from './connection.ts';
import { type Sizes, setFact } from './facts.ts';
import { plan } from './plan.ts';
import { awsFor } from './session.ts';

/** Ask for the numbers AWS tells with a first page, so that a first pull can be planned. */
export async function size(job: JobContext): Promise<Plan> {
  const target = await targetOf(job.context);
  const aws = awsFor(job.context, target);
  const say = (phase: string, done: number) => job.report({ phase, done, total: 2 });
  try {
    say('Asking how much there is', 0);
    const domainId = target.domainId ?? (await aws.datazone.domains(job.signal))[0]?.id;
    if (domainId === undefined)
      throw new Failure(
        'not_found',
        'E_NO_DOMAIN',
        'This identity sees no DataZone domain in this region.',
        'Check the region and profile.',
      );
    const sizes = await totals(aws, domainId, job.signal);
    say('Counting projects', 1);
    let count = 0;
    for (let next: string | null = null; ; ) {
      const page = await aws.datazone.projects(domainId, next, job.signal);
      count += page.items.length;
      next = page.nextToken;
      if (next === null) break;
    }
    sizes.project = count;
    // One call a project at the least.
    sizes.project_membership = count;
    job.write({ action: 'sync.size.read', entity: domainId, details: { ...sizes } }, (db) =>
      setFact({ db, now: () => job.context.clock().toISOString() }, 'sizes', sizes),
    );
    say('Counting projects', 2);
    return plan(job.db, 'auto', target.identityStoreId, job.context.clock());
  } finally {
    await aws.close();
  }
}

const COUNTED = {
  asset: 'ASSET',
  glossary: 'GLOSSARY',
  glossary_term: 'GLOSSARY_TERM',
  data_product: 'DATA_PRODUCT',
  listing: 'LISTING',
} as const;

/** What each search counts; what this identity may not search stays unknown. */
async function totals(aws: Aws, domainId: string, signal: AbortSignal): Promise<Sizes> {
  const sizes: Sizes = {};
  for (const kind of Object.keys(COUNTED) as (keyof typeof COUNTED)[]) {
    const count = await aws.search.countOf(domainId, COUNTED[kind], signal).catch((error: unknown) => {
      if (error instanceof Failure && ['E_AWS_REFUSED', 'E_AWS_DENIED'].includes(error.problem.code)) return null;
      throw error;
    });
    if (count !== null) sizes[kind] = count;
  }
  return sizes;
}
