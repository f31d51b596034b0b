import type * as z from 'zod';
import {
  type Becoming,
  type Glossary,
  GLOSSARY_QUOTA,
  type glossary,
  type Term,
  TERM_QUOTA,
} from '#shared/glossary.ts';
import type { Incomplete } from '#shared/catalog.ts';
import { type Line, LIVE, liveOf } from '../changes/line.ts';
import { termOf } from '../changes/mirrored.ts';
import { overOne, overSet, pendingOf } from '../changes/overlay.ts';
import { containing } from '../db/like.ts';
import type { Db } from '../db/open.ts';
import { Failure } from '../failure.ts';
import { incomplete } from '../sync/queries.ts';

type Input<O extends 'glossaries' | 'terms'> = z.infer<NonNullable<(typeof glossary)[O]['~orpc']['inputSchema']>>;

interface GlossaryRow {
  id: string;
  name: string;
  description: string | null;
  status: string | null;
  project: string | null;
  restrictions: string;
  made: 0 | 1;
}

/** The staged value of a field, in SQL. @param of the id it is about */
const staged = (kind: 'glossary' | 'glossary_term', field: string, of: string): string =>
  `(SELECT n.value FROM change n WHERE n.kind = '${kind}' AND n.entity_id = ${of} AND n.part = '' AND n.field = '${field}' AND n.item = '' AND n.${LIVE})`;

/** Those of AWS, and those that are to be made. */
const GLOSSARIES = `
  SELECT g.id, coalesce(${staged('glossary', 'name', 'g.id')}, g.name) AS name, g.description, g.status,
    g.owning_project_id AS project, g.usage_restrictions AS restrictions, 0 AS made FROM remote_glossary g
  UNION ALL
  SELECT c.entity_id, coalesce(${staged('glossary', 'name', 'c.entity_id')}, ''), NULL, 'ENABLED',
    ${staged('glossary', 'project', 'c.entity_id')},
    json_array(${staged('glossary', 'restriction', 'c.entity_id')}), 1
  FROM change c WHERE c.kind = 'glossary' AND c.op = 'create' AND c.${LIVE}`;

const TERMS = `
  SELECT t.id, t.glossary_id AS glossary, coalesce(${staged('glossary_term', 'name', 't.id')}, t.name) AS name,
    t.short_description AS short, t.long_description AS long, t.status, t.is_a AS isA, t.classifies,
    t.updated_at AS updatedAt, t.updated_by AS updatedBy, 0 AS made FROM remote_glossary_term t
  UNION ALL
  SELECT c.entity_id, coalesce(${staged('glossary_term', 'glossary', 'c.entity_id')}, ''),
    coalesce(${staged('glossary_term', 'name', 'c.entity_id')}, ''), NULL, NULL, 'ENABLED', '[]', '[]', NULL, NULL, 1
  FROM change c WHERE c.kind = 'glossary_term' AND c.op = 'create' AND c.${LIVE}`;

/** A page of glossaries, by name. */
export function glossaries(
  db: Db,
  input: Input<'glossaries'>,
): {
  total: number;
  items: Glossary[];
  room: { glossaries: { used: number; most: number }; terms: { used: number; most: number } };
  incomplete: Incomplete[];
} {
  const like = containing(input.text);
  const from = `FROM (${GLOSSARIES}) WHERE concat_ws(' ', name, description) LIKE ? ESCAPE '\\'`;
  const rows = db
    .prepare<unknown[], GlossaryRow>(`SELECT * ${from} ORDER BY name COLLATE NOCASE, id LIMIT ? OFFSET ?`)
    .all(like, input.limit, input.offset);
  const count = (sql: string, ...values: unknown[]) =>
    Number(
      db
        .prepare(`SELECT count(*) ${sql}`)
        .pluck()
        .get(...values),
    );
  return {
    total: count(from, like),
    items: rows.map((row) => glossaryFrom(db, row)),
    room: {
      glossaries: { used: count(`FROM (${GLOSSARIES})`), most: GLOSSARY_QUOTA },
      terms: { used: count(`FROM (${TERMS})`), most: TERM_QUOTA },
    },
    incomplete: incomplete(db),
  };
}

function glossaryFrom(db: Db, row: GlossaryRow): Glossary {
  const lines = liveOf(db, 'glossary', row.id);
  const project = row.project === null ? undefined : named(db, 'remote_project', row.project);
  return {
    id: row.id,
    name: row.name,
    description: overOne(lines, '', 'description', row.description),
    status: statusOf(overOne(lines, '', 'status', row.status)),
    restricted: row.restrictions.includes('ASSET_GOVERNED_TERMS'),
    project: project ?? null,
    terms: Number(db.prepare(`SELECT count(*) FROM (${TERMS}) WHERE glossary = ?`).pluck().get(row.id)),
    becoming: becoming(lines, row.made),
    pending: pendingOf(lines, ''),
  };
}

