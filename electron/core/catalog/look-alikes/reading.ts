import { hash } from 'node:crypto';
import { expand, type How } from './expand.ts';
import type { Family } from './family.ts';
import { headed, type Head, type Say } from './heads.ts';
import { tokensOf } from './tokens.ts';
import { absorbed, empty, kinds, phrases, prefixes, vocabulary } from './vocabulary.ts';

export interface Reading {
  /** The same for names that say the same: `customer/identifier`, `email verified/flag`. */
  key: string;
  /** What it is about, written out. */
  words: readonly string[];
  head: Head;
  /** No word of it is known: nothing was understood, only compared. */
  opaque: boolean;
  /** It says what kind of value, not of what: `id`, `name`, `status_code`. */
  vague: boolean;
}

const COSTS: Readonly<Record<How, number>> = {
  plain: 0,
  short: 0.02,
  context: 0.05,
  parts: 0.04,
  guess: 0.15,
  unknown: 0,
};

/** Keys beyond this are told by their hash. */
const LONGEST_KEY = 96;

/**
 *   fk_CUST_NO ─ pieces ── fk·cust·no ─ written out ── customer·number ─ head ── customer / identifier
 *
 * What a name says, from the name and its kind of value alone: the same on every machine, and in any order of reading.
 */
export function read(name: string, family: Family, say?: Say): Reading {
  const { tokens, whole } = tokensOf(name);
  if (!whole || tokens.length === 0) return unreadable(name, family);
  const { rest, points } = withoutPrefix(tokens, say);
  const out = writtenOut(rest, say);
  const { words, head } = headed(inPhrases(turned(out.words, out.many)), family, points, say);
  const qualifiers = words.filter((word, at) => word !== words[at - 1]);
  const side = sideOf(head, family);
  const key = `${qualifiers.join(' ')}/${head}${side === '' ? '' : `/${side}`}`;
  const vague = qualifiers.every((word) => kinds.has(word) || /^\p{N}/u.test(word));
  return {
    key: key.length > LONGEST_KEY ? hashed(key) : key,
    words: qualifiers,
    head,
    opaque: !vague && !qualifiers.some((word) => !kinds.has(word) && vocabulary.has(word)),
    vague,
  };
}

/** Too long, or without a letter: alike is only what is spelt the same. */
function unreadable(name: string, family: Family): Reading {
  return { key: hashed(`${name}/${sideOf('', family)}`), words: [], head: '', opaque: name !== '', vague: name === '' };
}

const hashed = (text: string): string => `#${hash('sha256', text, 'base64url').slice(0, 22)}`;

/** Values that never mean the same as others by the same name: true or false, structures, times that are no dates. */
function sideOf(head: Head, family: Family): string {
  if (family === 'complex') return 'structure';
  if (head === 'flag') return '';
  if (family === 'clock') return 'time of day';
  if (family === 'boolean') return 'true or false';
  return family === 'time' && head !== 'when' ? 'time' : '';
}

/** What the load or the database wrote before the name. A foreign or primary key points at what identifies. */
function withoutPrefix(tokens: readonly string[], say?: Say): { rest: readonly string[]; points: boolean } {
  let from = 0;
  let points = false;
  while (from < tokens.length - 1) {
    const token = tokens[from] ?? '';
    const next = tokens[from + 1] ?? '';
    // Of a source system and a source table something is said; src_ before anything else is where the row came from.
    if (!prefixes.has(token) || (token === 'src' && /^(sys|file|tab|tbl)/.test(next))) break;
    const pointing = token === 'fk' || token === 'pk';
    // What would be left says only what kind of value it is: then the prefix is all that says of what.
    const left = from === tokens.length - 2 ? (expand(next, null, null).words.at(-1) ?? '') : '';
    if (!pointing && (ENDS.has(left) || left === 'no')) break;
    points ||= pointing;
    say?.(0.02, `“${token}” is a technical prefix`);
    from += 1;
  }
  return { rest: from === 0 ? tokens : tokens.slice(from), points };
}

function writtenOut(tokens: readonly string[], say?: Say): { words: string[]; many: boolean } {
  const words: string[] = [];
  let many = false;
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at] ?? '';
    const expansion = expand(token, words.at(-1) ?? null, tokens[at + 1] ?? null);
    words.push(...expansion.words);
    ({ many } = expansion);
    if (say !== undefined && expansion.how !== 'plain' && expansion.how !== 'unknown')
      say(COSTS[expansion.how], told(token, expansion.words.join(' '), expansion.how));
  }
  return { words, many };
}

function told(token: string, words: string, how: How): string {
  if (how === 'guess') return `“${token}” is probably ${words}`;
  return how === 'context' ? `“${token}” is ${words} here` : `“${token}” is ${words}`;
}

const LEADING: ReadonlySet<string> = new Set(['date', 'timestamp', 'identifier', 'code', 'amount', 'flag']);
const ENDS: ReadonlySet<string> = new Set([...LEADING, 'number', 'key', 'reference', 'time', 'indicator', ...kinds]);

/**
 *   date of birth ── birth date          number of accounts, num_accounts ── account count
 *   id_customer ──── customer id         terms of the contract ───────────── contract term
 */
function turned(words: readonly string[], many: boolean): string[] {
  const of = words.indexOf('of');
  if (of > 0 && of < words.length - 1) {
    const before = words.slice(0, of - 1);
    const what = words[of - 1] === 'number' ? 'count' : (words[of - 1] ?? '');
    const after = words.slice(of + 1).filter((word) => word !== 'of');
    const tail =
      after.length > 1 && /^(flag|indicator|code|identifier)$/.test(after.at(-1) ?? '') ? after.splice(-1) : [];
    return [...before, ...after, what, ...tail].filter((word) => !empty.has(word));
  }
  const full = words.filter((word) => !empty.has(word));
  const [first = '', ...others] = full.length === 0 ? words : full;
  const last = others.at(-1);
  if (last === undefined) return [first];
  if (first === 'number' && many) return [...others, 'count'];
  return LEADING.has(first) && !ENDS.has(last) ? [...others, first] : [first, ...others];
}

function inPhrases(words: readonly string[]): string[] {
  const out: string[] = [];
  for (let at = 0; at < words.length; ) {
    const word = words[at] ?? '';
    const phrase = phrases.get(word)?.find(({ from }) => from.every((one, ahead) => words[at + ahead] === one));
    const next = phrase?.to ?? [word];
    at += phrase?.from.length ?? 1;
    for (const one of next) if (absorbed.get(out.at(-1) ?? '')?.has(one) !== true) out.push(one);
  }
  return out;
}
