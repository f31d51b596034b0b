import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areAlike, difference, readable, type Stretch } from '#renderer/ui/text-difference.ts';

const side = (stretches: readonly Stretch[], where: 'before' | 'after') =>
  stretches.flatMap((stretch) => (stretch.where === 'both' || stretch.where === where ? [stretch.text] : [])).join('');

describe('the difference of two texts', () => {
  it('is told in words', () => {
    expect(difference('One row per customer.', 'One row per account.')).toEqual([
      { text: 'One row per ', where: 'both' },
      { text: 'customer', where: 'before' },
      { text: 'account', where: 'after' },
      { text: '.', where: 'both' },
    ]);
  });

  it('tells a rewritten phrase as one, not in crumbs', () => {
    expect(difference('number in the clear since', 'number, quite well hidden since')).toEqual([
      { text: 'number', where: 'both' },
      { text: ' in the clear', where: 'before' },
      { text: ', quite well hidden', where: 'after' },
      { text: ' since', where: 'both' },
    ]);
  });

  it('of the same is the same, of nothing is everything', () => {
    expect(difference('a b', 'a b')).toEqual([{ text: 'a b', where: 'both' }]);
    expect(difference('', 'a b')).toEqual([{ text: 'a b', where: 'after' }]);
    expect(difference('a b', '')).toEqual([{ text: 'a b', where: 'before' }]);
    expect(difference('', '')).toEqual([]);
  });

  it('loses and invents no character, whatever the texts', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc
        .array(fc.constantFrom('a', 'b', 'owner', ' ', '  ', '\n', ',', '\u202E', '\u0301', '😀'), { maxLength: 40 })
        .map((words) => words.join('')),
    );
    fc.assert(
      fc.property(text, text, (before, after) => {
        const stretches = difference(before, after);
        expect(side(stretches, 'before')).toBe(before);
        expect(side(stretches, 'after')).toBe(after);
        for (const [at, stretch] of stretches.entries()) {
          expect(stretch.text).not.toBe('');
          expect(stretches[at + 1]?.where === stretch.where).toBe(false);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('stays quick for the longest values there are', () => {
    const before = '{"a":1},'.repeat(250);
    const after = '{"b":2},'.repeat(250);
    const begun = performance.now();
    expect(side(difference(before, after), 'after')).toBe(after);
    expect(performance.now() - begun).toBeLessThan(2_000);
  });
});

describe('a value', () => {
  it('that is JSON is laid out, and anything else left alone', () => {
    expect(readable('{"a":[1,2]}')).toBe('{\n  "a": [\n    1,\n    2\n  ]\n}');
    expect(readable('{"a":[1,2')).toBe('{"a":[1,2');
    expect(readable('[draft] plain words')).toBe('[draft] plain words');
    expect(readable('12')).toBe('12');
  });
});

it('two texts with little in common are told as two', () => {
  const alike = (before: string, after: string) => areAlike(difference(before, after));
  expect(alike('Every deposit account with its holder.', 'Every deposit account with its two holders.')).toBe(true);
  expect(alike('Every deposit account with its holder and balance.', 'Every customer of AnyBank, once.')).toBe(false);
  expect(alike('', '')).toBe(true);
});
