import { AssetId } from '#shared/catalog.ts';
import { api } from '#shared/api.ts';
import type { JobKind, JobRunner } from '../jobs/runner.ts';

/** The jobs of this domain; what they do is loaded with the first of them, the AWS SDK with it. */
export function registerSyncJobs(jobs: JobRunner): void {
  jobs.register(
    'sync.pull',
    kind(
      'pull',
      true,
      async (job, input) =>
        await (await import('./pull.ts')).pull(job, input as { revisions: 'none' | 'some' | 'all' }),
    ),
  );
  jobs.register(
    'sync.probe',
    kind('probe', false, async (job) => await (await import('./probe.ts')).probe(job)),
  );
  jobs.register(
    'sync.signIn',
    kind('signIn', false, async (job, input) => {
      const { profile } = input as { profile: string };
      return await (await import('./sign-in.ts')).signIn(job, profile);
    }),
  );
  jobs.register(
    'sync.refreshAsset',
    kind('refreshAsset', false, async (job, input) => {
      const { assetId } = input as { assetId: string };
      return await (await import('./refresh-asset.ts')).refreshAsset(job, AssetId.parse(assetId));
    }),
  );
}

function kind(name: 'pull' | 'probe' | 'refreshAsset' | 'signIn', resumes: boolean, run: JobKind['run']): JobKind {
  const meta = api.sync[name]['~orpc'].meta;
  return { writes: meta.writes, resumes, alone: true, run };
}
