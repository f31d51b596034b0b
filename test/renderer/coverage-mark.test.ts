import { describe, expect, it } from 'vitest';
import { ENTITY_KINDS } from '#shared/entities.ts';
import { coverageMark, ofAssets } from '#renderer/ui/coverage-mark.ts';
import { kindWord } from '#renderer/words.ts';

const entry = (kind: string, scopes: number, code: string | null = 'E_AWS_DENIED') => ({
  kind,
  scopes,
  code,
  message: 'm',
});

describe('the mark beside a number', () => {
  it('is absent where everything was read', () => {
    expect(coverageMark([])).toBeNull();
  });

  it('names the kind and counts its scopes', () => {
    expect(coverageMark([entry('project', 1)])?.label).toBe('partial: projects not fully read in 1 scope');
    expect(coverageMark([entry('asset', 2), entry('glue_table', 3)])?.label).toBe(
      'partial: 2 kinds not fully read in 5 scopes',
    );
  });

  it.each([
    ['W_NEVER_PULLED', 'Never pulled'],
    ['W_PULLING', 'Pulling'],
    ['W_INDEXING', 'Indexing'],
    ['W_CANCELLED', 'Cancelled'],
    ['W_FAILED', 'Failed'],
  ])('tells a whole pull that is %s', (code, short) => {
    expect(coverageMark([entry('everything', 1, code), entry('asset', 2, null)])?.short).toBe(short);
  });

  it('does not call partial what was left out on purpose', () => {
    const left = [entry('identity_user', 1, 'W_NOT_CONFIGURED'), entry('identity_group', 1, 'W_NOT_CONFIGURED')];
    expect(coverageMark(left)).toMatchObject({ tone: 'info', label: 'users, groups left out: not set up' });
    expect(coverageMark([...left, entry('asset', 1)])).toMatchObject({ tone: 'warning', short: 'Partial' });
  });

  it('beside assets tells only what assets rest on', () => {
    expect(ofAssets([entry('identity_user', 1), entry('glue_table', 2)])).toEqual([]);
    expect(ofAssets([entry('asset', 1), entry('everything', 1, 'W_PULLING'), entry('data_product', 1)])).toHaveLength(
      2,
    );
  });

  it('has a word for every kind', () => {
    for (const kind of ENTITY_KINDS) expect(kindWord(kind)).not.toBe(kind.includes('_') ? kind : '');
    expect(kindWord('constructor')).toBe('constructor');
  });
});
