import type { AssetNow } from '../aws/datazone-writes.ts';
import { asFailure, Failure } from '../failure.ts';
import { type AssetMerge, gone, mergeAsset } from './asset-revision.ts';
import { type Call, isUnsure, type Pushing, sending, settled, type Target } from './journal.ts';
import type { Line } from './line.ts';
import { owePublishing } from './push-listing.ts';

/** Times an asset is read and merged again because somebody else wrote in between, or no answer came. */
const TRIES = 3;
/** Governed terms a call takes (the model's limit). */
const GOVERNED_AT_ONCE = 5;

/**
 *   GetAsset ──> merge ──> CreateAssetRevision ──> is it the next one? ──> lines and mirror in one transaction
 *      ^                                             │ no: somebody's revision lies under ours
 *      └──────────── merge theirs again <────────────┘
 *
 * Push the lines of one asset. Rejects with what AWS said no with. @returns the asset as it is now; null where it is gone
 */
export async function pushAsset(pushing: Pushing, assetId: string, lines: readonly Line[]): Promise<AssetNow | null> {
  const of: Target = { kind: 'asset', id: assetId };
  const found = await assetNow(pushing, assetId);
  if (found === null) {
    settled(pushing, of, { verdicts: new Map(lines.map((line) => [line.id, gone(line)])), calls: [], after: null });
    return null;
  }
  const { merge, now, calls } = await write(pushing, of, found, lines);
  settled(pushing, of, {
    verdicts: merge.verdicts,
    calls,
    after: now.record.revision,
    mirror: (mirror, db) => {
      mirror.putAsset(now.record, pushing.job.context.clock().toISOString());
      mirror.settleListing(assetId, now.listing === null);
      if (calls.length > 0) owePublishing(pushing, db, now);
    },
  });
  return now;
}

/** The asset as it is now; null where AWS has none. */
export async function assetNow({ aws, domainId, job }: Pushing, id: string): Promise<AssetNow | null> {
  try {
    return await aws.writes.assetNow(domainId, id, null, job.signal);
  } catch (error) {
    if (asFailure(error).problem.code === 'E_AWS_NOT_FOUND') return null;
    throw error;
  }
}

interface Written {
  merge: AssetMerge;
  now: AssetNow;
  calls: Call[];
}

async function write(pushing: Pushing, of: Target, found: AssetNow, lines: readonly Line[]): Promise<Written> {
  const { aws, domainId, job } = pushing;
  const retired = await retiredOf(pushing, lines);
  const merge = mergeAsset(found.record, lines, retired);
  const calls: Call[] = [];
  let theirs = found;
  let now = found;
  for (let attempt = 1; ; attempt += 1) {
    const { next } = mergeAsset(theirs.record, lines, retired);
    if (next === null) break;
    if (attempt > TRIES) throw overtaken(of.id);
    const call = sending(pushing, of, 'CreateAssetRevision', theirs.record.revision, next);
    const answer = await send(pushing, of.id, next, call);
    if (answer === null) {
      // No answer: what AWS has now tells whether it arrived.
      theirs = await aws.writes.assetNow(domainId, of.id, null, job.signal);
      now = theirs;
      if (mergeAsset(theirs.record, lines, retired).next === null) calls.push(call);
      continue;
    }
    calls.push(call);
    now = answer;
    const under = revisionUnder(answer, theirs);
    if (under === null) break;
    // Somebody wrote between our reading and our writing: theirs lies under ours, and goes into the next one.
    theirs = await aws.writes.assetNow(domainId, of.id, under, job.signal);
  }
  const governing = await govern(pushing, of, merge.governed);
  if (governing.length > 0) now = await aws.writes.assetNow(domainId, of.id, null, job.signal);
  return { merge, now, calls: [...calls, ...governing] };
}

/** @returns the asset as it is now; null where no answer came */
async function send(
  { aws, domainId, job }: Pushing,
  id: string,
  next: NonNullable<AssetMerge['next']>,
  { token }: Call,
): Promise<AssetNow | null> {
  try {
    return await aws.writes.createAssetRevision(domainId, id, next, token, job.signal);
  } catch (error) {
    if (isUnsure(asFailure(error))) return null;
    throw error;
  }
}

/** The revision that is not ours and not the one we read, but in between; null where there is none. */
function revisionUnder(answer: AssetNow, theirs: AssetNow): string | null {
  const [made, read] = [Number(answer.record.revision), Number(theirs.record.revision)];
  if (!Number.isInteger(made) || !Number.isInteger(read) || made <= read + 1) return null;
  return String(made - 1);
}

const overtaken = (id: string): Failure =>
  new Failure(
    'conflict',
    'E_OVERTAKEN',
    'This asset could not be written: no answer came, or somebody else kept writing it at the same time.',
    'Push again: what arrived is found out by reading back.',
    { assetId: id },
  );

async function govern(pushing: Pushing, of: Target, { add, remove }: AssetMerge['governed']): Promise<Call[]> {
  const { aws, domainId, job } = pushing;
  const calls: Call[] = [];
  for (const [action, ids] of [
    ['remove', remove],
    ['add', add],
  ] as const)
    for (let at = 0; at < ids.length; at += GOVERNED_AT_ONCE) {
      const some = ids.slice(at, at + GOVERNED_AT_ONCE);
      calls.push(
        sending(pushing, of, action === 'add' ? 'AssociateGovernedTerms' : 'DisassociateGovernedTerms', some.join(' ')),
      );
      await aws.writes.governTerms(domainId, of.id, action, some, job.signal);
    }
  return calls;
}

async function retiredOf(pushing: Pushing, lines: readonly Line[]): Promise<(termId: string) => boolean> {
  const added = [...new Set(lines.filter(({ op }) => op === 'add').map(({ item }) => item))];
  const retired = new Set<string>();
  for (const id of added) if (await pushing.retired(id)) retired.add(id);
  return (id) => retired.has(id);
}
