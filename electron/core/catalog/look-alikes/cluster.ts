import { hash } from 'node:crypto';
import { wordsOf } from '../search/words.ts';
import { familyOf } from './family.ts';
import type { Head, Say } from './heads.ts';
import { read } from './reading.ts';
import { areNear, kinds, vocabulary } from './vocabulary.ts';

/** What columns of many tables have in common: all with the same signature are one. Strangers' text. */
export interface Signature {
  name: string;
  dataType: string;
  businessName: string | null;
  description: string | null;
  /** Ids of the terms it carries, in any order. */
  terms: readonly string[];
}

export interface Place {
  /** The cell it belongs to: what it says, written out. */
  cell: string;
  /** Which of its names says so. */
  by: 'name' | 'business name';
  /** What its business name says; null where that is nothing certain. */
  business: string | null;
}

/**
 *   cust_no ──────────────────────────── customer/identifier   the name is understood: it decides
 *   XKDN7, “Customer identifier” ─────── customer/identifier   it is not: the business name decides
 *   id, “Customer identifier” ────────── customer/identifier   it names only a kind: the same
 *   id ───────────────────────────────── /identifier           alike, yet nobody knows of what
 */
export function placeOf({ name, dataType, businessName }: Signature): Place {
  const family = familyOf(dataType);
  const own = read(name, family);
  const told = businessName === null ? null : read(businessName, family);
  const business = told === null || told.vague || told.opaque ? null : told.key;
  return business !== null && (own.vague || own.opaque)
    ? { cell: business, by: 'business name', business }
    : { cell: own.key, by: 'name', business };
}

/** Fewer distinct words say the same of many things: “The status of the account”. */
const LEAST_WORDS = 5;
const LONGEST_DESCRIPTION = 1000;

/** The same for descriptions of the same words; '' for one that says too little to be evidence. */
export function descriptionKey(description: string | null): string {
  if (description === null) return '';
  const words = wordsOf(description.slice(0, LONGEST_DESCRIPTION));
  if (new Set(words).size < LEAST_WORDS) return '';
  const length = description.length > LONGEST_DESCRIPTION ? description.length : 0;
  return hash('sha256', `${length} ${words.join(' ')}`, 'base64url').slice(0, 22);
}

/** What may join two cells, the surest first. */
export type Evidence = 'business name' | 'description' | 'terms';
export const EVIDENCE: readonly Evidence[] = ['business name', 'description', 'terms'];

interface Cell {
  words: readonly string[];
  head: Head;
  side: string;
  opaque: boolean;
  vague: boolean;
}

function cellOf(key: string): Cell | null {
  if (key.startsWith('#')) return null;
  const [said = '', head = '', side = ''] = key.split('/');
  const words = said === '' ? [] : said.split(' ');
  const vague = words.every((word) => kinds.has(word) || isNumber(word));
  const opaque = !vague && !words.some((word) => !kinds.has(word) && vocabulary.has(word));
  return { words, head: head as Head, side, opaque, vague };
}

/** Whether the keys say the same kind of value; where not, a term that both carry is too wide to join anything. */
export const sameHead = (a: string, b: string): boolean => cellOf(a)?.head === cellOf(b)?.head;

export const isVague = (key: string): boolean => cellOf(key)?.vague ?? key === NAMELESS;
const NAMELESS = read('', 'unknown').key;

/**
 * Whether evidence may join two cells: nothing that is understood of the one contradicts the other.
 *
 *   customer/identifier  client/identifier ... near words: yes         first name/  last name/ ... no
 *   customer/identifier  kdnr/ ............... not understood: yes,    address line 1/  address line 2/ ... no
 *                                              from a description
 */
export function mayJoin(one: string, other: string, by: Evidence): boolean {
  const a = cellOf(one);
  const b = cellOf(other);
  if (a === null || b === null || a.vague || b.vague || a.side !== b.side) return false;
  if (a.opaque || b.opaque) return by !== 'terms' && a.opaque !== b.opaque && headsMeet(a, b);
  const numbers = (cell: Cell) => cell.words.filter(isNumber).toSorted().join(' ');
  if (numbers(a) !== numbers(b)) return false;
  if (a.head !== b.head && (by === 'terms' || !areNear(a.head, b.head))) return false;
  const onlyA = a.words.filter((word) => !b.words.includes(word));
  const onlyB = b.words.filter((word) => !a.words.includes(word));
  if (onlyA.length === 0 || onlyB.length === 0) return onlyA.length === onlyB.length;
  const strange = (words: readonly string[]) => words.some((word) => !vocabulary.has(word));
  if (strange(onlyA) || strange(onlyB)) return by !== 'terms' && strange(onlyA) !== strange(onlyB);
  const near = (words: readonly string[], others: readonly string[]) =>
    words.every((word) => others.some((next) => areNear(word, next)));
  return near(onlyA, onlyB) && near(onlyB, onlyA);
}

/** What is not understood may be of any head, only not of another than the one it has. */
const headsMeet = (a: Cell, b: Cell): boolean =>
  a.head === b.head || areNear(a.head, b.head) || (a.opaque ? a.head === '' : b.head === '');

const isNumber = (word: string): boolean => /^\p{N}/u.test(word);

const HEAD_WORDS: Readonly<Record<Head, string>> = {
  identifier: 'identifier',
  number: 'number',
  code: 'code',
  key: 'key',
  reference: 'reference',
  when: 'date',
  flag: 'flag',
  '': '',
};

/** What a cell says, for a person; null where only the names themselves can say it. */
export function titleOf(key: string): string | null {
  const cell = cellOf(key);
  if (cell === null || cell.opaque) return null;
  const title = [...cell.words, HEAD_WORDS[cell.head]].filter((word) => word !== '').join(' ');
  return cell.side === '' ? title : `${title} (${cell.side})`;
}

/** Cells of one cluster in the order in which they may lead it: those that are understood first. */
export function leads(a: string, b: string): boolean {
  const rank = (key: string) => (key.startsWith('#') ? 2 : cellOf(key)?.opaque === true ? 1 : 0);
  return rank(a) - rank(b) < 0 || (rank(a) === rank(b) && a < b);
}

/** A stranger's name in a sentence: without what cannot be seen, and not for ever. */
export function shown(name: string): string {
  const plain = name
    .slice(0, 400)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}`]/gu, '')
    .trim();
  return plain.length > 80 ? `${Array.from(plain).slice(0, 79).join('')}…` : plain;
}

/** The steps from the name to what the cell says: how sure (0 to 1), and why, in plain words. */
export function reasonOf(signature: Signature, { by, cell }: Place): { score: number; reason: string } {
  let score = 1;
  const steps: string[] = [];
  const say: Say = (cost, words) => {
    score -= cost;
    steps.push(words);
  };
  if (by === 'business name')
    say(0.15, `the name alone does not say it, its business name “${shown(signature.businessName ?? '')}” does`);
  const family = familyOf(signature.dataType);
  read(by === 'name' ? signature.name : (signature.businessName ?? ''), family, say);
  const title = titleOf(cell);
  if (isVague(cell)) {
    score = Math.min(score, 0.4);
    steps.push('it says what kind of value it is, not of what');
  } else if (title === null) steps.push('not understood, alike is only what is spelt so');
  else if (steps.length === 0) steps.push(`it says ${title} in plain words`);
  return { score: Math.max(0.1, score), reason: steps.join(', ') };
}
