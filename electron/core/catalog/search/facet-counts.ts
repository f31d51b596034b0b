import { LISTING_STATES, type SearchInput } from '#shared/catalog.ts';
import type { FacetIndex } from './facet-index.ts';
import type { UnitTree } from './units.ts';

export interface Project {
  id: string;
  name: string;
  unit: string | null;
}

/** Matching assets per value of each facet, where each facet's own choice does not count. */
export interface FacetCounts {
  /** Assets that fit every choice. */
  total: number;
  /** By project: what the domain unit facet counts, and what the project facet counts. */
  unitProjects: Map<string, number>;
  project: Map<string, number>;
  type: Map<string, number>;
  status: Map<string, number>;
  term: Map<string, number>;
}

/**
 *   fails no choice ......... counts for every facet, and in the total
 *   fails one facet's only .. counts for that facet: it is what choosing another value there would add
 *   fails more .............. counts nowhere
 *
 * @param keys the assets that match the words; null for all of them
 */
export function countFacets(
  index: FacetIndex,
  keys: readonly number[] | null,
  input: SearchInput,
  projects: Map<string, Project>,
  tree: UnitTree,
): FacetCounts {
  const fits = tests(index, input, projects, tree);
  const counts = {
    unit: new Int32Array(index.projects.length),
    project: new Int32Array(index.projects.length),
    type: new Int32Array(index.types.length),
    status: new Int32Array(LISTING_STATES.length),
    term: new Int32Array(index.terms.length),
  };
  let total = 0;
  for (const key of keys ?? index.keys) {
    const project = index.project[key] ?? -1;
    const type = index.type[key] ?? -1;
    const status = index.status[key] ?? 0;
    let failed = 0;
    let which = -1;
    const fail = (facet: number) => {
      failed += 1;
      which = facet;
    };
    if (fits.unit !== null && fits.unit[project] !== 1) fail(0);
    if (fits.project !== null && fits.project[project] !== 1) fail(1);
    if (fits.type !== null && fits.type[type] !== 1) fail(2);
    if (fits.status !== null && fits.status[status] !== 1) fail(3);
    if (fits.term !== null && !carries(index, key, fits.term)) fail(4);
    if (failed > 1) continue;
    if (failed === 0) total += 1;
    if ((failed === 0 || which === 0) && project >= 0) counts.unit[project] = (counts.unit[project] ?? 0) + 1;
    if ((failed === 0 || which === 1) && project >= 0) counts.project[project] = (counts.project[project] ?? 0) + 1;
    if ((failed === 0 || which === 2) && type >= 0) counts.type[type] = (counts.type[type] ?? 0) + 1;
    if (failed === 0 || which === 3) counts.status[status] = (counts.status[status] ?? 0) + 1;
    if (failed === 0 || which === 4)
      for (let at = index.from[key] ?? 0; at < (index.from[key + 1] ?? 0); at += 1) {
        const term = index.termsOf[at] ?? 0;
        counts.term[term] = (counts.term[term] ?? 0) + 1;
      }
  }
  return {
    total,
    unitProjects: named(counts.unit, index.projects),
    project: named(counts.project, index.projects),
    type: named(counts.type, index.types),
    status: named(counts.status, LISTING_STATES),
    term: named(counts.term, index.terms),
  };
}

/** Per facet with a choice: which of its values fit it. A unit stands for itself and all below it. */
function tests(
  index: FacetIndex,
  input: SearchInput,
  projects: Map<string, Project>,
  tree: UnitTree,
): Record<'unit' | 'project' | 'type' | 'status' | 'term', Uint8Array | null> {
  const among = (names: readonly string[], chosen: readonly string[]) =>
    chosen.length === 0 ? null : Uint8Array.from(names, (name) => (chosen.includes(name) ? 1 : 0));
  const inUnit = (id: string) => {
    const unit = projects.get(id)?.unit;
    return unit !== null && unit !== undefined && tree.path(unit).some((above) => input.domainUnit.includes(above.id));
  };
  return {
    unit: input.domainUnit.length === 0 ? null : Uint8Array.from(index.projects, (id) => (inUnit(id) ? 1 : 0)),
    project: among(index.projects, input.project),
    type: among(index.types, input.type),
    status: among(LISTING_STATES, input.status),
    term: among(index.terms, input.term),
  };
}

function carries(index: FacetIndex, key: number, chosen: Uint8Array): boolean {
  for (let at = index.from[key] ?? 0; at < (index.from[key + 1] ?? 0); at += 1)
    if (chosen[index.termsOf[at] ?? 0] === 1) return true;
  return false;
}

const named = (counts: Int32Array, names: readonly string[]): Map<string, number> =>
  new Map(names.flatMap((name, at) => ((counts[at] ?? 0) > 0 ? [[name, counts[at] ?? 0] as const] : [])));
