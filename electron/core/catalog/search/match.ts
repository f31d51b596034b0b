import type { Lists } from './lists.ts';
import type { Part } from './parts.ts';
import type { SearchIndex } from './search-index.ts';
import { WITHIN } from './vector.ts';

/** Parts that are looked for in one pass: a bit each of a byte, so that the marks of all texts stay near the processor. */
const AT_ONCE = 8;
/** A weight counts this often, so that a name of fewer words only decides between equals. */
const CLOSE = 8;
/** Names weigh most, then terms, descriptions and columns: per byte of marks, what they come to. */
const [NAME, TERM, DESCRIBED, COLUMN] = [weighted(10), weighted(4), weighted(3), weighted(2)];

/** What is found of the parts of one pass: per text and per term, a bit for each part that occurs in it. */
interface Marks {
  every: number;
  texts: Uint8Array;
  terms: Uint8Array;
}

export interface Match {
  /** Per slot: how well the asset answers; 0 where it does not. */
  scores: Int32Array;
  /** The positions of up to `most` columns of a slot in which a part was found. */
  columns(slot: number, most: number): number[];
}

/** Every asset in which all the parts occur. Without parts: every asset, all alike. */
export function match(index: SearchIndex, parts: readonly Part[]): Match {
  const scores = index.assets.by.live.filled().slice();
  const passes: Marks[] = [];
  for (let from = 0; from < parts.length; from += AT_ONCE) {
    const marks = marksOf(index, parts.slice(from, from + AT_ONCE));
    score(index, marks, scores);
    passes.push(marks);
  }
  return { scores, columns: (slot, most) => columnsOf(index, passes, slot, most) };
}

function marksOf(index: SearchIndex, parts: readonly Part[]): Marks {
  const texts = new Uint8Array(index.texts.count);
  for (const [at, part] of parts.entries()) index.texts.mark(part, 1 << at, texts);
  const terms = new Uint8Array(index.terms.names.length);
  const textOf = index.terms.texts.data;
  for (let term = 0; term < terms.length; term += 1) terms[term] = texts[textOf[term] ?? 0] ?? 0;
  return { every: 2 ** parts.length - 1, texts, terms };
}

/** Add to each score above 0 what this pass comes to; 0 where a part is missing. */
function score({ assets, terms }: SearchIndex, marks: Marks, scores: Int32Array): void {
  const { every, texts } = marks;
  const inColumns = spread(texts, assets.holders, scores.length);
  const inTerms = spread(marks.terms, terms.carriers, scores.length);
  const { name: names, description: descriptions, readme: readmes, length: lengths } = assets.by;
  const [nameOf, descriptionOf, readmeOf, lengthOf] = [names.data, descriptions.data, readmes.data, lengths.data];
  for (let slot = 0; slot < scores.length; slot += 1) {
    const before = scores[slot] ?? 0;
    if (before === 0) continue;
    const name = texts[nameOf[slot] ?? 0] ?? 0;
    const described = (texts[descriptionOf[slot] ?? 0] ?? 0) | (texts[readmeOf[slot] ?? 0] ?? 0);
    const column = inColumns[slot] ?? 0;
    const term = inTerms[slot] ?? 0;
    if ((name | described | column | term) !== every) scores[slot] = 0;
    else {
      const weight = (NAME[name] ?? 0) + (TERM[term] ?? 0) + (DESCRIBED[described] ?? 0) + (COLUMN[column] ?? 0);
      const closeness = name === 0 ? 0 : Math.max(0, CLOSE - (lengthOf[slot] ?? 0));
      scores[slot] = before + CLOSE * weight + closeness;
    }
  }
}

/** Per slot, the marks of all that it holds. */
function spread(marks: Uint8Array, holders: Lists, slots: number): Uint8Array {
  const held = new Uint8Array(slots);
  let mark = 0;
  const set = (data: Int32Array, from: number, to: number) => {
    for (let at = from; at < to; at += 1) {
      const slot = data[at] ?? 0;
      held[slot] = (held[slot] ?? 0) | mark;
    }
  };
  for (let holder = 0; holder < marks.length; holder += 1) {
    mark = marks[holder] ?? 0;
    if (mark !== 0) holders.visit(holder, set);
  }
  return held;
}

function columnsOf({ assets }: SearchIndex, passes: readonly Marks[], slot: number, most: number): number[] {
  const address = assets.by.columnsAt.data[slot] ?? 0;
  const page = assets.columns.page(address);
  const from = address & WITHIN;
  const positions: number[] = [];
  const count = assets.by.columns.data[slot] ?? 0;
  for (let position = 0; position < count && positions.length < most; position += 1) {
    const text = page[from + position] ?? 0;
    if (passes.some((marks) => marks.texts[text] !== 0)) positions.push(position);
  }
  return positions;
}

/** Per byte: its bits, each of this weight. */
function weighted(weight: number): Int32Array {
  return Int32Array.from({ length: 2 ** AT_ONCE }, (_, byte) => weight * byte.toString(2).replaceAll('0', '').length);
}
