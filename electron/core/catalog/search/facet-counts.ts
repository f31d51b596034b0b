import { LISTING_STATES, type SearchInput } from '#shared/catalog.ts';
import { type Assets, termIn } from './assets.ts';
import type { Project } from './places.ts';
import type { SearchIndex } from './search-index.ts';
import { WITHIN } from './vector.ts';

/** Matching assets per value of each facet, by the index's numbers, where each facet's own choice does not count. */
export interface FacetCounts {
  /** Assets that fit every choice. */
  total: number;
  /** By project: what the domain unit facet counts, and what the project facet counts. */
  unitProjects: Int32Array;
  project: Int32Array;
  type: Int32Array;
  status: Int32Array;
  term: Int32Array;
}

/**
 *   fails no choice ......... counts for every facet, and in the total
 *   fails one facet's only .. counts for that facet: it is what choosing another value there would add
 *   fails more .............. counts nowhere
 *
 * @param scores the assets that match the words; those that do not fit every choice are set to 0
 */
export function countFacets(
  index: SearchIndex,
  scores: Int32Array,
  input: SearchInput,
  projects: ReadonlyMap<string, Project>,
): FacetCounts {
  const fits = tests(index, input, projects);
  const choosing = Object.values(fits).some((chosen) => chosen !== null);
  return choosing ? countFitting(index, scores, fits) : countMatching(index, scores);
}

/** Without a choice every facet counts the matches; where those are most of the assets, the others are subtracted. */
function countMatching(index: SearchIndex, scores: Int32Array): FacetCounts {
  const { by, totals, live: assets } = index.assets;
  const live = by.live.data;
  let total = 0;
  for (let slot = 0; slot < scores.length; slot += 1) if (scores[slot] !== 0) total += 1;
  const most = total > assets / 2;
  const counts = none(index);
  if (most) {
    counts.project.set(totals.project.filled());
    counts.type.set(totals.type.filled());
    counts.status.set(totals.listing.filled());
    counts.term.set(totals.term.filled());
  }
  const step = most ? -1 : 1;
  const [projectOf, typeOf, statusOf] = [by.project.data, by.type.data, by.listing.data];
  for (let slot = 0; slot < scores.length; slot += 1) {
    if ((scores[slot] !== 0) === most || live[slot] === 0) continue;
    const project = projectOf[slot] ?? -1;
    if (project >= 0) add(counts.project, project, step);
    add(counts.type, typeOf[slot] ?? 0, step);
    add(counts.status, statusOf[slot] ?? 0, step);
    addTerms(index.assets, slot, counts.term, step);
  }
  return { total, ...counts, unitProjects: counts.project };
}

function countFitting(index: SearchIndex, scores: Int32Array, fits: Fits): FacetCounts {
  const { assets } = index;
  const { by } = assets;
  const counts = none(index);
  let total = 0;
  for (let slot = 0; slot < scores.length; slot += 1) {
    if (scores[slot] === 0) continue;
    const project = by.project.data[slot] ?? -1;
    const failed = failures(assets, fits, slot, project);
    if (failed === 0) total += 1;
    else scores[slot] = 0;
    if ((failed & (failed - 1)) !== 0) continue;
    if ((failed & ~UNIT) === 0 && project >= 0) add(counts.unitProjects, project, 1);
    if ((failed & ~PROJECT) === 0 && project >= 0) add(counts.project, project, 1);
    if ((failed & ~TYPE) === 0) add(counts.type, by.type.data[slot] ?? 0, 1);
    if ((failed & ~STATUS) === 0) add(counts.status, by.listing.data[slot] ?? 0, 1);
    if ((failed & ~TERM) === 0) addTerms(assets, slot, counts.term, 1);
  }
  return { total, ...counts };
}

const none = ({ assets, terms }: SearchIndex) => ({
  unitProjects: new Int32Array(assets.projects.names.length),
  project: new Int32Array(assets.projects.names.length),
  type: new Int32Array(assets.types.names.length),
  status: new Int32Array(LISTING_STATES.length),
  term: new Int32Array(terms.names.length),
});

/** A bit for each facet whose choice an asset does not fit. */
const UNIT = 1;
const PROJECT = 2;
const TYPE = 4;
const STATUS = 8;
const TERM = 16;

const add = (counts: Int32Array, value: number, step: number): void => {
  counts[value] = (counts[value] ?? 0) + step;
};

function addTerms(assets: Assets, slot: number, counts: Int32Array, step: number): void {
  const address = assets.by.termsAt.data[slot] ?? 0;
  const page = assets.terms.page(address);
  const from = address & WITHIN;
  const end = from + (assets.by.terms.data[slot] ?? 0);
  for (let at = from; at < end; at += 1) add(counts, termIn(page[at] ?? 0), step);
}

type Fits = Record<'unit' | 'project' | 'type' | 'status' | 'term', Uint8Array | null>;

/** The facets whose choice an asset does not fit. */
function failures(assets: Assets, fits: Fits, slot: number, project: number): number {
  const { type, listing } = assets.by;
  let failed = 0;
  if (fits.unit !== null && fits.unit[project] !== 1) failed |= UNIT;
  if (fits.project !== null && fits.project[project] !== 1) failed |= PROJECT;
  if (fits.type !== null && fits.type[type.data[slot] ?? 0] !== 1) failed |= TYPE;
  if (fits.status !== null && fits.status[listing.data[slot] ?? 0] !== 1) failed |= STATUS;
  if (fits.term !== null && !carries(assets, slot, fits.term)) failed |= TERM;
  return failed;
}

/** Per facet with a choice: which of its values fit it. A unit stands for itself and all below it. */
function tests({ assets, terms }: SearchIndex, input: SearchInput, projects: ReadonlyMap<string, Project>): Fits {
  const among = (names: readonly string[], chosen: readonly string[]) =>
    chosen.length === 0 ? null : Uint8Array.from(names, (name) => (chosen.includes(name) ? 1 : 0));
  const inUnit = (id: string) => projects.get(id)?.units.some((unit) => input.domainUnit.includes(unit)) === true;
  return {
    unit: input.domainUnit.length === 0 ? null : Uint8Array.from(assets.projects.names, (id) => (inUnit(id) ? 1 : 0)),
    project: among(assets.projects.names, input.project),
    type: among(assets.types.names, input.type),
    status: among(LISTING_STATES, input.status),
    term: chosenTerms(terms.ids, input.term),
  };
}

/** As `among`, where the names are thousands. */
function chosenTerms(ids: SearchIndex['terms']['ids'], chosen: readonly string[]): Uint8Array | null {
  if (chosen.length === 0) return null;
  const fits = new Uint8Array(ids.names.length);
  for (const id of chosen) {
    const term = ids.find(id);
    if (term !== undefined) fits[term] = 1;
  }
  return fits;
}

function carries(assets: Assets, slot: number, chosen: Uint8Array): boolean {
  const address = assets.by.termsAt.data[slot] ?? 0;
  const page = assets.terms.page(address);
  const from = address & WITHIN;
  const end = from + (assets.by.terms.data[slot] ?? 0);
  for (let at = from; at < end; at += 1) if (chosen[termIn(page[at] ?? 0)] === 1) return true;
  return false;
}
