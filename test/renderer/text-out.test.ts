import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toTsv } from '#renderer/ui/copying.ts';

describe('rows as text', () => {
  it('quote what would break a cell', () => {
    expect(toTsv([['a', 'b\tc', 'd"e', 'f\ng']])).toBe('a\t"b\tc"\t"d""e"\t"f\ng"');
    expect(toTsv([['a'], ['b']])).toBe('a\r\nb');
  });

  it.each(['=1+1', '+1+1', '@SUM(A1)', '-cmd', '＝1', ' =1', '\u00A0=1', '\uFEFF=1', '\u200B=1', '\t=1'])(
    'start no formula: %j',
    (text) => {
      expect(toTsv([[text]]).replace(/^"/, '')).toMatch(/^'/);
    },
  );

  it('leave numbers alone', () => {
    expect(toTsv([['-5', '-12.5', '3']])).toBe('-5\t-12.5\t3');
  });

  it('keep as many cells as there were', () => {
    const cell = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1 }), (rows) => {
        // A reader of its own: quotes open and close, tabs and CRLF outside of them separate.
        const text = toTsv(rows);
        let cells = 1;
        let quoted = false;
        for (let at = 0; at < text.length; at++) {
          if (text[at] === '"') quoted = !quoted;
          else if (!quoted && (text[at] === '\t' || text.startsWith('\r\n', at))) cells++;
        }
        expect(cells).toBe(rows.flat().length);
      }),
    );
  });
});
