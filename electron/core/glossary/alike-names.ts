import { expand } from '../catalog/look-alikes/expand.ts';
import { tokensOf } from '../catalog/look-alikes/tokens.ts';
import { empty, phrases, vocabulary } from '../catalog/look-alikes/vocabulary.ts';

/** What a term's name says. */
export interface Name {
  /** As it is written, but for case, blanks and marks. */
  letters: string;
  /** Written out, each in the singular; without words that mean nothing by themselves. */
  words: readonly string[];
  set: ReadonlySet<string>;
  /** The words in one text, as they stand and in the order of the alphabet. */
  said: string;
  sorted: string;
  /** Its numbers in their order. */
  digits: string;
  /** First letters of its words, with and without those that mean nothing; none where there are fewer than three. */
  initials: readonly string[];
  /** What may be the first letters of another. */
  acronym: string | null;
}

export function readName(name: string): Name {
  const { tokens } = tokensOf(name);
  const out: string[] = [];
  for (const [at, token] of tokens.entries())
    out.push(...expand(token, out.at(-1) ?? null, tokens[at + 1] ?? null).words);
  const words = inPhrases(out).filter((word) => !empty.has(word));
  const initials = [tokens, tokens.filter((token) => !empty.has(token))]
    .filter((all) => all.length >= 3)
    .map((all) => all.map((token) => token[0]).join(''));
  const [only] = tokens;
  return {
    letters: tokens.join(''),
    words,
    set: new Set(words),
    said: words.join(' '),
    sorted: words.toSorted().join(' '),
    digits: tokens.filter((token) => /^\p{N}/u.test(token)).join(' '),
    initials: [...new Set(initials)],
    acronym: tokens.length === 1 && only !== undefined && /^\p{L}{3,8}$/u.test(only) ? only : null,
  };
}

function inPhrases(words: readonly string[]): string[] {
  const said: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const phrase = phrases
      .get(words[at] ?? '')
      ?.find(({ from }) => from.every((word, further) => words[at + further] === word));
    said.push(...(phrase?.to ?? [words[at] ?? '']));
    at += (phrase?.from.length ?? 1) - 1;
  }
  return said;
}

/** How much two names say the same, 0 to 1, and why. @param weight how much a word tells, by how rare it is */
export function nameScore(
  a: Name,
  b: Name,
  weight: (word: string) => number,
): { score: number; reason: string | null } {
  if (a.letters === b.letters && a.letters !== '') return { score: 1, reason: 'the same name' };
  if (a.said !== '' && a.sorted === b.sorted)
    return a.said === b.said
      ? { score: 0.95, reason: `both names are “${a.said}” when they are written out` }
      : { score: 0.85, reason: 'the same words in another order' };
  const [acronym, spelt] = a.acronym !== null && b.initials.includes(a.acronym) ? [a, b] : [b, a];
  if (acronym.acronym !== null && spelt.initials.includes(acronym.acronym))
    return { score: 0.75, reason: `“${acronym.acronym.toUpperCase()}” may stand for the first letters of the other` };
  const typos = typosBetween(a, b);
  if (typos !== null)
    return {
      score: typos === 1 ? 0.88 : 0.78,
      reason: `spelt almost the same: ${typos === 1 ? 'one letter differs' : 'two letters differ'}`,
    };
  const shared = overlap(a.set, b.set, weight);
  return shared < 0.5
    ? { score: 0.7 * shared, reason: null }
    : { score: 0.7 * shared, reason: 'the names have most words in common' };
}

/** 1 or 2 letters by which two names differ; null where they differ by more, by numbers, or by words that both exist. */
function typosBetween(a: Name, b: Name): number | null {
  const least = Math.min(a.letters.length, b.letters.length);
  const most = least >= 10 ? 2 : 1;
  if (least < 5 || a.digits !== b.digits || Math.abs(a.letters.length - b.letters.length) > most) return null;
  const apart = distance(a.letters, b.letters, most);
  if (apart === null || apart === 0) return null;
  const differ = [...a.words.filter((word) => !b.set.has(word)), ...b.words.filter((word) => !a.set.has(word))];
  return differ.length > 1 && differ.every((word) => vocabulary.has(word)) ? null : apart;
}

/** Edits, swapped neighbours being one (optimal string alignment); null where there are more than `most`. */
export function distance(a: string, b: string, most: number): number | null {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_none, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let edits = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        edits = Math.min(edits, (before[j - 2] ?? 0) + 1);
      row.push(edits);
      least = Math.min(least, edits);
    }
    if (least > most) return null;
    [before, last] = [last, row];
  }
  const edits = last[b.length] ?? 0;
  return edits > most ? null : edits;
}

/** How much of two sets is in both, by weight: 0 to 1. */
export function overlap(
  a: ReadonlySet<string>,
  b: ReadonlySet<string>,
  weight: (word: string) => number = () => 1,
): number {
  let both = 0;
  let all = 0;
  for (const word of a) {
    const counts = weight(word);
    all += counts;
    if (b.has(word)) both += counts;
  }
  for (const word of b) if (!a.has(word)) all += weight(word);
  return all === 0 ? 0 : both / all;
}
