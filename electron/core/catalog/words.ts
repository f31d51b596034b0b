/**
 * What the full-text index holds of a name: the name itself, and its parts where case or digits divide it, so that
 * "customer" finds `customerID` and `CustID2` is found by "cust". The tokenizer itself divides at `_`, `-` and `.`.
 */
export function words(name: string): string {
  const divided = name
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .replace(/(\p{L})(\d)/gu, '$1 $2');
  return divided === name ? name : `${name} ${divided}`;
}

/** No text of one asset may fill the index: what lies beyond is still shown, only not searched. */
export const MOST_INDEXED = 200_000;

/**
 * A search as the person typed it, in the language of FTS5: every word a prefix, a quoted run a phrase; all must occur.
 * Null where there is nothing to look for.
 */
export function matchFor(typed: string): string | null {
  const parts: string[] = [];
  for (const found of typed.matchAll(/"([^"]*)"?|(\S+)/g)) {
    const phrase = found[1];
    // A quote would end the phrase, and a NUL the whole query.
    const text = (phrase ?? found[2] ?? '').replace(/["\0]/g, ' ');
    // A part without a letter or digit has no token and would make FTS5 find nothing at all.
    if (!/[\p{L}\p{N}]/u.test(text)) continue;
    parts.push(phrase === undefined ? `"${text}"*` : `"${text}"`);
  }
  return parts.length === 0 ? null : parts.join(' ');
}

const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const tokens = (text: string): string[] =>
  fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((token) => token !== '');

/** Does a name hold one of the words that were typed? For showing which columns made an asset match. */
export function wordTest(typed: string): (name: string) => boolean {
  const sought = tokens(typed);
  return (name) => {
    const held = tokens(words(name));
    return sought.some((word) => held.some((token) => token.startsWith(word)));
  };
}
