import { hash } from 'node:crypto';
import { ABBREVIATIONS } from './abbreviations.ts';
import { IN_CONTEXT } from './in-context.ts';
import { ABSORBED, EMPTY, IDENTIFIED, KINDS, NEAR, PHRASES, PREFIXES, SAME, WORDS } from './words.ts';

const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '');
const list = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');
const pairs = (text: string): [string, string][] =>
  lines(text).map((line) => {
    const at = line.indexOf(':');
    return [line.slice(0, at), line.slice(at + 1).trim()];
  });

/** A short form that means `words` beside some neighbours. */
export interface Context {
  words: readonly string[];
  before: ReadonlySet<string>;
  after: ReadonlySet<string>;
}

/** What a short form stands for wherever it stands. */
export const meanings: ReadonlyMap<string, readonly string[]> = new Map(
  [...pairs(ABBREVIATIONS), ...pairs(SAME)].flatMap(([meaning, shorts]) =>
    list(shorts).map((short) => [short, list(meaning)] as const),
  ),
);

export const contexts: ReadonlyMap<string, readonly Context[]> = Map.groupBy(
  lines(IN_CONTEXT).map((line) => {
    const [short = '', rest = ''] = line.split(' = ');
    const [words = '', sides = ''] = rest.split(' < ');
    const [before = '', after = ''] = sides.split(' | ');
    return { short, words: list(words), before: new Set(list(before)), after: new Set(list(after)) };
  }),
  ({ short }) => short,
);

export const kinds: ReadonlySet<string> = new Set(list(KINDS));
export const empty: ReadonlySet<string> = new Set(list(EMPTY));
export const prefixes: ReadonlySet<string> = new Set(list(PREFIXES));

/** Phrases by their first word, the longest first. */
export const phrases: ReadonlyMap<string, readonly { from: readonly string[]; to: readonly string[] }[]> = new Map(
  [
    ...Map.groupBy(
      pairs(PHRASES).flatMap(([to, froms]) => froms.split(', ').map((from) => ({ from: list(from), to: list(to) }))),
      ({ from }) => from[0] ?? '',
    ),
  ].map(([first, all]) => [first, all.toSorted((a, b) => b.from.length - a.from.length)]),
);

const byNoun = (text: string): ReadonlyMap<string, ReadonlySet<string>> =>
  new Map(pairs(text).flatMap(([nouns, words]) => list(nouns).map((noun) => [noun, new Set(list(words))] as const)));
export const absorbed = byNoun(ABSORBED);
export const identified = byNoun(IDENTIFIED);

const nearGroups = lines(NEAR).map((line) => new Set(list(line)));
export const areNear = (a: string, b: string): boolean => nearGroups.some((group) => group.has(a) && group.has(b));

/** Every word that stands for itself. */
export const vocabulary: ReadonlySet<string> = new Set([
  ...list(WORDS),
  ...kinds,
  ...[...meanings.values()].flat(),
  ...[...contexts.values()].flatMap((all) => all.flatMap(({ words }) => words)),
  ...[...phrases.values()].flatMap((all) => all.flatMap(({ to }) => to)),
]);

/** Which edition of the tables a reading was made with: what was kept by another is read again. */
export const EDITION = hash(
  'sha256',
  JSON.stringify([
    'reading 1',
    ABBREVIATIONS,
    IN_CONTEXT,
    ABSORBED,
    EMPTY,
    IDENTIFIED,
    KINDS,
    NEAR,
    PHRASES,
    PREFIXES,
    SAME,
    WORDS,
  ]),
  'base64url',
).slice(0, 22);
