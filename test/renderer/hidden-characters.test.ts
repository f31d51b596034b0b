import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clip, type Piece, pieces, plain } from '#renderer/ui/hidden-characters.ts';

const badges = (found: Piece[]) => found.flatMap((piece) => (piece.kind === 'hidden' ? [piece.code] : []));
const shown = (found: Piece[]) => found.map((piece) => (piece.kind === 'text' ? piece.text : '')).join('');

describe('hidden characters', () => {
  it.each([
    ['right-to-left override', 'invoice\u202Egpj.exe', 'U+202E'],
    ['isolate', 'a\u2066b', 'U+2066'],
    ['zero-width space', 'cus\u200Btomer', 'U+200B'],
    ['byte order mark', '\uFEFFid', 'U+FEFF'],
    ['soft hyphen', 'pass\u00ADword', 'U+00AD'],
    ['null', 'a\0b', 'U+0000'],
    ['escape', 'a\u001B[31mb', 'U+001B'],
    ['C1 control', 'a\u0085b', 'U+0085'],
    ['line separator', 'a\u2028b', 'U+2028'],
    ['Hangul filler', 'a\u3164b', 'U+3164'],
    ['blank braille', 'a\u2800b', 'U+2800'],
    ['tag', 'a\u{E0041}b', 'U+E0041'],
    ['variation selector after a letter', 'a\uFE0Fb', 'U+FE0F'],
    ['lone surrogate', 'a\uD800b', 'U+D800'],
    ['joiner between Latin letters', 'ad\u200Dmin', 'U+200D'],
  ])('shows a badge for a %s', (_name, text, code) => {
    expect(badges(pieces(text))).toEqual([code]);
  });

  it.each([
    ['family emoji', '👩‍👩‍👧'],
    ['heart with selector', '❤️'],
    ['keycap', '1️⃣'],
    ['Persian with non-joiner', 'می‌خواهم'],
    ['Hindi with joiner', 'क्‍ष'],
    ['combining accents', 'naïve résumé'],
    ['Vietnamese', 'Khách hàng'],
  ])('leaves honest writing alone: %s', (_name, text) => {
    expect(pieces(text)).toEqual([{ kind: 'text', text }]);
  });

  it('counts line ends and tabs as layout only where there are lines', () => {
    expect(badges(pieces('a\r\nb\tc', { lines: true }))).toEqual([]);
    expect(badges(pieces('a\r\nb\tc'))).toEqual(['U+000D', 'U+000A', 'U+0009']);
    expect(badges(pieces('a\rb', { lines: true }))).toEqual(['U+000D']);
  });

  it('cuts a pile of combining marks', () => {
    const found = pieces(`Z${'\u0301'.repeat(500)}algo`);
    expect(found).toContainEqual({ kind: 'marks', count: 494 });
    expect(shown(found)).toBe(`Z${'\u0301'.repeat(6)}algo`);
  });

  it('never shows a control, bidi or zero-width character, and loses no other', () => {
    const nasty = fc.constantFrom('\u202E', '\u200B', '\u2069', '\0', '\u001B', '\uFEFF', '\u00AD');
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string({ unit: 'grapheme-ascii' }), nasty)), (parts) => {
        const text = parts.join('');
        const visible = shown(pieces(text));
        expect(visible).toBe(text.replace(/[\p{Cc}\p{Cf}]/gu, ''));
      }),
    );
  });

  it('does not throw on any string, broken pairs included', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (text, lines) => {
        pieces(text, { lines });
        plain(text);
      }),
    );
  });

  it('takes a megabyte in its stride', () => {
    const text = 'customer\u200B '.repeat(100_000);
    const begun = performance.now();
    pieces(text);
    pieces('\u0301'.repeat(1_000_000));
    expect(performance.now() - begun).toBeLessThan(3_000);
  });

  it('clips without halving a pair', () => {
    expect(clip('a😀b', 2)).toBe('a');
    expect(clip('a😀b', 3)).toBe('a😀');
    expect(clip('abc', 5)).toBe('abc');
  });

  it('tells hidden characters in plain strings too', () => {
    expect(plain('x\u202Ey')).toBe('x[U+202E]y');
    expect(plain('x'.repeat(300), 10)).toBe(`${'x'.repeat(10)}…`);
  });
});
