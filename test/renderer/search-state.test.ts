import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LISTING_STATES, SearchInput } from '#shared/catalog.ts';
import {
  emptySearch,
  isFiltered,
  readSearch,
  type SearchState,
  SORTS,
  searchInput,
  searchPath,
  toggled,
  writeSearch,
} from '#renderer/features/catalog/search-state.ts';

const choice = fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), { maxLength: 5 });
const state: fc.Arbitrary<SearchState> = fc.record({
  text: fc.string({ unit: 'grapheme', maxLength: 60 }),
  facets: fc.record({
    domainUnit: choice,
    project: choice,
    type: choice,
    term: choice,
    status: fc.uniqueArray(fc.constantFrom(...LISTING_STATES)),
  }),
  sort: fc.constantFrom(...SORTS),
  page: fc.integer({ min: 1, max: 100_000 }),
});

describe('the catalog’s address', () => {
  it('tells the same state again', () => {
    fc.assert(
      fc.property(state, (said) => {
        expect(readSearch(writeSearch(said))).toEqual(said);
      }),
    );
  });

  it('is the shortest for the usual state', () => {
    expect(searchPath(emptySearch)).toBe('/catalog');
    expect(searchPath({ ...emptySearch, text: 'a b' })).toBe('/catalog?q=a+b');
  });

  it('gives the core nothing it would refuse, whatever the address says', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 300 }),
          fc.webQueryParameters(),
          fc
            .array(fc.tuple(fc.constantFrom('q', 'unit', 'status', 'page', 'sort', '__proto__'), fc.string()))
            .map((pairs) => new URLSearchParams(pairs).toString()),
        ),
        (search) => {
          expect(SearchInput.safeParse(searchInput(readSearch(search))).success).toBe(true);
        },
      ),
    );
  });

  it('caps what a long address may ask for', () => {
    const long = readSearch(`q=${'x'.repeat(5_000)}&page=1e9&status=nonsense&unit=${'y'.repeat(500)}`);
    expect(long.text).toHaveLength(1_000);
    expect(long).toMatchObject({ page: 1, facets: { status: [], domainUnit: [] } });
  });

  it('goes back to the first page when a choice is made, and undoes it when made again', () => {
    const chosen = toggled({ ...emptySearch, page: 7 }, 'project', 'p1');
    expect(chosen).toMatchObject({ page: 1, facets: { project: ['p1'] } });
    expect(toggled(chosen, 'project', 'p1')).toEqual(emptySearch);
    expect(isFiltered(chosen)).toBe(true);
    expect(isFiltered(emptySearch)).toBe(false);
  });
});
