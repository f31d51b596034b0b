import { wordsOf } from './words.ts';

/** Words that must follow each other; with `prefix` the last of them may go on. */
export interface Part {
  words: string[];
  prefix: boolean;
}

/** Tells one part from another. */
export const keyOf = ({ words, prefix }: Part): string => `${words.join(' ')}${prefix ? '*' : ''}`;

/**
 *   cust id ............. two parts, each a prefix
 *   cust_id, cust-id .... one part: "cust", then what begins with "id"
 *   "account number" .... one part of whole words
 *
 * A search as the person typed it: all parts must occur. Empty where nothing that was typed holds a letter or digit.
 */
export function partsOf(typed: string): Part[] {
  const parts = new Map<string, Part>();
  for (const found of typed.matchAll(/"([^"]*)"?|(\S+)/g)) {
    const prefix = found[1] === undefined;
    const words = wordsOf(found[1] ?? found[2] ?? '');
    if (words.length > 0) parts.set(keyOf({ words, prefix }), { words, prefix });
  }
  return withoutImplied([...parts.values()]);
}

/** Whoever types "c cu cus cust" asks for "cust" alone. */
function withoutImplied(parts: Part[]): Part[] {
  const single = (part: Part) => (part.prefix && part.words.length === 1 ? (part.words[0] ?? '') : null);
  const prefixes = parts.flatMap((part) => single(part) ?? []).toSorted();
  const implied = new Set(prefixes.filter((word, at) => prefixes[at + 1]?.startsWith(word)));
  return parts.filter((part) => !implied.has(single(part) ?? ''));
}
