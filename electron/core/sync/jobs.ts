import { AssetId } from '#shared/catalog.ts';
import { api } from '#shared/api.ts';
import type { JobKind, JobRunner } from '../jobs/runner.ts';
import type { PullInput } from './pull.ts';

/** The jobs of this domain; what they do is loaded with the first of them, the AWS SDK with it. */
export function registerSyncJobs(jobs: JobRunner): void {
  jobs.register(
    'sync.pull',
    kind('pull', true, async (job, input) => await (await import('./pull.ts')).pull(job, input as PullInput)),
  );
  jobs.register(
    'sync.probe',
    kind('probe', false, async (job) => await (await import('./probe.ts')).probe(job)),
  );
  jobs.register(
    'sync.signIn',
    kind('signIn', false, async (job, input) => {
      const { profile } = input as { profile: string };
      const signedIn = await (await import('./sign-in.ts')).signIn(job, profile);
      // A pull that waits for just this goes on by itself.
      jobs.wakeAll();
      return signedIn;
    }),
  );
  jobs.register(
    'sync.refreshAsset',
    kind('refreshAsset', false, async (job, input) => {
      const { assetId } = input as { assetId: string };
      return await (await import('./refresh-asset.ts')).refreshAsset(job, AssetId.parse(assetId));
    }),
  );
  jobs.register(
    'sync.size',
    kind('size', false, async (job) => await (await import('./size.ts')).size(job)),
  );
  jobs.register(
    'sync.asOf',
    kind('asOf', false, async (job, input) => {
      const { runId } = input as { runId: number };
      return await (await import('./as-of.ts')).asOf(job, runId);
    }),
  );
  jobs.register(
    'sync.compact',
    kind('compact', false, async (job) => await (await import('./compact.ts')).compact(job)),
  );
}

function kind(
  name: 'pull' | 'probe' | 'refreshAsset' | 'signIn' | 'size' | 'asOf' | 'compact',
  resumes: boolean,
  run: JobKind['run'],
): JobKind {
  const meta = api.sync[name]['~orpc'].meta;
  return { writes: meta.writes, resumes, alone: true, run };
}
