/** No name needs more than this (characters, tokens) to be told from others; one that goes on is never read as words. */
export const LONGEST_NAME = 256;
const MOST_TOKENS = 24;

export interface Tokens {
  /** Lower-case, without accents; letters or digits, never both. */
  tokens: readonly string[];
  /** False where the name is longer than is read. */
  whole: boolean;
}

const UMLAUTS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', Ä: 'Ae', Ö: 'Oe', Ü: 'Ue', ß: 'ss' };

/** Umlauts as German writes them without; other accents off; what cannot be seen is gone. */
function fold(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .normalize('NFKC')
    .replace(/[äöüÄÖÜß]/g, (letter) => UMLAUTS[letter] ?? letter)
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC');
}

/**
 *   customerID ── customer · ID      HTTPServer ── HTTP · Server      IDs ── ID
 *   E_MAIL_ADDR ── E · MAIL · ADDR   line2 ── line · 2                Währung ── Waehrung
 *
 * A name in its pieces: case, digits and whatever is neither divide it.
 */
export function tokensOf(name: string): Tokens {
  const cut = name.slice(0, LONGEST_NAME);
  const ascii = /^[\0-\x7f]*$/.test(cut);
  const text = (ascii ? cut : fold(cut)).replace(/([A-Z]{2,})s(?![a-z])/g, '$1');
  const pieces = ascii
    ? text.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+/g)
    : text.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|[\p{Lo}\p{Lm}\p{Lt}\p{M}]+|\p{N}+/gu);
  const tokens = (pieces ?? []).slice(0, MOST_TOKENS).map((piece) => piece.toLowerCase());
  return { tokens, whole: name.length <= LONGEST_NAME && (pieces?.length ?? 0) <= MOST_TOKENS };
}
