import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FacetValue } from '#shared/catalog.ts';
import { FIRST, MOST, pickValues } from '#renderer/features/catalog/facet-values.ts';

const value = (id: string, parentId: string | null = null, count = 1): FacetValue => ({
  id,
  name: id,
  count,
  parentId,
});
const label = (one: FacetValue) => one.name;
const ids = (shown: { value: FacetValue }[]) => shown.map((one) => one.value.id);
const units = [
  value('bank'),
  value('retail', 'bank'),
  value('risk', 'bank'),
  value('cards', 'retail'),
  value('debit', 'cards'),
];

describe('the values of a facet', () => {
  it('stand as a tree, children after their parents, the deep ones behind "show more"', () => {
    const closed = pickValues(units, { chosen: [], open: false, text: '', label });
    expect(ids(closed.shown)).toEqual(['bank', 'retail', 'risk']);
    expect(closed.hidden).toBe(2);
    const open = pickValues(units, { chosen: [], open: true, text: '', label });
    expect(open.shown.map(({ value: { id }, depth }) => [id, depth])).toEqual([
      ['bank', 0],
      ['retail', 1],
      ['cards', 2],
      ['debit', 3],
      ['risk', 1],
    ]);
  });

  it('always hold what is chosen, deep, late or gone', () => {
    const many = Array.from({ length: 100 }, (_, at) => value(`v${at}`));
    const { shown } = pickValues(many, { chosen: ['v90', 'gone'], open: false, text: '', label });
    expect(ids(shown)).toContain('v90');
    expect(ids(shown)).toContain('gone');
    expect(ids(pickValues(units, { chosen: ['debit'], open: false, text: '', label }).shown)).toContain('debit');
  });

  it('are found by what is typed', () => {
    const { shown } = pickValues(units, { chosen: [], open: true, text: 'DEB', label });
    expect(ids(shown)).toEqual(['debit']);
  });

  it('survive rings and unknown parents', () => {
    const odd = [value('a', 'b'), value('b', 'a'), value('c', 'nowhere'), value('d', 'd')];
    const { shown } = pickValues(odd, { chosen: [], open: true, text: '', label });
    expect(ids(shown).toSorted()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('are never more than the page can bear, and none is shown twice', () => {
    const some = fc.array(
      fc.record({
        id: fc.integer({ min: 0, max: 300 }).map(String),
        name: fc.string(),
        count: fc.nat(),
        parentId: fc.option(fc.integer({ min: 0, max: 300 }).map(String)),
      }),
      { maxLength: 400 },
    );
    fc.assert(
      fc.property(
        some,
        fc.boolean(),
        fc.array(fc.integer({ min: 0, max: 400 }).map(String), { maxLength: 9 }),
        (all, open, chosen) => {
          const values = [...new Map(all.map((one) => [one.id, one])).values()];
          const { shown, hidden } = pickValues(values, { chosen, open, text: '', label });
          const known = new Set(values.map((one) => one.id));
          const gone = new Set(chosen.filter((id) => !known.has(id))).size;
          expect(shown.length).toBeLessThanOrEqual((open ? MOST : FIRST) + chosen.length);
          expect(new Set(ids(shown)).size).toBe(shown.length);
          expect(shown.length + hidden).toBe(values.length + gone);
        },
      ),
    );
  });
});
