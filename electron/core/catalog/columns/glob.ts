/**
 * Whether a whole name fits a pattern: * is any text, ? any one character, all else itself; without case.
 *
 *   c?st_*  fits  CUST_EMAIL          *  is met first as nothing, then as one character more, …
 *
 * It goes back to the last * only, so that no pattern takes more than pattern times name.
 */
export function globOf(pattern: string): (folded: string) => boolean {
  const signs = Array.from(folded(pattern.replace(/\*{2,}/g, '*')));
  const literal = signs.slice(1, -1);
  if (
    signs.length > 2 &&
    signs[0] === '*' &&
    signs.at(-1) === '*' &&
    !literal.some((sign) => sign === '*' || sign === '?')
  ) {
    const within = literal.join('');
    return (name) => name.includes(within);
  }
  return (name) => fits(signs, isPlain(name) ? name : Array.from(name));
}

/** As names are compared by patterns. */
export const folded = (name: string): string => name.normalize('NFC').toLowerCase();

const isPlain = (text: string): boolean => /^[\0-\x7f]*$/.test(text);

function fits(signs: readonly string[], name: string | readonly string[]): boolean {
  let sign = 0;
  let at = 0;
  let star = -1;
  let from = 0;
  while (at < name.length) {
    if (signs[sign] === '*') {
      star = sign;
      from = at;
      sign += 1;
    } else if (sign < signs.length && (signs[sign] === '?' || signs[sign] === name[at])) {
      sign += 1;
      at += 1;
    } else if (star >= 0) {
      from += 1;
      at = from;
      sign = star + 1;
    } else return false;
  }
  while (signs[sign] === '*') sign += 1;
  return sign === signs.length;
}
