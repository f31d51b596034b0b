import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AssetId } from '#shared/catalog.ts';
import { StageLine } from '#shared/changes.ts';
import {
  changeColumn,
  changeTerms,
  columnDraft,
  describeAsset,
  termLines,
  tooMany,
} from '#renderer/features/catalog/edit-lines.ts';
import { stagedWords } from '#renderer/shell/staged-words.ts';
import { valueProblem } from '#renderer/ui/value-problem.ts';

const term = (id: string) => ({ id, name: `Term ${id}` });
const asset = {
  id: 'a1' as AssetId,
  name: 'orders',
  description: 'Old.' as string | null,
  terms: [term('x'), term('y')],
};
const column = {
  position: 0,
  name: 'email',
  dataType: 'string',
  comment: null,
  businessName: null,
  description: 'Where we write to.',
  partitionKey: false,
  terms: [term('x')],
  pending: [],
};

describe('an edit in place', () => {
  it('stages a description that differs, and clears one that is blank', () => {
    expect(describeAsset(asset, 'New.')).toEqual({
      label: 'Describe orders',
      lines: [{ kind: 'asset', id: 'a1', part: '', field: 'description', op: 'set', value: 'New.' }],
    });
    expect(describeAsset(asset, '  ')?.lines[0]?.value).toBeNull();
    expect(describeAsset(asset, 'Old.')).toBeNull();
    expect(describeAsset({ ...asset, description: null }, '')).toBeNull();
  });

  it('stages terms one by one, with a label that names what was done', () => {
    expect(changeTerms(asset, [term('x'), term('y'), term('z')])?.label).toBe('Add Term z to orders');
    expect(changeTerms(asset, [term('x')])?.label).toBe('Take Term y off orders');
    expect(changeTerms(asset, [term('z')])?.label).toBe('Change 3 terms of orders');
    expect(changeTerms(asset, [term('y'), term('x')])).toBeNull();
  });

  it('puts governed terms into the field of their own', () => {
    const governed = { ...term('g'), governed: true };
    const added = changeTerms(asset, [...asset.terms, governed])?.lines;
    expect(added?.map(({ field, op, value }) => [field, op, value])).toEqual([['governed_terms', 'add', 'g']]);
    const removed = changeTerms({ ...asset, terms: [governed, term('x')] }, [])?.lines;
    expect(removed?.map(({ field, value }) => [field, value])).toEqual([
      ['governed_terms', 'g'],
      ['terms', 'x'],
    ]);
  });

  it('counts each field against its own limit', () => {
    const many = Array.from({ length: 20 }, (_, at) => term(`t${at}`));
    const given = many.map(({ id, name }) => ({ id: `g${id}`, name, governed: true }));
    expect(tooMany([...many, ...given])).toBeNull();
    expect(tooMany([...many, term('one more')])).toMatch(/20 terms; these are 21/);
    expect(tooMany([...given, { ...term('one more'), governed: true }])).toMatch(/governed/);
  });

  it('adds and removes exactly what makes the one set of the other', () => {
    const some = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e').map(term), { selector: ({ id }) => id });
    fc.assert(
      fc.property(some, some, (before, after) => {
        const ids = new Set(before.map(({ id }) => id));
        for (const line of termLines({ id: 'a1', part: 'c' }, before, after)) {
          StageLine.parse(line);
          if (line.op === 'add') {
            expect(ids.has(line.value ?? '')).toBe(false);
            ids.add(line.value ?? '');
          } else expect(ids.delete(line.value ?? '')).toBe(true);
        }
        expect([...ids].toSorted()).toEqual(after.map(({ id }) => id).toSorted());
      }),
    );
  });

  it('stages of a column what differs, under its name', () => {
    const draft = columnDraft(column);
    expect(changeColumn(asset, column, draft)).toBeNull();
    const edit = changeColumn(asset, column, { ...draft, businessName: 'E-mail', description: '' });
    expect(edit?.label).toBe('Edit the column email of orders');
    expect(edit?.lines.map(({ part, field, value }) => [part, field, value])).toEqual([
      ['email', 'name', 'E-mail'],
      ['email', 'description', null],
    ]);
    expect(changeColumn(asset, column, { ...draft, terms: [] })?.label).toBe('Take Term x off email of orders');
  });

  it('keeps its label short whatever an asset is called', () => {
    const label = describeAsset({ ...asset, name: 'n'.repeat(5_000) }, 'New.')?.label ?? '';
    expect(label.length).toBeLessThan(100);
  });

  it('is refused before it is staged where AWS would refuse it', () => {
    expect(valueProblem('', { most: 5 })).toMatch(/empty/);
    expect(valueProblem('', { most: 5, clears: true })).toBeNull();
    expect(valueProblem('12345', { most: 5 })).toBeNull();
    expect(valueProblem('123456', { most: 5 })).toMatch(/5 characters; these are 6/);
    // AWS counts code points, not UTF-16 units.
    expect(valueProblem('😀😀😀', { most: 3 })).toBeNull();
  });
});

describe('what staging came to', () => {
  const told = { setId: 's', staged: 0, unchanged: 0, reverted: 0, skipped: 0, reasons: [] };
  it.each([
    [{ staged: 1 }, '1 change staged'],
    [{ staged: 498, reverted: 1 }, '498 changes staged, 1 change taken back'],
    [{ staged: 2, skipped: 3 }, '2 changes staged, 3 left out'],
    [{ unchanged: 4 }, 'Nothing to change: it is like that already'],
    [{}, 'Nothing changed'],
  ])('%o', (counts, words) => {
    expect(stagedWords({ ...told, ...counts })).toBe(words);
  });
});
