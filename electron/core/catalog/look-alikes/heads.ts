import type { Family } from './family.ts';
import { identified } from './vocabulary.ts';

/** Told once per step of a reading: what it takes from certainty (0 to 1), and in words what was done. */
export type Say = (cost: number, words: string) => void;

/** What a name says the value is, where names say it in several ways; `when` is a date or a moment. */
export type Head = 'identifier' | 'number' | 'code' | 'key' | 'reference' | 'when' | 'flag' | '';

const HEADS: Readonly<Record<Exclude<Head, ''>, readonly string[]>> = {
  identifier: ['identifier'],
  number: ['number'],
  code: ['code'],
  key: ['key'],
  reference: ['reference'],
  when: ['date', 'timestamp'],
  flag: ['flag', 'indicator', 'bool', 'boolean', 'yn'],
};
const heads = new Map(Object.entries(HEADS).flatMap(([head, words]) => words.map((word) => [word, head as Head])));

const ASKING: ReadonlySet<string> = new Set(['is', 'has', 'was', 'are', 'can']);

/** What happened, worded in several ways before a date, and before who did it. */
const HAPPENED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    created: 'create creation',
    updated: 'update modify modified modification change changed',
    opened: 'open opening',
    closed: 'close closing closure',
    issued: 'issue issuance',
    booked: 'book booking',
    posted: 'post posting',
    settled: 'settle settlement',
    start: 'begin beginning started',
    end: 'ended',
    effective: 'effect',
    submitted: 'submission submit',
    cancelled: 'cancel cancellation',
    approved: 'approve approval',
    received: 'receive',
    processed: 'process processing',
    deleted: 'delete deletion',
    paid: 'pay payment',
  }).flatMap(([word, others]) => others.split(' ').map((other) => [other, word] as const)),
);

interface Headed {
  words: readonly string[];
  head: Head;
}

/** @param points whether the name began with what marks a key that points at something */
export function headed(words: readonly string[], family: Family, points: boolean, say?: Say): Headed {
  const found = headOf(byWhom(words), family, say);
  if (found.head === '' && points) {
    say?.(0.05, 'what a key points at is its identifier');
    return { words: found.words, head: 'identifier' };
  }
  if (found.head === 'when') return { words: happened(found.words, say), head: 'when' };
  const noun = found.words.at(-1);
  if (noun !== undefined && identified.get(noun)?.has(found.head) === true) {
    say?.(0.05, `“${found.head}” reads like identifier behind ${noun}`);
    return { words: found.words, head: 'identifier' };
  }
  return found;
}

function headOf(words: readonly string[], family: Family, say?: Say): Headed {
  if (words.length > 1 && ASKING.has(words[0] ?? '')) {
    say?.(0.02, `“${words[0]}” asks for yes or no`);
    const asked = words.slice(1);
    return { words: heads.get(asked.at(-1) ?? '') === 'flag' ? asked.slice(0, -1) : asked, head: 'flag' };
  }
  const last = words.at(-1) ?? '';
  const before = words.at(-2) ?? '';
  const head = heads.get(last);
  if (head !== undefined) return { words: words.slice(0, -1), head };
  if (last === 'n' && before === 'y') return { words: words.slice(0, -2), head: 'flag' };
  const moment = (last === 'at' || last === 'on') && /(ed|sent|paid|made|seen)$/.test(before);
  if (moment || (last === 'time' && family === 'time' && words.length > 1)) {
    say?.(0.03, `“${last}” says when`);
    return { words: words.slice(0, -1), head: 'when' };
  }
  return implied(words, family, say);
}

/** A name without a head may have it in its type: `active boolean`, `maturity date`. */
function implied(words: readonly string[], family: Family, say?: Say): Headed {
  if (family === 'boolean') {
    say?.(0.05, 'its type asks for yes or no');
    return { words, head: 'flag' };
  }
  if (family === 'time') {
    say?.(0.05, 'its type says when');
    return { words, head: 'when' };
  }
  return { words, head: '' };
}

/** `last modified by` and `upd by` say `updated by`. */
function byWhom(words: readonly string[]): readonly string[] {
  return words.at(-1) === 'by' && words.length > 1 ? [...happened(words.slice(0, -1)), 'by'] : words;
}

function happened(words: readonly string[], say?: Say): readonly string[] {
  const last = words.at(-1) ?? '';
  const stem = HAPPENED.get(last) ?? last;
  if (stem !== last) say?.(0.03, `“${last}” before a date is ${stem}`);
  const others = words.slice(0, -1);
  // The last time that something was changed is when it was changed.
  if (stem === 'updated' && others.at(-1) === 'last') others.pop();
  return words.length === 0 ? words : [...others, stem];
}
