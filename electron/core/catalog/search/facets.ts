import { type FacetValue, LISTING_STATES, type SearchOutput } from '#shared/catalog.ts';
import type { FacetCounts } from './facet-counts.ts';
import type { Places } from './places.ts';
import type { SearchIndex } from './search-index.ts';

/** How many values of one facet are told; the rest is found by narrowing. */
const MOST_VALUES = 200;

type Counted = readonly (readonly [id: string, count: number])[];

/** Matching assets per value of each facet, by id; `unitProjects` is what the domain unit facet counts, by project. */
export interface CountsById {
  unitProjects: Counted;
  project: Counted;
  type: Counted;
  status: Counted;
  term: Counted;
}

/** The facets as the page shows them: the most frequent values, by count and name. */
export function facets(
  counts: CountsById,
  { tree, projects }: Places,
  termName: (id: string) => string | undefined,
): SearchOutput['facets'] {
  const units = new Map<string, number>();
  for (const [project, count] of counts.unitProjects)
    for (const unit of projects.get(project)?.units ?? []) units.set(unit, (units.get(unit) ?? 0) + count);
  const status = new Map(counts.status);
  return {
    domainUnit: told(
      [...units],
      (id) => tree.units.get(id)?.name ?? id,
      (id) => tree.units.get(id)?.parentId ?? null,
    ),
    project: told(counts.project, (id) => projects.get(id)?.name ?? id),
    type: told(counts.type, (id) => id),
    status: LISTING_STATES.flatMap((state) => {
      const count = status.get(state);
      return count === undefined ? [] : [{ id: state, name: state, count, parentId: null }];
    }),
    term: told(counts.term, (id) => termName(id) ?? id),
  };
}

/** The counts by the index's numbers as counts by id. */
export function byId({ assets, terms }: SearchIndex, counts: FacetCounts): CountsById {
  return {
    unitProjects: met(counts.unitProjects, assets.projects.names),
    project: met(counts.project, assets.projects.names),
    type: met(counts.type, assets.types.names),
    status: met(counts.status, LISTING_STATES),
    term: met(counts.term, terms.ids.names),
  };
}

/** The values that are met, the most frequent ones where they are many. */
function met(counts: Int32Array, ids: readonly string[]): [id: string, count: number][] {
  const values: number[] = [];
  const count = (value: number | undefined) => counts[value ?? -1] ?? 0;
  for (let value = 0; value < counts.length; value += 1) {
    if (count(value) === 0 || (values.length === MOST_VALUES && count(value) <= count(values.at(-1)))) continue;
    let at = values.length;
    while (at > 0 && count(values[at - 1]) < count(value)) at -= 1;
    values.splice(at, 0, value);
    if (values.length > MOST_VALUES) values.pop();
  }
  return values.map((value) => [ids[value] ?? '', count(value)]);
}

const { compare } = new Intl.Collator();

function told(
  counted: Counted,
  name: (id: string) => string,
  parent: (id: string) => string | null = () => null,
): FacetValue[] {
  const frequent =
    counted.length <= MOST_VALUES ? counted : counted.toSorted((a, b) => b[1] - a[1]).slice(0, MOST_VALUES);
  return frequent
    .map(([id, count]) => ({ id, name: name(id), count, parentId: parent(id) }))
    .toSorted((a, b) => b.count - a.count || compare(a.name, b.name));
}
