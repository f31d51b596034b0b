import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { highlight, wordsOf } from '#renderer/ui/highlight.ts';

const hits = (text: string, search: string) =>
  highlight(text, wordsOf(search)).flatMap((stretch) => (stretch.hit ? [stretch.text] : []));

describe('highlight', () => {
  it('marks where words begin, case aside, also after an underscore', () => {
    expect(hits('Customer_customer_id and precustomer', 'cust')).toEqual(['Cust', 'cust']);
  });

  it('takes the longest of two words that begin alike', () => {
    expect(hits('customer', 'cust customer')).toEqual(['customer']);
  });

  it('treats signs of a search as nothing but signs', () => {
    expect(hits('a.b (c) [d]', '.* ( [')).toEqual([]);
    expect(hits('price', '"price"')).toEqual(['price']);
  });

  it('gives back the text it was given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (text, search) => {
        const stretches = highlight(text, wordsOf(search));
        expect(stretches.map((stretch) => stretch.text).join('')).toBe(text);
      }),
    );
  });
});
