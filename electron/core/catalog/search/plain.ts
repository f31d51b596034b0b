import type { Facet, SearchInput } from '#shared/catalog.ts';
import { containing } from '../../db/like.ts';
import type { Db } from '../../db/open.ts';
import type { CountsById } from './facets.ts';
import type { Part } from './parts.ts';
import type { Places } from './places.ts';

interface Condition {
  /** The facet whose choice it is; null for a word. */
  facet: Facet | null;
  sql: string;
  value: string;
}

/**
 * Until the index is built: assets whose names contain the words, asked of SQLite, each facet without its own choice.
 * @returns the keys of the page that was asked for, how many there are, and the counts
 */
export function searchNames(
  db: Db,
  input: SearchInput,
  parts: readonly Part[],
  places: Places,
): { total: number; keys: number[]; counts: CountsById } {
  const all = conditions(input, parts, places);
  const where = (except: Facet | null) => {
    const kept = all.filter(({ facet }) => facet === null || facet !== except);
    return { sql: kept.map(({ sql }) => ` AND ${sql}`).join(''), values: kept.map(({ value }) => value) };
  };
  const fit = where(null);
  const order = input.sort === 'newest' ? 'a.created_at DESC, a.key' : 'a.name COLLATE NOCASE, a.key';
  const grouped = (except: Facet, value: string, from = 'remote_asset a') => {
    const { sql, values } = where(except);
    return db
      .prepare<unknown[], [string, number]>(
        `SELECT ${value} AS value, count(*) FROM ${from} WHERE value IS NOT NULL${sql} GROUP BY 1`,
      )
      .raw()
      .all(...values);
  };
  return {
    total: Number(
      db
        .prepare(`SELECT count(*) FROM remote_asset a WHERE 1${fit.sql}`)
        .pluck()
        .get(...fit.values),
    ),
    keys: db
      .prepare<unknown[], number>(
        `SELECT a.key FROM remote_asset a WHERE 1${fit.sql} ORDER BY ${order} LIMIT ? OFFSET ?`,
      )
      .pluck()
      .all(...fit.values, input.limit, input.offset),
    counts: {
      unitProjects: grouped('domainUnit', 'a.project_id'),
      project: grouped('project', 'a.project_id'),
      type: grouped('type', 'a.type'),
      status: grouped('status', 'a.listing_state'),
      term: grouped('term', 't.term_id', 'remote_asset a JOIN remote_asset_term t ON t.asset = a.key'),
    },
  };
}

/** The words and choices; a unit stands for the projects in it and below it. */
function conditions(input: SearchInput, parts: readonly Part[], places: Places): Condition[] {
  const list: Condition[] = [];
  for (const word of parts.flatMap((part) => part.words))
    list.push({ facet: null, sql: "a.name LIKE ? ESCAPE '\\'", value: containing(word) });
  const among = (facet: Facet, column: string, values: readonly string[]) =>
    list.push({ facet, sql: `${column} IN (SELECT value FROM json_each(?))`, value: JSON.stringify(values) });
  if (input.domainUnit.length > 0) {
    const inUnits = [...places.projects.values()].filter((project) =>
      project.units.some((unit) => input.domainUnit.includes(unit)),
    );
    among(
      'domainUnit',
      'a.project_id',
      inUnits.map((project) => project.id),
    );
  }
  if (input.project.length > 0) among('project', 'a.project_id', input.project);
  if (input.type.length > 0) among('type', 'a.type', input.type);
  if (input.status.length > 0) among('status', 'a.listing_state', input.status);
  if (input.term.length > 0)
    list.push({
      facet: 'term',
      sql: 'EXISTS (SELECT 1 FROM remote_asset_term c WHERE c.asset = a.key AND c.term_id IN (SELECT value FROM json_each(?)))',
      value: JSON.stringify(input.term),
    });
  return list;
}
