/** A stretch of text as it may be shown. */
export type Piece =
  | { kind: 'text'; text: string }
  /** A character that shows as nothing or rearranges its neighbours. */
  | { kind: 'hidden'; code: string; name: string }
  /** Combining marks piled on one letter, past what any language needs. */
  | { kind: 'marks'; count: number };

const names: Record<number, string> = {
  0x00: 'null',
  0x08: 'backspace',
  0x09: 'tab',
  0x0a: 'line feed',
  0x0d: 'carriage return',
  0x1b: 'escape',
  0x7f: 'delete',
  0xad: 'soft hyphen',
  0x61c: 'Arabic letter mark',
  0x200b: 'zero-width space',
  0x200c: 'zero-width non-joiner',
  0x200d: 'zero-width joiner',
  0x200e: 'left-to-right mark',
  0x200f: 'right-to-left mark',
  0x2028: 'line separator',
  0x2029: 'paragraph separator',
  0x202a: 'left-to-right embedding',
  0x202b: 'right-to-left embedding',
  0x202c: 'pop directional formatting',
  0x202d: 'left-to-right override',
  0x202e: 'right-to-left override',
  0x2060: 'word joiner',
  0x2066: 'left-to-right isolate',
  0x2067: 'right-to-left isolate',
  0x2068: 'first strong isolate',
  0x2069: 'pop directional isolate',
  0x3164: 'Hangul filler',
  0xfeff: 'byte order mark',
};

function nameOf(code: number): string {
  const known = names[code];
  if (known !== undefined) return known;
  if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return 'control character';
  if (code >= 0xd800 && code <= 0xdfff) return 'half of a broken pair';
  if (code >= 0xe0000 && code <= 0xe007f) return 'invisible tag';
  return 'invisible character';
}

// Joiners and selectors that real writing and emoji need are text; the same characters elsewhere are hidden.
const joining =
  '\\p{sc=Arab}\\p{sc=Deva}\\p{sc=Beng}\\p{sc=Guru}\\p{sc=Gujr}\\p{sc=Orya}\\p{sc=Taml}\\p{sc=Telu}\\p{sc=Knda}\\p{sc=Mlym}\\p{sc=Sinh}\\p{sc=Khmr}\\p{sc=Mymr}';
const HONEST = `(?<=[${joining}])[\\u200c\\u200d](?=[${joining}])|(?<=[\\p{ExtPict}\\p{EMod}]\\ufe0f?)\\u200d(?=\\p{ExtPict})|(?<=\\p{ExtPict})\\ufe0f|(?<=[0-9#*])\\ufe0f(?=\\u20e3)`;
const HIDDEN = '[\\p{Cc}\\p{Cf}\\p{Cs}\\p{DI}\\p{Zl}\\p{Zp}\\u2800]';
/** More marks than this on one letter are a weapon, not a language. */
const PILE = 6;
const SCAN = new RegExp(`(?<honest>${HONEST})|(?<hidden>${HIDDEN})|(?<=\\p{M}{${PILE}})(?<pile>\\p{M}+)`, 'gu');

/**
 * Cuts text into what can be shown as it is and what must be shown as a badge. With `lines`, line ends and tabs are
 * layout and stay; without, they are hidden characters like the others, for a name has no second line.
 */
export function pieces(text: string, { lines = false }: { lines?: boolean } = {}): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  const upTo = (end: number) => {
    if (end > from) found.push({ kind: 'text', text: text.slice(from, end) });
  };
  for (const match of text.matchAll(SCAN)) {
    const { hidden, pile } = match.groups ?? {};
    if (hidden === undefined && pile === undefined) continue;
    if (lines && (hidden === '\n' || hidden === '\t' || (hidden === '\r' && text[match.index + 1] === '\n'))) continue;
    upTo(match.index);
    from = match.index + match[0].length;
    if (pile !== undefined) {
      found.push({ kind: 'marks', count: Array.from(pile).length });
    } else {
      const code = match[0].codePointAt(0) ?? 0;
      const hex = code.toString(16).toUpperCase().padStart(4, '0');
      found.push({ kind: 'hidden', code: `U+${hex}`, name: nameOf(code) });
    }
  }
  upTo(text.length);
  return found;
}

/** The same text for places that show plain strings only, like a window's title. */
export function plain(text: string, limit = 200): string {
  const shown = pieces(clip(text, limit))
    .map((piece) => {
      if (piece.kind === 'text') return piece.text;
      return piece.kind === 'hidden' ? `[${piece.code}]` : `[+${piece.count} marks]`;
    })
    .join('');
  return text.length > limit ? `${shown}…` : shown;
}

/** The first `limit` UTF-16 units at most, never half of a pair. */
export function clip(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const last = text.charCodeAt(limit - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? limit - 1 : limit);
}
