import type { PushResult } from '#shared/changes.ts';
import type { Aws } from '../aws/aws.ts';
import { asFailure, Failure } from '../failure.ts';
import { isFatal } from '../jobs/fatal.ts';
import { places } from '../jobs/places.ts';
import { whileThereIsRoom } from '../jobs/room-pause.ts';
import type { JobContext } from '../jobs/runner.ts';
import { targetOf } from '../sync/connection.ts';
import { endOwnRuns } from '../sync/run.ts';
import { awsFor } from '../sync/session.ts';
import { signInPause } from '../sync/sign-in-pause.ts';
import { settle } from './commands.ts';
import { isUnsure, type Pushing, refused } from './journal.ts';
import { type Line, openLines } from './line.ts';
import { termOf } from './mirrored.ts';
import { Pace } from './pace.ts';
import { assetNow, pushAsset } from './push-asset.ts';
import { pushCreated } from './push-created.ts';
import { pushDeleted } from './push-deleted.ts';
import { pushUpdated } from './push-updated.ts';
import { pushListing } from './push-listing.ts';
import { setRow } from './sets.ts';

/** Entities pushed side by side; the pacers keep each operation to its rate. */
const WORKERS = 8;

type Kind = Line['kind'];

interface Entity {
  kind: Kind;
  id: string;
  name: string;
  /** Its first line tells whether it is made, deleted or changed. */
  op: Line['op'];
}

/** What is pushed after what: nothing may name what is not there yet, nor go while something names it. */
const PHASES: readonly { kinds: readonly Kind[]; ops: readonly ('create' | 'delete' | 'change')[]; title: string }[] = [
  { kinds: ['glossary'], ops: ['create', 'change'], title: 'Writing glossaries' },
  { kinds: ['glossary_term'], ops: ['create'], title: 'Making terms' },
  { kinds: ['glossary_term'], ops: ['change'], title: 'Writing terms' },
  { kinds: ['asset'], ops: ['change'], title: 'Writing assets' },
  { kinds: ['listing'], ops: ['change'], title: 'Publishing' },
  { kinds: ['glossary_term'], ops: ['delete'], title: 'Deleting terms' },
  { kinds: ['glossary'], ops: ['delete'], title: 'Deleting glossaries' },
];

/**
 *   approved set ──> phase by phase, entity by entity: read again, merge, write, read back, one transaction
 *
 * Killed at any moment and taken up again it goes on: what is applied is not met again, what was being sent is settled
 * by reading back.
 */
export async function push(job: JobContext, input: { setId: string; publish: boolean }): Promise<PushResult> {
  const row = setRow(job.db, input.setId);
  if (row.state !== 'approved' && !job.resumed)
    throw new Failure(
      'conflict',
      'E_SET_STATE',
      `“${row.title}” is ${row.state}: only an approved set is pushed.`,
      'Propose it and have it approved first.',
      { setId: row.id, state: row.state },
    );
  const target = await targetOf(job.context);
  const domainId =
    target.domainId ?? (job.db.prepare('SELECT id FROM remote_domain').pluck().get() as string | undefined);
  if (domainId === undefined)
    throw new Failure('not_found', 'E_NOT_PULLED', 'Nothing was pulled into this workspace yet.', 'Pull first.');
  const aws = awsFor(job.context, target, { onExpired: signInPause(job) });
  const pushing: Pushing = {
    job,
    aws,
    domainId,
    setId: input.setId,
    publish: input.publish,
    retired: retiredAt(aws, domainId, job),
  };
  try {
    await whileThereIsRoom(job, () => pushPhases(pushing));
  } finally {
    ended(pushing);
    await aws.close();
  }
  return resultOf(pushing);
}

