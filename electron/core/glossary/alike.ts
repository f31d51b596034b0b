import { LEAST_ALIKE } from '#shared/glossary.ts';
import { type Name, nameScore, overlap, readName } from './alike-names.ts';

/** A term as it is compared. */
export interface Comparable {
  name: string;
  description: string;
  /** What it is a, what it classifies: ids, each with the relation's name before it. */
  relations: readonly string[];
}

export interface Pair {
  a: number;
  b: number;
  /** 0 to 1. */
  score: number;
  reasons: readonly string[];
}

interface Read {
  name: Name;
  described: ReadonlySet<string>;
  relations: string;
}

/** Words of a description that are compared; fewer than the least say too little. */
const MOST_WORDS = 200;
const LEAST_WORDS = 4;
/** Descriptions are alike from here on: a share of their words. */
const ALIKE = 0.6;
/** Terms that are looked at for one key: a word that all have tells nothing. */
const MOST_PER_KEY = 50;
/** Terms between two breaths, so that nobody waits for all of them. */
const AT_ONCE = 200;

/**
 *   terms ──> keys: the name, its words, the name less one letter, first letters, rare words of the description
 *               └──> only terms with a key in common are compared ──> score and reasons
 *
 * Pairs of terms that may mean the same, surest first. @param breathe lets others in between; what it throws ends it
 */
export async function alikePairs(terms: readonly Comparable[], breathe: () => Promise<void>): Promise<Pair[]> {
  const read: Read[] = [];
  for (const [at, term] of terms.entries()) {
    if (at % AT_ONCE === 0) await breathe();
    read.push({
      name: readName(term.name),
      described: wordsOf(term.description),
      relations: term.relations.toSorted().join(' '),
    });
  }
  const names = frequencies(read.map(({ name }) => name.set));
  const texts = frequencies(read.map(({ described }) => described));
  const weight = (word: string) => 1 / (1 + Math.log2(names.get(word) ?? 1));
  const met = new Int32Array(terms.length).fill(-1);
  const keyed = new Map<string, number[]>();
  const pairs: Pair[] = [];
  for (const [a, one] of read.entries()) {
    if (a % AT_ONCE === 0) await breathe();
    for (const { key, most } of keysOf(one, names, texts)) {
      const others = keyed.get(key);
      if (others === undefined) keyed.set(key, [a]);
      else {
        for (const b of others) {
          if (met[b] === a || b === a) continue;
          met[b] = a;
          const other = read[b];
          const pair = other === undefined ? null : compare(one, other, weight);
          if (pair !== null) pairs.push({ a: b, b: a, ...pair });
        }
        if (others.length < most) others.push(a);
      }
    }
  }
  return pairs.toSorted((x, y) => y.score - x.score || x.a - y.a || x.b - y.b);
}

/** A thousand terms of one name are each compared with the first of them only. */
function* keysOf(
  { name, described }: Read,
  names: ReadonlyMap<string, number>,
  texts: ReadonlyMap<string, number>,
): Generator<{ key: string; most: number }> {
  if (name.letters !== '') yield { key: `= ${name.letters}`, most: 1 };
  if (name.words.length > 0) yield { key: `s ${name.sorted}`, most: 1 };
  for (const word of rarest(name.set, names)) yield { key: `w ${word}`, most: MOST_PER_KEY };
  for (const initials of name.initials) yield { key: `i ${initials}`, most: MOST_PER_KEY };
  if (name.acronym !== null) yield { key: `i ${name.acronym}`, most: MOST_PER_KEY };
  const { letters } = name;
  if (letters.length >= 5 && letters.length <= 64) {
    yield { key: `t ${letters}`, most: MOST_PER_KEY };
    for (let at = 0; at < letters.length; at += 1)
      yield { key: `t ${letters.slice(0, at)}${letters.slice(at + 1)}`, most: MOST_PER_KEY };
  }
  if (described.size >= LEAST_WORDS)
    for (const word of rarest(described, texts)) yield { key: `d ${word}`, most: MOST_PER_KEY };
}

/** Sets that have `ALIKE` of their words in common have one of these in common (prefix filtering). */
function rarest(words: ReadonlySet<string>, frequency: ReadonlyMap<string, number>): string[] {
  const count = words.size - Math.ceil(ALIKE * words.size) + 1;
  const of = (word: string) => frequency.get(word) ?? 0;
  return [...words].toSorted((a, b) => of(a) - of(b) || (a < b ? -1 : 1)).slice(0, count);
}

/** null where they are not alike enough to be told. */
function compare(a: Read, b: Read, weight: (word: string) => number): Pick<Pair, 'score' | 'reasons'> | null {
  const named = nameScore(a.name, b.name, weight);
  const reasons = named.reason === null ? [] : [named.reason];
  let name = named.score;
  const told = Math.min(a.described.size, b.described.size) >= LEAST_WORDS;
  const shared = told ? overlap(a.described, b.described) : 0;
  const described = shared >= ALIKE ? shared : 0;
  if (described > 0)
    reasons.push(
      shared === 1
        ? 'described in the same words'
        : `${Math.floor(100 * shared)} % of the words that describe them are the same`,
    );
  else if (told && shared < 0.1 && name >= 0.75) {
    name *= 0.75;
    reasons.push('described in other words: one name may mean two things');
  }
  const related = a.relations !== '' && a.relations === b.relations;
  if (related) reasons.push('the same relations');
  let score = 1 - (1 - name) * (1 - 0.7 * described) * (related ? 0.85 : 1);
  if (a.name.digits !== b.name.digits) {
    score *= 0.6;
    reasons.push('the numbers in the names differ');
  }
  return score < LEAST_ALIKE || (named.reason === null && described === 0)
    ? null
    : { score: Math.round(1000 * score) / 1000, reasons };
}

/** Words of three letters and more, each once, without the plural's s. */
function wordsOf(text: string): Set<string> {
  const words =
    text
      .slice(0, 8_000)
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]{3,}/gu) ?? [];
  return new Set(words.slice(0, MOST_WORDS).map((word) => (/[^s]s$/u.test(word) ? word.slice(0, -1) : word)));
}

function frequencies(sets: readonly ReadonlySet<string>[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const words of sets) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
