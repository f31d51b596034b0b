import type { FacetValue, SearchHit, SearchInput, SearchOutput } from '#shared/catalog.ts';
import { AssetId, LISTING_STATES } from '#shared/catalog.ts';
import type { Db } from '../db/open.ts';
import { incomplete } from '../sync/queries.ts';
import { type UnitTree, unitTree } from './units.ts';
import { matchFor, wordTest } from './words.ts';

/** Assets that match words and term choice, counted by what the other facets ask. */
interface Cell {
  project: string | null;
  type: string;
  status: SearchHit['listing'];
  count: number;
}

interface Project {
  id: string;
  name: string;
  unit: string | null;
}

/** How many values of one facet are told; the rest is found by narrowing. */
const MOST_VALUES = 200;

/**
 *   words ──> asset_words (FTS5) ─┐
 *   terms ──> remote_asset_term ──┴─> one cube: project × type × listing state
 *                                     ├─> counts per facet, each without its own choice (in memory)
 *                                     └─> one page of rows, ranked
 */
export function search(db: Db, input: SearchInput): SearchOutput {
  const tree = unitTree(db);
  const projects = new Map(
    db
      .prepare<[], Project>('SELECT id, name, domain_unit_id AS unit FROM remote_project')
      .all()
      .map((project) => [project.id, project]),
  );
  const match = matchFor(input.text);
  // Words that hold no letter or digit at all find nothing, rather than everything.
  const nothing = match === null && input.text.trim() !== '';
  const chosen = choices(input, projects, tree);
  const cells = nothing ? [] : cube(db, match, input.term);
  const total = cells
    .filter((cell) => chosen.every((choice) => choice.test(cell)))
    .reduce((sum, cell) => sum + cell.count, 0);
  return {
    total,
    items: nothing ? [] : page(db, input, match, chosen, projects, tree),
    facets: {
      ...countFacets(cells, chosen, projects, tree),
      term: nothing ? [] : countTerms(db, match, chosen),
    },
    incomplete: incomplete(db),
  };
}

interface Choice {
  facet: 'domainUnit' | 'project' | 'type' | 'status';
  column: string;
  values: string[];
  test: (cell: Cell) => boolean;
}

/** The choices made, each as a test of a cell and as a condition in SQL. A unit stands for itself and all below it. */
function choices(input: SearchInput, projects: Map<string, Project>, tree: UnitTree): Choice[] {
  const list: Choice[] = [];
  const add = (facet: Choice['facet'], column: string, values: string[], of: (cell: Cell) => string | null) => {
    const set = new Set(values);
    list.push({ facet, column, values, test: (cell) => set.has(of(cell) ?? '') });
  };
  if (input.domainUnit.length > 0) {
    const below = [...projects.values()].filter(
      (project) => project.unit !== null && tree.path(project.unit).some((unit) => input.domainUnit.includes(unit.id)),
    );
    add(
      'domainUnit',
      'a.project_id',
      below.map((project) => project.id),
      (cell) => cell.project,
    );
  }
  if (input.project.length > 0) add('project', 'a.project_id', input.project, (cell) => cell.project);
  if (input.type.length > 0) add('type', 'a.type', input.type, (cell) => cell.type);
  if (input.status.length > 0) add('status', 'a.listing_state', input.status, (cell) => cell.status);
  return list;
}

const HIT = 'WITH hit AS MATERIALIZED (SELECT rowid AS key FROM asset_words WHERE asset_words MATCH ?)';
const CARRIES =
  'EXISTS (SELECT 1 FROM remote_asset_term t WHERE t.asset = a.key AND t.term_id IN (SELECT value FROM json_each(?)))';

function cube(db: Db, match: string | null, terms: string[]): Cell[] {
  const from = match === null ? 'FROM remote_asset a' : 'FROM hit JOIN remote_asset a ON a.key = hit.key';
  return db
    .prepare<unknown[], Cell>(
      `${match === null ? '' : HIT}
       SELECT a.project_id AS project, a.type AS type, a.listing_state AS status, count(*) AS count
       ${from} ${terms.length === 0 ? '' : `WHERE ${CARRIES}`} GROUP BY 1, 2, 3`,
    )
    .all(...(match === null ? [] : [match]), ...(terms.length === 0 ? [] : [JSON.stringify(terms)]));
}

function where(chosen: readonly Choice[]): { sql: string; values: string[] } {
  return {
    sql: chosen.map((choice) => `AND ${choice.column} IN (SELECT value FROM json_each(?))`).join(' '),
    values: chosen.map((choice) => JSON.stringify(choice.values)),
  };
}

function countTerms(db: Db, match: string | null, chosen: readonly Choice[]): FacetValue[] {
  const conditions = where(chosen);
  const from = match === null ? '' : 'hit JOIN';
  return db
    .prepare<unknown[], FacetValue>(
      `${match === null ? '' : HIT}
       SELECT t.term_id AS id, coalesce(g.name, t.term_id) AS name, t.count AS count, NULL AS parentId
       FROM (SELECT t.term_id, count(*) AS count FROM ${from} remote_asset a ${match === null ? '' : 'ON a.key = hit.key'}
             JOIN remote_asset_term t ON t.asset = a.key WHERE 1 ${conditions.sql} GROUP BY t.term_id) AS t
       LEFT JOIN remote_glossary_term g ON g.id = t.term_id ORDER BY t.count DESC, name LIMIT ${MOST_VALUES}`,
    )
    .all(...(match === null ? [] : [match]), ...conditions.values);
}

