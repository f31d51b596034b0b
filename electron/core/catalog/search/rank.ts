import type { SearchInput } from '#shared/catalog.ts';
import type { Assets } from './assets.ts';

/** The slots of one page, in the order that was asked for: equals by name. @param scores 0 for what is left out */
export function pageOf(
  assets: Assets,
  scores: Int32Array,
  { sort, offset, limit }: Pick<SearchInput, 'sort' | 'offset' | 'limit'>,
): number[] {
  if (sort === 'relevance') return best(assets.byName.values(), scores, offset, limit);
  return run(sort === 'name' ? assets.byName.values() : assets.newest.values(), scores, offset, limit);
}

function run(order: Int32Array, scores: Int32Array, offset: number, limit: number): number[] {
  const page: number[] = [];
  let before = 0;
  for (let at = 0; at < order.length && page.length < limit; at += 1) {
    const slot = order[at] ?? 0;
    if (scores[slot] === 0) continue;
    if (before >= offset) page.push(slot);
    before += 1;
  }
  return page;
}

/** By score, without sorting: how many have each score tells which place the first of them takes. */
function best(order: Int32Array, scores: Int32Array, offset: number, limit: number): number[] {
  const having: number[] = [0];
  for (let slot = 0; slot < scores.length; slot += 1) {
    const score = scores[slot] ?? 0;
    while (having.length <= score) having.push(0);
    having[score] = (having[score] ?? 0) + 1;
  }
  const highest = having.length - 1;
  const place = new Int32Array(highest + 1);
  for (let score = highest - 1; score > 0; score -= 1)
    place[score] = (place[score + 1] ?? 0) + (having[score + 1] ?? 0);
  const page: number[] = [];
  for (let at = 0; at < order.length; at += 1) {
    const slot = order[at] ?? 0;
    const score = scores[slot] ?? 0;
    if (score === 0) continue;
    const where = (place[score] ?? 0) - offset;
    place[score] = (place[score] ?? 0) + 1;
    if (where >= 0 && where < limit) page[where] = slot;
  }
  return page;
}
