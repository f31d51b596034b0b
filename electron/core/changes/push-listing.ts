import { setTimeout as sleep } from 'node:timers/promises';
import type { AssetNow } from '../aws/datazone-writes.ts';
import type { ListingRow } from '../catalog/rows.ts';
import type { Db } from '../db/open.ts';
import { asFailure, Failure } from '../failure.ts';
import type { Verdict } from './asset-revision.ts';
import { type Call, isUnsure, type Pushing, sending, settled, type Target } from './journal.ts';
import { insertLine, type Line, liveAt } from './line.ts';

/** AWS lists behind: so often it is looked at, with so long in between (ms). */
const LOOKS = 20;
const BETWEEN = 250;

/**
 * What is listed and has a new revision is to be listed again: a line of the same set, in the transaction that ends the
 * asset's own, so that no crash forgets it and a refusal of AWS can be seen and tried again.
 */
export function owePublishing({ job, setId, publish }: Pushing, db: Db, { record, listing }: AssetNow): void {
  if (!publish || listing === null || listing.status === 'INACTIVE') return;
  const place = { kind: 'listing', entity_id: record.id, part: '', field: 'state', item: '' } as const;
  if (liveAt(db, place) !== undefined) return;
  insertLine(db, {
    ...place,
    set_id: setId,
    op: 'set',
    value: 'published',
    base: 'stale',
    theirs: null,
    base_revision: 'stale',
    state: 'staged',
    conflict: null,
    problem: null,
    staged_by: job.context.actor,
    staged_at: job.context.clock().toISOString(),
    ended_at: null,
  });
}

/** Push a line about a listing. @param now the asset, read a moment ago; null where AWS has none */
export async function pushListing(
  pushing: Pushing,
  assetId: string,
  lines: readonly Line[],
  now: AssetNow | null,
): Promise<void> {
  const of: Target = { kind: 'listing', id: assetId };
  const to = lines[0]?.value === 'unpublished' ? 'unpublished' : 'published';
  const all = (verdict: Verdict) => new Map(lines.map(({ id }) => [id, verdict]));
  if (now === null) {
    const verdict: Verdict =
      to === 'unpublished' ? { outcome: 'same' } : { outcome: 'conflict', conflict: 'gone', theirs: null };
    settled(pushing, of, { verdicts: all(verdict), calls: [], after: null });
    return;
  }
  const { calls, shown, id } = await bring(pushing, of, now, to);
  const at = pushing.job.context.clock().toISOString();
  settled(pushing, of, {
    verdicts: all({ outcome: calls.length > 0 ? 'write' : 'same' }),
    calls,
    after: now.record.revision,
    mirror: (mirror, db) => {
      if (id !== null && shown !== null) mirror.put('listing', rowOf(db, now, id, shown, at));
      mirror.settleListing(assetId, id === null);
    },
  });
}

type Shown = Awaited<ReturnType<Pushing['aws']['writes']['listingOf']>>;

interface Brought {
  calls: Call[];
  id: string | null;
  shown: Shown | null;
}

async function bring(pushing: Pushing, of: Target, now: AssetNow, to: 'published' | 'unpublished'): Promise<Brought> {
  const { aws, domainId, job } = pushing;
  const { record, listing } = now;
  const before = listing === null ? null : await aws.writes.listingOf(domainId, listing.id, job.signal);
  if (is(before, to, record.revision)) return { calls: [], id: listing?.id ?? null, shown: before };
  const call = sending(pushing, of, to === 'published' ? 'PUBLISH' : 'UNPUBLISH', record.revision);
  const id = (await send(pushing, now, to, call)) ?? listing?.id ?? null;
  if (id === null) throw unlisted();
  for (let look = 1; look <= LOOKS; look += 1) {
    const shown = await aws.writes.listingOf(domainId, id, job.signal);
    if (is(shown, to, record.revision)) return { calls: [call], id, shown };
    await sleep(BETWEEN, undefined, { signal: job.signal });
  }
  throw unlisted();
}

/** A listing that is not there is as good as one that is withdrawn. */
function is(shown: Shown | null, to: 'published' | 'unpublished', revision: string | null): boolean {
  if (to === 'unpublished') return shown === null || shown.status === 'INACTIVE';
  return shown?.status === 'ACTIVE' && shown.entityRevision === revision;
}

/** @returns the listing's id; null where no answer came */
async function send(
  { aws, domainId, job }: Pushing,
  { record }: AssetNow,
  to: 'published' | 'unpublished',
  { token }: Call,
): Promise<string | null> {
  const [action, revision] =
    to === 'published' ? (['PUBLISH', record.revision] as const) : (['UNPUBLISH', null] as const);
  try {
    return (await aws.writes.changeListing(domainId, record.id, action, revision, token, job.signal)).id;
  } catch (error) {
    if (isUnsure(asFailure(error))) return null;
    throw error;
  }
}

const unlisted = (): Failure =>
  new Failure(
    'offline',
    'E_NOT_LISTED',
    'AWS did not come to list this asset as it is now.',
    'Push again later, or publish it in the portal: the revision itself was written.',
  );

function rowOf(db: Db, { record }: AssetNow, id: string, shown: Shown, at: string): ListingRow {
  const before = db
    .prepare<[string], Pick<ListingRow, 'created_at' | 'updated_at' | 'content'>>(
      'SELECT created_at, updated_at, content FROM remote_listing WHERE id = ?',
    )
    .get(id);
  return {
    id,
    name: record.name,
    revision: shown.revision,
    entity_id: record.id,
    entity_type: 'ASSET',
    entity_revision: shown.entityRevision,
    project_id: record.projectId,
    status: shown.status,
    created_at: before?.created_at ?? at,
    updated_at: before?.updated_at ?? null,
    content: before?.content ?? null,
  };
}
