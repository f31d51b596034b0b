import { describe, expect, it } from 'vitest';
import { ENTITY_KINDS } from '#shared/sync.ts';
import { coverageMark } from '#renderer/ui/coverage-mark.ts';
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
    ['W_CANCELLED', 'Cancelled'],
    ['W_FAILED', 'Failed'],
  ])('tells a whole pull that is %s', (code, short) => {
    expect(coverageMark([entry('everything', 1, code), entry('asset', 2, null)])?.short).toBe(short);
  });

  it('has a word for every kind', () => {
    for (const kind of ENTITY_KINDS) expect(kindWord(kind)).not.toBe(kind.includes('_') ? kind : '');
    expect(kindWord('constructor')).toBe('constructor');
  });
});
