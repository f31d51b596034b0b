import type { EntityKind } from '#shared/entities.ts';
import type { Db } from '../db/open.ts';
import { asFailure } from '../failure.ts';
import { type Counts, fact, setFact } from './facts.ts';
import type { Feed, Reader, Source } from './readers/reader.ts';
import { isFatal } from '../jobs/fatal.ts';

/** AWS's indexes take up a change some time after they date it, in ms: each feed is asked that much further back. */
const OVERLAP = 5 * 60_000;

/** From when the next feed of this kind has to tell, RFC 3339 by AWS's clock; null where nothing was read yet. */
export const since = (db: Db, kind: EntityKind): string | null =>
  (db.prepare('SELECT since FROM sync_watermark WHERE kind = ?').pluck().get(kind) as string | undefined) ?? null;

/** This run's reading of the kind has ended: what changed after it began is the next feed's. Only a whole feed moves on. */
export function advance(db: Db, run: number, kind: EntityKind): void {
  const state = db
    .prepare("SELECT state FROM sync_scope WHERE run = ? AND kind = ? AND scope = 'feed'")
    .pluck()
    .get(run, kind) as string | undefined;
  const row = db
    .prepare<[number, string], { how: string; began_at: string }>(
      'SELECT how, began_at FROM sync_kind WHERE run = ? AND kind = ?',
    )
    .get(run, kind);
  if (row === undefined || (row.how !== 'full' && state !== 'complete')) return;
  db.prepare(
    'INSERT INTO sync_watermark (kind, since, run) VALUES (?, ?, ?) ON CONFLICT (kind) DO UPDATE SET since = excluded.since, run = excluded.run',
  ).run(kind, new Date(Date.parse(row.began_at) - OVERLAP).toISOString(), run);
}

/** After a full reading: by how much AWS's count and ours differ for reasons of their own (rights, late indexes). */
export async function noteCounts(source: Source, reader: Reader, feed: Feed, signal: AbortSignal): Promise<void> {
  const counts = await countsOf(source, feed, signal);
  if (counts !== null) setFact(source, `counts.${reader.kind}`, counts);
}

/** Why a full reading is due although the feed was read: AWS counts otherwise than the mirror. Null where all agrees. */
export async function disagreement(
  source: Source,
  reader: Reader,
  feed: Feed,
  signal: AbortSignal,
): Promise<string | null> {
  const held = fact(source.db, `counts.${reader.kind}`);
  const counts = held === null ? null : await countsOf(source, feed, signal);
  if (held === null || counts === null) return null;
  if (counts.theirs - counts.ours === held.theirs - held.ours) return null;
  return `AWS counts ${counts.theirs}, the mirror ${counts.ours}: a feed tells no deletions.`;
}

/** A count that cannot be had proves nothing: only what ends every reading ends this one. */
async function countsOf(source: Source, feed: Feed, signal: AbortSignal): Promise<Counts | null> {
  try {
    return (await feed.counts?.(source, signal)) ?? null;
  } catch (error) {
    signal.throwIfAborted();
    const failure = asFailure(error);
    if (isFatal(failure)) throw failure;
    return null;
  }
}
