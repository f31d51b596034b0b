import type { EntityKind } from '#shared/entities.ts';
import type { Mirror } from '../catalog/mirror.ts';
import { PARENTS } from '../catalog/mirror-tables.ts';
import { searchIndexOf } from '../catalog/search/live.ts';
import { asFailure } from '../failure.ts';
import type { JobContext } from '../jobs/runner.ts';
import type { PullProgress } from './progress.ts';
import type { Source } from './readers/reader.ts';
import { isWhole, kindsOf, standings } from './standing.ts';

/** Assets that are asked for one by one, before they are taken for deleted, in one pull. */
const MOST_DOUBTS = 200;

interface Settling {
  job: JobContext;
  source: Source;
  mirror: Mirror;
  run: number;
  progress: PullProgress;
}

/** What rests on several scopes at once: deleted assets and profiles, orphans, states of listings, the index of words. */
export async function settle(settling: Settling): Promise<void> {
  const { job, mirror, run, progress } = settling;
  progress.phase('Settling', null);
  await sweepAssets(settling);
  job.transaction((db) => {
    let removed = 0;
    for (const kind of ['user_profile', 'group_profile'] as const)
      if (readInFull(settling, kind)) removed += mirror.sweep(kind, null);
    for (const kind of PARENTS) if (readInFull(settling, kind)) removed += mirror.sweepOrphans(kind);
    db.prepare('UPDATE sync_run SET removed = removed + ? WHERE id = ?').run(removed, run);
    mirror.flush();
    mirror.settleListings(isWhole(standings(job.db).get('listing')));
  }, 'pull.settle');
  await searchIndexOf(job.db).settle(job.signal);
}

/**
 * An asset that was not met may have been deleted, or moved to a project that could not be read. Where every project
 * was read to its end it is gone; otherwise it is asked for by its own id, and only a plain "not found" deletes it.
 */
async function sweepAssets(settling: Settling): Promise<void> {
  const { job, mirror, run } = settling;
  if (!planned(settling, 'asset')) return;
  if (readInFull(settling, 'project') && readInFull(settling, 'asset')) {
    job.transaction(() => removed(settling, mirror.sweepAssets(null)), 'pull.sweep');
    return;
  }
  const doubts = job.db
    .prepare<[number, number, number], { id: string }>(
      `SELECT a.id FROM remote_asset a WHERE a.seen_run <> ?
       AND NOT EXISTS (SELECT 1 FROM sync_scope s WHERE s.run = ? AND s.kind = 'asset' AND s.scope = a.project_id AND s.state <> 'complete')
       ORDER BY a.key LIMIT ?`,
    )
    .all(run, run, MOST_DOUBTS);
  for (const { id } of doubts) await askFor(settling, id);
}

async function askFor(settling: Settling, id: string): Promise<void> {
  const { job, source, mirror } = settling;
  try {
    const record = await source.aws.search.asset(source.domainId, id, job.signal);
    job.transaction(() => {
      mirror.putAsset(record, source.now());
      mirror.flush();
    });
  } catch (error) {
    job.signal.throwIfAborted();
    // Anything but "not found" leaves the asset as it was: it may be a right that was lost.
    if (asFailure(error).problem.code === 'E_AWS_NOT_FOUND')
      job.transaction(() => removed(settling, mirror.sweepAssets([id])), 'pull.sweep');
  }
}

const removed = ({ job, run }: Settling, count: number): void => {
  job.db.prepare('UPDATE sync_run SET removed = removed + ? WHERE id = ?').run(count, run);
};

/** Was all of this kind to be read in this run? Only then can what was not met have gone. */
const planned = ({ job, run }: Settling, kind: EntityKind): boolean =>
  kindsOf(job.db, run).some((row) => row.kind === kind && row.how === 'full');

/** Was it, and was it read to its end? */
function readInFull(settling: Settling, kind: EntityKind): boolean {
  const { job, run } = settling;
  const states = job.db.prepare('SELECT state FROM sync_scope WHERE run = ? AND kind = ?').pluck().all(run, kind);
  return planned(settling, kind) && states.every((state) => state === 'complete');
}
