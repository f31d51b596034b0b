import { FACETS, type Facet, LISTING_STATES, type ListingState } from '#shared/catalog.ts';

export const SORTS = ['relevance', 'name', 'newest'] as const;
export type Sort = (typeof SORTS)[number];

/** What the catalog screen shows; kept in the address, so that back and forward work and an address can be kept. */
export interface SearchState {
  text: string;
  facets: Record<Facet, readonly string[]>;
  sort: Sort;
  /** From 1. */
  page: number;
}

export const RESULTS_PAGE = 50;

const MOST_CHOICES = 100;
const LONGEST_CHOICE = 256;
const LONGEST_TEXT = 1000;
const LAST_PAGE = 100_000;

export const emptySearch: SearchState = {
  text: '',
  facets: { domainUnit: [], project: [], type: [], term: [], status: [] },
  sort: 'relevance',
  page: 1,
};

const names: Record<Facet, string> = {
  domainUnit: 'unit',
  project: 'project',
  type: 'type',
  term: 'term',
  status: 'status',
};

const isSort = (value: string | null): value is Sort => SORTS.some((sort) => sort === value);
export const isListingState = (value: string): value is ListingState => LISTING_STATES.some((state) => state === value);

/** The state an address tells of. Anything that makes no sense in it counts as not said. */
export function readSearch(search: string): SearchState {
  const said = new URLSearchParams(search);
  const chosen = (facet: Facet) => {
    const values = said.getAll(names[facet]).filter((value) => value !== '' && value.length <= LONGEST_CHOICE);
    const known = facet === 'status' ? values.filter(isListingState) : values;
    return [...new Set(known)].slice(0, MOST_CHOICES);
  };
  const sort = said.get('sort');
  const page = Number(said.get('page') ?? '1');
  return {
    text: (said.get('q') ?? '').slice(0, LONGEST_TEXT),
    facets: {
      domainUnit: chosen('domainUnit'),
      project: chosen('project'),
      type: chosen('type'),
      term: chosen('term'),
      status: chosen('status'),
    },
    sort: isSort(sort) ? sort : 'relevance',
    page: Number.isInteger(page) && page >= 1 && page <= LAST_PAGE ? page : 1,
  };
}

/** The address of a state; what is as usual is left out. */
export function writeSearch(state: SearchState): string {
  const said = new URLSearchParams();
  if (state.text !== '') said.set('q', state.text);
  for (const facet of FACETS) for (const value of state.facets[facet]) said.append(names[facet], value);
  if (state.sort !== 'relevance') said.set('sort', state.sort);
  if (state.page !== 1) said.set('page', String(state.page));
  return said.toString();
}

export const searchPath = (state: SearchState): string => {
  const search = writeSearch(state);
  return search === '' ? '/catalog' : `/catalog?${search}`;
};

/** The same, as the core is asked. */
export const searchInput = ({ text, facets, sort, page }: SearchState) => ({
  text,
  domainUnit: [...facets.domainUnit],
  project: [...facets.project],
  type: [...facets.type],
  term: [...facets.term],
  status: facets.status.filter(isListingState),
  sort,
  offset: (page - 1) * RESULTS_PAGE,
  limit: RESULTS_PAGE,
});

export const isFiltered = (state: SearchState): boolean =>
  state.text.trim() !== '' || FACETS.some((facet) => state.facets[facet].length > 0);

/** One value of a facet on or off; the list goes back to its first page. */
export function toggled(state: SearchState, facet: Facet, id: string): SearchState {
  const before = state.facets[facet];
  const after = before.includes(id) ? before.filter((other) => other !== id) : [...before, id];
  return { ...state, facets: { ...state.facets, [facet]: after }, page: 1 };
}
