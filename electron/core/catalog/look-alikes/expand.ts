import { contexts, meanings, vocabulary } from './vocabulary.ts';

/** How a token came to its words; what it costs in certainty is told in `COSTS`. */
export type How = 'plain' | 'short' | 'context' | 'parts' | 'guess' | 'unknown';

export interface Expansion {
  words: readonly string[];
  how: How;
  /** It was a plural. */
  many: boolean;
}

/** Expansions of tokens that do not hang on their neighbours; names of a bank have some ten thousand. */
const known = new Map<string, Expansion>();
const MOST_KNOWN = 50_000;

/** @param before the word before, written out; @param after the token after, as it stands; null at either end */
export function expand(token: string, before: string | null, after: string | null): Expansion {
  const fits = (side: ReadonlySet<string>, word: string | null, end: string) =>
    word === null ? side.has(end) : side.has('*') || side.has(word);
  const context = contexts.get(token)?.find((one) => fits(one.before, before, '^') && fits(one.after, after, '$'));
  if (context !== undefined) return { words: context.words, how: 'context', many: false };
  let expansion = known.get(token);
  if (expansion === undefined) {
    expansion = alone(token);
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(token, expansion);
  }
  return expansion;
}

function alone(token: string): Expansion {
  if (/^\p{N}/u.test(token)) return { words: [token], how: 'plain', many: false };
  const direct = written(token);
  if (direct !== null) return direct;
  const single = singular(token);
  if (single !== token) {
    const one = written(single);
    if (one !== null) return { ...one, many: true };
  }
  const parts = token.length >= 6 && token.length <= 40 ? partsOf(token, 4) : null;
  if (parts !== null) return { words: parts.flatMap((part) => meaning(part)), how: 'parts', many: false };
  const guessed = guess(token);
  if (guessed !== null) return { words: [guessed], how: 'guess', many: false };
  return { words: [single], how: 'unknown', many: single !== token };
}

function written(token: string): Expansion | null {
  const words = meanings.get(token);
  if (words !== undefined) return { words, how: 'short', many: false };
  return vocabulary.has(token) ? { words: [token], how: 'plain', many: false } : null;
}

/** English plurals; a word that only looks like one stays. */
function singular(token: string): string {
  if (token.length < 4 || !token.endsWith('s') || /(ss|us|is)$/.test(token)) return token;
  if (token.endsWith('ies')) return `${token.slice(0, -3)}y`;
  return /(ch|sh|s|x|z)es$/.test(token) && !vocabulary.has(token.slice(0, -1))
    ? token.slice(0, -2)
    : token.slice(0, -1);
}

/** Heads that end a name written in one: `custid`, `acctno`. */
const ENDINGS = new Map([
  ['id', 'identifier'],
  ['no', 'number'],
  ['nbr', 'number'],
  ['num', 'number'],
  ['cd', 'code'],
  ['dt', 'date'],
  ['ts', 'timestamp'],
  ['nm', 'name'],
]);

const meaning = (part: string): readonly string[] =>
  vocabulary.has(part) ? [part] : (meanings.get(part) ?? [ENDINGS.get(part) ?? part]);

/** `customeraddress`: words only, and nothing left over. Short forms of three letters are met by chance. */
function partsOf(token: string, most: number): string[] | null {
  if (most === 0) return null;
  for (let length = token.length; length >= 3; length -= 1) {
    const part = token.slice(0, length);
    if (!(vocabulary.has(part) || (length >= 4 && meanings.has(part)))) continue;
    const left = token.slice(length);
    if (left === '') return [part];
    if (ENDINGS.has(left)) return [part, left];
    const others = left.startsWith('of') ? partsOf(left.slice(2), most - 1) : null;
    if (others !== null) return [part, 'of', ...others];
    const next = partsOf(left, most - 1);
    if (next !== null) return [part, ...next];
  }
  return null;
}

/** First letter and consonants: `transaction` is `trnsctn`. */
const skeleton = (word: string): string => word.slice(0, 1) + word.slice(1).replace(/[aeiou]/g, '');
const once = (letters: string): string => letters.replace(/(.)\1/g, '$1');

/** Three letters are met by chance: `cls` is class, close and closing. */
const LEAST_BONES = 4;
const LEAST_BEGINNING = 5;

/** The word that is meant, or '' where it may be two. */
const skeletons = new Map<string, string>();
const beginnings = new Map<string, string>();
for (const word of vocabulary) {
  const bones = skeleton(word);
  for (const form of new Set([bones, once(bones)]))
    for (let length = LEAST_BONES; length <= form.length; length += 1) offer(skeletons, form.slice(0, length), word);
  for (let length = LEAST_BEGINNING; length < word.length; length += 1) offer(beginnings, word.slice(0, length), word);
}

/** A word that goes on from another is no rival: `accountant` leaves `accn` to `account`. */
function offer(to: Map<string, string>, short: string, word: string): void {
  const held = to.get(short);
  if (held === undefined || (held !== '' && held.startsWith(word))) to.set(short, word);
  else if (!word.startsWith(held) || held === '') to.set(short, '');
}

/** Consonants without vowels, or the beginning of a word: shortened, and only one word can be meant. */
function guess(token: string): string | null {
  const bare = /^[a-z][b-df-hj-np-tv-z]{3,}$/.test(token);
  const found = bare ? (skeletons.get(token) ?? skeletons.get(once(token))) : beginnings.get(token);
  return found === undefined || found === '' ? null : found;
}
