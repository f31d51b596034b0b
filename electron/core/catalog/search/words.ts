/** No text of one asset may fill the index: what lies beyond (in characters) is still shown, only not searched. */
export const MOST_INDEXED = 200_000;

/** Stands between texts that are indexed together, so that no phrase is found across them. */
export const GAP = '';

const fold = (text: string): string =>
  /^[\0-\x7f]*$/.test(text)
    ? text.toLowerCase()
    : text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ς', 'σ');

/** The words of a text: letters and digits, without case and accents. */
export const wordsOf = (text: string): string[] => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/**
 * The words of a name, then those of its parts where case or digits divide it, so that "customer" finds `customerID`
 * and `CustID2` is found by "cust".
 */
export function wordsOfName(name: string): string[] {
  const divided = name
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .replace(/(\p{L})(\d)/gu, '$1 $2');
  return divided === name ? wordsOf(name) : [...wordsOf(name), GAP, ...wordsOf(divided)];
}
