import type { FacetValue, SearchHit, SearchInput, SearchOutput } from '#shared/catalog.ts';
import { AssetId, LISTING_STATES } from '#shared/catalog.ts';
import type { Db } from '../db/open.ts';
import { incomplete } from '../sync/queries.ts';
import { countFacets, type FacetCounts, type Project } from './facet-counts.ts';
import { facetIndex } from './facet-index.ts';
import { type UnitTree, unitTree } from './units.ts';
import { matchFor, wordTest } from './words.ts';

/** How many values of one facet are told; the rest is found by narrowing. */
const MOST_VALUES = 200;

/**
 *   words ──> asset_words (FTS5) ──> keys ──> one pass over the facet index: total and five facets
 *                      └──────────> ranked ──> one page of rows
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
  const keys = nothing
    ? []
    : match === null
      ? null
      : (db.prepare('SELECT rowid FROM asset_words WHERE asset_words MATCH ?').pluck().all(match) as number[]);
  const counts = countFacets(facetIndex(db), keys, input, projects, tree);
  return {
    total: counts.total,
    items: counts.total === 0 ? [] : page(db, input, match, projects, tree),
    facets: facets(db, counts, projects, tree),
    incomplete: incomplete(db),
  };
}

function facets(db: Db, counts: FacetCounts, projects: Map<string, Project>, tree: UnitTree): SearchOutput['facets'] {
  const units = new Map<string, number>();
  for (const [project, count] of counts.unitProjects) {
    const unit = projects.get(project)?.unit;
    if (unit !== null && unit !== undefined)
      for (const above of tree.path(unit)) units.set(above.id, (units.get(above.id) ?? 0) + count);
  }
  const termName = db.prepare('SELECT name FROM remote_glossary_term WHERE id = ?').pluck();
  return {
    domainUnit: ranked(
      units,
      (id) => tree.units.get(id)?.name,
      (id) => tree.units.get(id)?.parentId ?? null,
    ),
    project: ranked(counts.project, (id) => projects.get(id)?.name),
    type: ranked(counts.type, (id) => id),
    status: LISTING_STATES.filter((state) => counts.status.has(state)).map((state) => ({
      id: state,
      name: state,
      count: counts.status.get(state) ?? 0,
      parentId: null,
    })),
    term: ranked(counts.term, (id) => termName.get(id) as string | undefined),
  };
}

function ranked(
  counts: Map<string, number>,
  name: (id: string) => string | undefined,
  parent: (id: string) => string | null = () => null,
): FacetValue[] {
  return [...counts]
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, MOST_VALUES)
    .map(([id, count]) => ({ id, name: name(id) ?? id, count, parentId: parent(id) }))
    .toSorted((a, b) => b.count - a.count || a.name.localeCompare(b.name));
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
const ROW =
  'a.key, a.id, a.name, a.description, a.type, a.project_id AS project, a.listing_state AS listing, a.columns';

/** The rows of one page. Ranked words without a choice are cut to the page before any row is looked at. */
function rowsOf(
  db: Db,
  input: SearchInput,
  match: string | null,
  projects: Map<string, Project>,
  tree: UnitTree,
): Row[] {
  const { sql, values } = conditions(input, projects, tree);
  const paging = [input.limit, input.offset];
  if (match !== null && input.sort === 'relevance' && sql === '')
    return db
      .prepare<unknown[], Row>(
        `SELECT ${ROW} FROM (SELECT rowid AS key, ${RANK} AS rank FROM asset_words WHERE asset_words MATCH ? ORDER BY rank, rowid LIMIT ? OFFSET ?) AS hit
         JOIN remote_asset a ON a.key = hit.key ORDER BY hit.rank, a.key`,
      )
      .all(match, ...paging);
  const byName = 'a.name COLLATE NOCASE, a.key';
  const order = {
    relevance: match === null ? byName : `${RANK}, a.key`,
    name: byName,
    newest: 'a.created_at DESC, a.key',
  }[input.sort];
  const from =
    match === null
      ? 'remote_asset a WHERE 1'
      : 'asset_words JOIN remote_asset a ON a.key = asset_words.rowid WHERE asset_words MATCH ?';
  return db
    .prepare<unknown[], Row>(`SELECT ${ROW} FROM ${from} ${sql} ORDER BY ${order} LIMIT ? OFFSET ?`)
    .all(...(match === null ? [] : [match]), ...values, ...paging);
}

/** The choices as conditions; a unit stands for the projects in it and below it. */
function conditions(
  input: SearchInput,
  projects: Map<string, Project>,
  tree: UnitTree,
): { sql: string; values: string[] } {
  const parts: string[] = [];
  const values: string[] = [];
  const among = (column: string, list: readonly string[]) => {
    parts.push(`AND ${column} IN (SELECT value FROM json_each(?))`);
    values.push(JSON.stringify(list));
  };
  if (input.domainUnit.length > 0) {
    const inUnits = [...projects.values()].filter(
      (project) => project.unit !== null && tree.path(project.unit).some((unit) => input.domainUnit.includes(unit.id)),
    );
    among(
      'a.project_id',
      inUnits.map((project) => project.id),
    );
  }
  if (input.project.length > 0) among('a.project_id', input.project);
  if (input.type.length > 0) among('a.type', input.type);
  if (input.status.length > 0) among('a.listing_state', input.status);
  if (input.term.length > 0) {
    parts.push(
      'AND EXISTS (SELECT 1 FROM remote_asset_term t WHERE t.asset = a.key AND t.term_id IN (SELECT value FROM json_each(?)))',
    );
    values.push(JSON.stringify(input.term));
  }
  return { sql: parts.join(' '), values };
}

function page(
  db: Db,
  input: SearchInput,
  match: string | null,
  projects: Map<string, Project>,
  tree: UnitTree,
): SearchHit[] {
  const terms = db.prepare<[number], { id: string; name: string }>(
    'SELECT t.term_id AS id, coalesce(g.name, t.term_id) AS name FROM remote_asset_term t LEFT JOIN remote_glossary_term g ON g.id = t.term_id WHERE t.asset = ? ORDER BY t.on_asset DESC, name LIMIT 20',
  );
  const columns = db.prepare<[number], { name: string; business: string | null }>(
    'SELECT name, business_name AS business FROM remote_column WHERE asset = ? ORDER BY position',
  );
  const found = match === null ? null : wordTest(input.text);
  return rowsOf(db, input, match, projects, tree).map((row) => {
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
      matchedColumns: found === null ? [] : matched(columns.iterate(row.key), found),
    };
  });
}

/** How many of the columns that made an asset match are told. */
const MOST_MATCHED = 5;

function matched(
  columns: Iterable<{ name: string; business: string | null }>,
  found: (name: string) => boolean,
): string[] {
  const names: string[] = [];
  for (const column of columns) {
    if (found(column.name) || (column.business !== null && found(column.business))) names.push(column.name);
    if (names.length === MOST_MATCHED) break;
  }
  return names;
}
