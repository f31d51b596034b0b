import { IN_COLUMN, IN_DESCRIPTION, IN_NAME, IN_TERM } from './found.ts';
import type { Part } from './parts.ts';
import type { SearchIndex } from './search-index.ts';
import { WITHIN } from './vector.ts';

/** A weight counts this often, so that a name of fewer words only decides between equals. */
const CLOSE = 8;
/** Names weigh most, then terms, descriptions and columns. */
const WEIGHT: readonly (readonly [place: number, weight: number])[] = [
  [IN_NAME, 10],
  [IN_TERM, 4],
  [IN_DESCRIPTION, 3],
  [IN_COLUMN, 2],
];
/** Taken off for a part that is missing: more than all parts of a search can add. */
const MISSING = -(2 ** 20);
/** Below what any number of parts can lift. */
const GONE = -(2 ** 30);
/** What each combination of places comes to. */
const COMES_TO = Int32Array.from({ length: 16 }, (_, places) =>
  places === 0
    ? MISSING
    : WEIGHT.reduce((sum, [place, weight]) => ((places & place) === 0 ? sum : sum + CLOSE * weight), 0),
);
/** Where this many times fewer are left than there are, they are looked at one by one. */
const FEW = 32;

/**
 * Every asset in which all the parts occur; without parts every asset, all alike.
 * @returns per slot how well it answers; 0 where it does not
 */
export function match(index: SearchIndex, parts: readonly Part[]): Int32Array {
  const { assets, found } = index;
  const scores = start(index);
  let left = assets.live;
  for (const part of inOrder(index, parts)) {
    if (left === 0) break;
    const few = left < assets.slots / FEW && !found.remembers(part);
    left = few ? addToFew(index, scores, found.oneByOne(part)) : addToAll(index, scores, found.everywhere(part));
  }
  for (let slot = 0; slot < scores.length; slot += 1) if ((scores[slot] ?? 0) < 0) scores[slot] = 0;
  return scores;
}

/** 1 for every asset there is. */
function start({ assets }: SearchIndex): Int32Array {
  const live = assets.by.live.data;
  const scores = new Int32Array(assets.slots);
  for (let slot = 0; slot < scores.length; slot += 1) scores[slot] = live[slot] === 1 ? 1 : GONE;
  return scores;
}

/** Without a branch in the loop: which slots hold a part is nothing a processor can guess. @returns how many are left */
function addToAll({ assets }: SearchIndex, scores: Int32Array, places: Uint8Array): number {
  const closenessOf = assets.by.closeness.data;
  let left = 0;
  for (let slot = 0; slot < scores.length; slot += 1) {
    const place = places[slot] ?? 0;
    const score = (scores[slot] ?? 0) + (COMES_TO[place] ?? 0) + (closenessOf[slot] ?? 0) * (place & IN_NAME);
    scores[slot] = score;
    // 1 for what is above 0, as all that is left is.
    left += 1 + (score >> 31);
  }
  return left;
}

/** As above, only for what is left. */
function addToFew({ assets }: SearchIndex, scores: Int32Array, placeOf: (slot: number) => number): number {
  let left = 0;
  for (let slot = 0; slot < scores.length; slot += 1) {
    const before = scores[slot] ?? 0;
    if (before <= 0) continue;
    const place = placeOf(slot);
    const closeness = (place & IN_NAME) * (assets.by.closeness.data[slot] ?? 0);
    scores[slot] = before + (COMES_TO[place] ?? 0) + closeness;
    if (place !== 0) left += 1;
  }
  return left;
}

/** Those that are held by the fewest texts first. */
function inOrder({ texts }: SearchIndex, parts: readonly Part[]): Part[] {
  if (parts.length < 2) return [...parts];
  return parts
    .map((part) => ({ part, often: texts.howOften(part) }))
    .toSorted((a, b) => a.often - b.often)
    .map(({ part }) => part);
}

/** The positions of the first `most` columns of a slot in which a part was found. */
export function columnFinder(index: SearchIndex, parts: readonly Part[]): (slot: number, most: number) => number[] {
  const { assets, texts } = index;
  const known = new Map<number, boolean>();
  const holds = (text: number) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const now = parts.some((part) => texts.occurs(part, text));
    known.set(text, now);
    return now;
  };
  return (slot, most) => {
    const address = assets.by.columnsAt.data[slot] ?? 0;
    const page = assets.columns.page(address);
    const from = address & WITHIN;
    const positions: number[] = [];
    const count = assets.by.columns.data[slot] ?? 0;
    for (let position = 0; position < count && positions.length < most; position += 1)
      if (holds(page[from + position] ?? 0)) positions.push(position);
    return positions;
  };
}
