/**
 *   base ──── theirs        same      mine is what they have already
 *     └────── mine          write     they have what mine was based on
 *                           conflict  they have a third value
 */
export type MergedOne = 'same' | 'write' | 'conflict';

/** One value: what becomes of mine. null is "none"; an empty text is taken for none. */
export function mergeOne(base: string | null, theirs: string | null, mine: string | null): MergedOne {
  const [b, t, m] = [base, theirs, mine].map((value) => value ?? '');
  if (t === m) return 'same';
  return t === b ? 'write' : 'conflict';
}

/**
 * A set: adding and removing commute with whatever others did to it.
 * @returns theirs with mine in it, in their order and mine behind; `same` where nothing is to be written
 */
export function mergeSet(
  theirs: readonly string[],
  add: readonly string[],
  remove: readonly string[],
): { same: boolean; value: string[] } {
  const out = new Set(remove);
  const kept = theirs.filter((item) => !out.has(item));
  const held = new Set(kept);
  const added = add.filter((item) => !held.has(item) && !out.has(item));
  return { same: kept.length === theirs.length && added.length === 0, value: [...kept, ...new Set(added)] };
}