interface TermRow {
  id: string;
  glossary: string;
  name: string;
  short: string | null;
  long: string | null;
  status: string | null;
  isA: string;
  classifies: string;
  updatedAt: string | null;
  updatedBy: string | null;
  made: 0 | 1;
}

/** A page of terms: those whose names begin with the words before those that only hold them. */
export function terms(db: Db, input: Input<'terms'>): { total: number; items: Term[]; incomplete: Incomplete[] } {
  const values: unknown[] = [containing(input.text)];
  let where = "concat_ws(' ', name, short) LIKE ? ESCAPE '\\'";
  if (input.glossaryId !== null) {
    where += ' AND glossary = ?';
    values.push(input.glossaryId);
  }
  if (input.status !== null) {
    where += ` AND coalesce(${staged('glossary_term', 'status', 'id')}, status) = ?`;
    values.push(input.status);
  }
  if (input.restricted !== null) {
    where += ` AND EXISTS (SELECT 1 FROM remote_glossary g WHERE g.id = glossary AND instr(g.usage_restrictions, 'ASSET_GOVERNED_TERMS') > 0) = ?`;
    values.push(input.restricted ? 1 : 0);
  }
  if (input.ids !== null) {
    where += ' AND id IN (SELECT value FROM json_each(?))';
    values.push(JSON.stringify(input.ids));
  }
  const from = `FROM (${TERMS}) WHERE ${where}`;
  const rows = db
    .prepare<unknown[], TermRow>(
      `SELECT * ${from} ORDER BY instr(lower(name), lower(?)) = 1 DESC, name COLLATE NOCASE, id LIMIT ? OFFSET ?`,
    )
    .all(...values, input.text.trim(), input.limit, input.offset);
  return {
    total: Number(
      db
        .prepare(`SELECT count(*) ${from}`)
        .pluck()
        .get(...values),
    ),
    items: rows.map((row) => termFrom(db, row)),
    incomplete: incomplete(db),
  };
}

/** One term. Throws `E_TERM_UNKNOWN`. */
export function term(db: Db, id: string): Term {
  const row = db.prepare<[string], TermRow>(`SELECT * FROM (${TERMS}) WHERE id = ?`).get(id);
  if (row === undefined)
    throw new Failure(
      'not_found',
      'E_TERM_UNKNOWN',
      'There is no such term.',
      'Search for it by name, or pull again.',
      {
        termId: id,
      },
    );
  return termFrom(db, row);
}

function termFrom(db: Db, row: TermRow): Term {
  const lines = liveOf(db, 'glossary_term', row.id);
  const of = named(db, 'remote_glossary', row.glossary);
  const related = (field: 'is_a' | 'classifies', ids: string) =>
    overSet(lines, '', field, JSON.parse(ids) as string[]).map((id) => ({ id, name: termOf(db, id)?.name ?? id }));
  const usage = db
    .prepare<[string], { assets: number; columns: number }>(
      `SELECT count(*) FILTER (WHERE on_asset = 1 OR governed = 1) AS assets, coalesce(sum(on_columns), 0) AS columns
       FROM remote_asset_term WHERE term_id = ?`,
    )
    .get(row.id);
  return {
    id: row.id,
    glossary: of ?? { id: row.glossary, name: stagedName(db, row.glossary) ?? row.glossary },
    name: row.name,
    shortDescription: overOne(lines, '', 'short_description', row.short),
    longDescription: overOne(lines, '', 'long_description', row.long),
    status: statusOf(overOne(lines, '', 'status', row.status)),
    restricted: termOf(db, row.id)?.restricted ?? false,
    isA: related('is_a', row.isA),
    classifies: related('classifies', row.classifies),
    usage: usage ?? { assets: 0, columns: 0 },
    updatedAt: row.updatedAt,
    updatedBy: row.updatedBy,
    becoming: becoming(lines, row.made),
    pending: pendingOf(lines, ''),
  };
}

function becoming(lines: readonly Line[], made: 0 | 1): Becoming {
  if (made === 1) return 'made';
  return lines.some(({ op }) => op === 'delete') ? 'deleted' : 'there';
}

const statusOf = (status: string | null): 'ENABLED' | 'DISABLED' | null =>
  status === 'ENABLED' || status === 'DISABLED' ? status : null;

const named = (db: Db, table: 'remote_project' | 'remote_glossary', id: string) =>
  db.prepare<[string], { id: string; name: string }>(`SELECT id, name FROM ${table} WHERE id = ?`).get(id);

const stagedName = (db: Db, glossaryId: string): string | null =>
  liveOf(db, 'glossary', glossaryId).find(({ field }) => field === 'name')?.value ?? null;