async function pushPhases(pushing: Pushing): Promise<void> {
  const pace = new Pace(pushing.job, left(pushing).length);
  const tried = new Set<string>();
  for (const { kinds, ops, title } of PHASES) {
    const entities = left(pushing).filter(
      ({ kind, id, op }) =>
        kinds.includes(kind) &&
        ops.includes(op === 'create' || op === 'delete' ? op : 'change') &&
        // What AWS refused beside its asset is not tried again by this push.
        !tried.has(`${kind} ${id}`),
    );
    pace.phase(title);
    const enter = places(WORKERS);
    const stop = new AbortController();
    const results = await Promise.allSettled(
      entities.map((entity) =>
        enter(async () => {
          if (stop.signal.aborted) return;
          pushing.job.signal.throwIfAborted();
          try {
            tried.add(`${entity.kind} ${entity.id}`);
            if (entity.kind === 'asset') tried.add(`listing ${entity.id}`);
            await pushOne(pushing, entity);
          } catch (error) {
            stop.abort();
            throw error;
          }
          pace.did(entity.name);
        }),
      ),
    );
    const failed = results.find((result) => result.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }
}

/** Whatever AWS says of one entity stops none of the others; what every other would meet as well ends the push. */
async function pushOne(pushing: Pushing, { kind, id, op }: Entity): Promise<void> {
  const lines = openLines(pushing.job.db, pushing.setId, kind, id);
  if (lines.length === 0) return;
  try {
    if (kind === 'asset') await pushAssetAndListing(pushing, id, lines);
    else if (kind === 'listing') await pushListing(pushing, id, lines, await assetNow(pushing, id));
    else if (op === 'create') await pushCreated(pushing, kind, id, lines);
    else if (op === 'delete') await pushDeleted(pushing, kind, id, lines);
    else await pushUpdated(pushing, kind, id, lines);
  } catch (error) {
    pushing.job.signal.throwIfAborted();
    refuse(pushing, kind, id, lines, error);
  }
}

async function pushAssetAndListing(pushing: Pushing, id: string, lines: readonly Line[]): Promise<void> {
  const now = await pushAsset(pushing, id, lines);
  const listing = openLines(pushing.job.db, pushing.setId, 'listing', id);
  if (now === null || listing.length === 0) return;
  try {
    await pushListing(pushing, id, listing, now);
  } catch (error) {
    pushing.job.signal.throwIfAborted();
    refuse(pushing, 'listing', id, listing, error);
  }
}

function refuse(pushing: Pushing, kind: Kind, id: string, lines: readonly Line[], error: unknown): void {
  const failure = asFailure(error);
  if (isFatal(failure)) throw failure;
  const of = { kind, id };
  if (failure.kind === 'denied') refused(pushing, of, lines, 'conflict', 'denied', failure);
  else refused(pushing, of, lines, isUnsure(failure) ? 'unknown' : 'failed', null, failure);
}

/** Entities of the set that still have lines to push. */
const left = ({ job, setId }: Pushing): Entity[] =>
  job.db
    .prepare<[string], Entity>(
      `SELECT kind, entity_id AS id, max(iif(op IN ('create', 'delete'), op, '')) AS op,
         coalesce((SELECT name FROM remote_asset WHERE id = entity_id), (SELECT name FROM remote_glossary_term WHERE id = entity_id),
           (SELECT name FROM remote_glossary WHERE id = entity_id), entity_id) AS name
       FROM change WHERE set_id = ? AND state IN ('staged', 'failed', 'unknown') GROUP BY kind, entity_id ORDER BY min(id)`,
    )
    .all(setId);

/** Whether a term can still be given: AWS is asked once for each, this mirror where it may not be asked. */
function retiredAt(aws: Aws, domainId: string, job: JobContext): Pushing['retired'] {
  const known = new Map<string, Promise<boolean>>();
  const ask = async (id: string) => {
    try {
      return (await aws.writes.term(domainId, id, job.signal)).status !== 'ENABLED';
    } catch (error) {
      const failure = asFailure(error);
      if (failure.problem.code === 'E_AWS_NOT_FOUND') return true;
      if (failure.kind === 'denied') return termOf(job.db, id)?.status !== 'ENABLED';
      throw error;
    }
  };
  return (id) => {
    let answer = known.get(id);
    if (answer === undefined) {
      answer = ask(id);
      known.set(id, answer);
    }
    return answer;
  };
}

/** What was being sent when the push ended is nobody's knowledge; a set whose lines all came to their end is closed. */
function ended({ job, setId }: Pushing): void {
  job.writeEnd(
    { action: 'changes.push.end', entity: setId, details: {} },
    (db) => {
      db.prepare("UPDATE push_call SET state = 'unknown' WHERE set_id = ? AND state = 'sending'").run(setId);
      endOwnRuns(job);
      settle(db, setRow(db, setId), job.context.clock().toISOString());
    },
    'changes.settle',
  );
}

function resultOf({ job, setId, aws }: Pushing): PushResult {
  const count = (states: string) =>
    Number(job.db.prepare(`SELECT count(*) FROM change WHERE set_id = ? AND state IN (${states})`).pluck().get(setId));
  return {
    setId,
    applied: count("'applied'"),
    conflicts: count("'conflict'"),
    failed: count("'failed', 'unknown'"),
    left: count("'staged'"),
    calls: aws.calls,
  };
}
