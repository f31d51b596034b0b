import { asset } from '../aws/datazone-search.ts';
import type { Mirror } from '../catalog/mirror.ts';
import { asFailure } from '../failure.ts';
import type { JobContext } from '../jobs/runner.ts';
import type { PullProgress } from './progress.ts';
import type { Source } from './readers.ts';

/** Assets whose words are written again in one transaction. */
const WORDS_BATCH = 200;
/** Assets that are asked for one by one, before they are taken for deleted, in one pull. */
const MOST_DOUBTS = 200;

interface Settling {
  job: JobContext;
  source: Source;
  mirror: Mirror;
  run: number;
  progress: PullProgress;
}

/** What rests on several scopes at once: deleted assets and profiles, orphans, states of listings, renamed terms. */
export async function settle(settling: Settling): Promise<void> {
  const { job, mirror, run, progress } = settling;
  progress.phase('Settling', null);
  await sweepAssets(settling);
  job.transaction((db) => {
    let removed = complete(settling, 'glue_database') ? mirror.sweepOrphanTables() : 0;
    for (const kind of ['user_profile', 'group_profile'] as const)
      if (complete(settling, kind)) removed += mirror.sweep(kind, null);
    db.prepare('UPDATE sync_run SET removed = removed + ? WHERE id = ?').run(removed, run);
    mirror.settleListings(complete(settling, 'listing'));
  });
  for (let owed = Number.POSITIVE_INFINITY; owed > 0; ) {
    job.signal.throwIfAborted();
    owed = job.transaction(() => mirror.payWordDebt(WORDS_BATCH));
    // Between two batches the core answers its windows.
    await new Promise(setImmediate);
  }
}

/**
 * An asset that was not met may have been deleted, or moved to a project that could not be read. Where every project
 * was read to its end it is gone; otherwise it is asked for by its own id, and only a plain "not found" deletes it.
 */
async function sweepAssets(settling: Settling): Promise<void> {
  const { job, mirror, run } = settling;
  if (complete(settling, 'project') && complete(settling, 'asset')) {
    job.transaction(() => removed(settling, mirror.sweepAssets(null)));
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
    const record = await asset(source.session, source.domainId, id, job.signal);
    job.transaction(() => mirror.putAsset(record, source.now()));
  } catch (error) {
    job.signal.throwIfAborted();
    // Anything but "not found" leaves the asset as it was: it may be a right that was lost.
    if (asFailure(error).problem.code === 'E_AWS_NOT_FOUND')
      job.transaction(() => removed(settling, mirror.sweepAssets([id])));
  }
}

const removed = ({ job, run }: Settling, count: number): void => {
  job.db.prepare('UPDATE sync_run SET removed = removed + ? WHERE id = ?').run(count, run);
};

function complete({ job, run }: Settling, kind: string): boolean {
  const states = job.db.prepare('SELECT state FROM sync_scope WHERE run = ? AND kind = ?').pluck().all(run, kind);
  return states.every((state) => state === 'complete');
}
