import type { EntityKind } from '#shared/entities.ts';
import type { Db } from '../db/open.ts';

/** What AWS and the mirror each count of a kind. */
export interface Counts {
  theirs: number;
  ours: number;
}

/** How many entities of each kind AWS said there are, where it was asked (`sync.size`). */
export type Sizes = Partial<Record<EntityKind, number>>;

/** What is found out about a domain and remembered. */
interface Facts {
  /** What it takes the numbers of its time filters for. */
  time_unit: 'seconds' | 'milliseconds';
  /** Whether it refuses to search assets without naming a project. */
  asset_feed: 'by project';
  sizes: Sizes;
  /** By how much the counts differed after a full reading, for reasons of their own: rights, late indexes. */
  [counts: `counts.${string}`]: Counts;
}

export function fact<K extends keyof Facts>(db: Db, name: K): Facts[K] | null {
  const value = db.prepare('SELECT value FROM sync_fact WHERE name = ?').pluck().get(name) as string | undefined;
  return value === undefined ? null : (JSON.parse(value) as Facts[K]);
}

/** @param now RFC 3339 */
export function setFact<K extends keyof Facts>(
  { db, now }: { db: Db; now: () => string },
  name: K,
  value: Facts[K],
): void {
  db.prepare(
    'INSERT INTO sync_fact (name, value, at) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value, at = excluded.at',
  ).run(name, JSON.stringify(value), now());
}