function countFacets(
  cells: Cell[],
  chosen: readonly Choice[],
  projects: Map<string, Project>,
  tree: UnitTree,
): Omit<SearchOutput['facets'], 'term'> {
  const without = (facet: Choice['facet']) => {
    const others = chosen.filter((choice) => choice.facet !== facet);
    return cells.filter((cell) => others.every((choice) => choice.test(cell)));
  };
  const sum = (facet: Choice['facet'], of: (cell: Cell) => string[]) => {
    const counts = new Map<string, number>();
    for (const cell of without(facet)) for (const id of of(cell)) counts.set(id, (counts.get(id) ?? 0) + cell.count);
    return counts;
  };
  const ranked = (
    counts: Map<string, number>,
    name: (id: string) => string,
    parent: (id: string) => string | null = () => null,
  ) =>
    [...counts]
      .map(([id, count]) => ({ id, name: name(id), count, parentId: parent(id) }))
      .toSorted((a, b) => b.count - a.count || a.name.localeCompare(b.name))
      .slice(0, MOST_VALUES);
  const unitsOf = (cell: Cell) => {
    const unit = cell.project === null ? undefined : projects.get(cell.project)?.unit;
    return unit === null || unit === undefined ? [] : tree.path(unit).map((above) => above.id);
  };
  const statuses = sum('status', (cell) => [cell.status]);
  return {
    domainUnit: ranked(
      sum('domainUnit', unitsOf),
      (id) => tree.units.get(id)?.name ?? id,
      (id) => tree.units.get(id)?.parentId ?? null,
    ),
    project: ranked(
      sum('project', (cell) => (cell.project === null ? [] : [cell.project])),
      (id) => projects.get(id)?.name ?? id,
    ),
    type: ranked(
      sum('type', (cell) => [cell.type]),
      (id) => id,
    ),
    status: LISTING_STATES.filter((state) => statuses.has(state)).map((state) => ({
      id: state,
      name: state,
      count: statuses.get(state) ?? 0,
      parentId: null,
    })),
  };
}

interface Row {
  key: number;
  id: string;
  name: string;
  description: string | null;
  type: string;
  project: string | null;
  listing: SearchHit['listing'];
  columns: number;
}

/** Names weigh most, then terms, descriptions and columns. */
const RANK = 'bm25(asset_words, 10.0, 3.0, 2.0, 4.0)';

function page(
  db: Db,
  input: SearchInput,
  match: string | null,
  chosen: readonly Choice[],
  projects: Map<string, Project>,
  tree: UnitTree,
): SearchHit[] {
  const conditions = where(chosen);
  const order = {
    relevance: match === null ? 'a.name COLLATE NOCASE, a.key' : `${RANK}, a.key`,
    name: 'a.name COLLATE NOCASE, a.key',
    newest: 'a.created_at DESC, a.key',
  }[input.sort];
  const rows = db
    .prepare<unknown[], Row>(
      `SELECT a.key, a.id, a.name, a.description, a.type, a.project_id AS project, a.listing_state AS listing, a.columns
       FROM ${match === null ? 'remote_asset a WHERE 1' : 'asset_words JOIN remote_asset a ON a.key = asset_words.rowid WHERE asset_words MATCH ?'}
       ${conditions.sql} ${input.term.length === 0 ? '' : `AND ${CARRIES}`}
       ORDER BY ${order} LIMIT ? OFFSET ?`,
    )
    .all(
      ...(match === null ? [] : [match]),
      ...conditions.values,
      ...(input.term.length === 0 ? [] : [JSON.stringify(input.term)]),
      input.limit,
      input.offset,
    );
  const terms = db.prepare<[number], { id: string; name: string }>(
    'SELECT t.term_id AS id, coalesce(g.name, t.term_id) AS name FROM remote_asset_term t LEFT JOIN remote_glossary_term g ON g.id = t.term_id WHERE t.asset = ? ORDER BY t.on_asset DESC, name LIMIT 20',
  );
  const columns = db.prepare<[number], { name: string; business: string | null }>(
    'SELECT name, business_name AS business FROM remote_column WHERE asset = ? ORDER BY position',
  );
  const found = match === null ? null : wordTest(input.text);
  return rows.map((row) => {
    const project = row.project === null ? undefined : projects.get(row.project);
    const unit = project?.unit === null || project?.unit === undefined ? undefined : tree.units.get(project.unit);
    return {
      id: AssetId.parse(row.id),
      name: row.name,
      description: row.description,
      type: row.type,
      project: row.project === null ? null : { id: row.project, name: project?.name ?? row.project },
      domainUnit: unit === undefined ? null : { id: unit.id, name: unit.name },
      listing: row.listing,
      columns: row.columns,
      terms: terms.all(row.key),
      matchedColumns:
        found === null
          ? []
          : columns
              .all(row.key)
              .filter((column) => found(column.name) || (column.business !== null && found(column.business)))
              .slice(0, 5)
              .map((column) => column.name),
    };
  });
}
