import type * as z from 'zod';
import {
  type ChangeGroup,
  type ChangeLine,
  type ChangeSet,
  type changes,
  fieldOf,
  type LineState,
} from '#shared/changes.ts';
import { containing } from '../db/like.ts';
import type { Db } from '../db/open.ts';
import type { Line } from './line.ts';
import { MOVED } from './moved.ts';
import { openSet, secondPerson, setFrom, type SetRow, setRow } from './sets.ts';
import { nextStep } from './step.ts';

type Input<O extends 'sets' | 'groups' | 'lines'> = z.infer<NonNullable<(typeof changes)[O]['~orpc']['inputSchema']>>;

/** A page of change sets, newest first. */
export function sets(db: Db, input: Input<'sets'>, actor: string): { total: number; items: ChangeSet[] } {
  const wanted = JSON.stringify(input.state);
  const where = "WHERE ? = '[]' OR state IN (SELECT value FROM json_each(?))";
  const rows = db
    .prepare<unknown[], SetRow>(`SELECT * FROM change_set ${where} ORDER BY number DESC LIMIT ? OFFSET ?`)
    .all(wanted, wanted, input.limit, input.offset);
  return {
    total: Number(db.prepare(`SELECT count(*) FROM change_set ${where}`).pluck().get(wanted, wanted)),
    items: rows.map((row) => setFrom(db, row, actor)),
  };
}

export const set = (db: Db, id: string, actor: string): ChangeSet => setFrom(db, setRow(db, id), actor);

export const rules = (db: Db): { secondPerson: boolean } => ({ secondPerson: secondPerson(db) });

/** What undo and redo would do in the open set. */
export function steps(db: Db): { back: string | null; forth: string | null } {
  const open = openSet(db);
  return open === undefined
    ? { back: null, forth: null }
    : { back: nextStep(db, open.id, 'back'), forth: nextStep(db, open.id, 'forth') };
}

/** The name an entity goes by: the mirror's, else the one it is to be given here. */
const NAME = `coalesce(
  CASE c.kind WHEN 'glossary' THEN (SELECT name FROM remote_glossary WHERE id = c.entity_id)
    WHEN 'glossary_term' THEN (SELECT name FROM remote_glossary_term WHERE id = c.entity_id)
    ELSE (SELECT name FROM remote_asset WHERE id = c.entity_id) END,
  (SELECT n.value FROM change n WHERE n.kind = c.kind AND n.entity_id = c.entity_id AND n.part = '' AND n.field = 'name'
     AND n.set_id = c.set_id ORDER BY n.id DESC LIMIT 1),
  c.entity_id)`;

const OWNER = `CASE c.kind
  WHEN 'glossary_term' THEN (SELECT g.name FROM remote_glossary_term t JOIN remote_glossary g ON g.id = t.glossary_id WHERE t.id = c.entity_id)
  WHEN 'glossary' THEN (SELECT p.name FROM remote_glossary g JOIN remote_project p ON p.id = g.owning_project_id WHERE g.id = c.entity_id)
  ELSE (SELECT p.name FROM remote_asset a JOIN remote_project p ON p.id = a.project_id WHERE a.id = c.entity_id) END`;

/** In the order in which they are pushed. */
const ORDER = "CASE c.kind WHEN 'glossary' THEN 0 WHEN 'glossary_term' THEN 1 WHEN 'asset' THEN 2 ELSE 3 END";

/** Only rows whose names hold the words, or whose lines are in one of these states. */
function narrowed(input: {
  text: string;
  state: readonly LineState[];
  conflict?: readonly string[];
  moved?: boolean;
}): { sql: string; values: string[] } {
  const values: string[] = [];
  let sql = '';
  if (input.state.length > 0) {
    sql += ' AND c.state IN (SELECT value FROM json_each(?))';
    values.push(JSON.stringify(input.state));
  }
  if (input.conflict !== undefined && input.conflict.length > 0) {
    sql += ' AND c.conflict IN (SELECT value FROM json_each(?))';
    values.push(JSON.stringify(input.conflict));
  }
  if (input.moved === true) sql += ` AND c.state = 'staged' AND ${MOVED}`;
  if (input.text !== '') {
    sql += ` AND concat_ws(' ', ${NAME}, c.part, c.value) LIKE ? ESCAPE '\\'`;
    values.push(containing(input.text));
  }
  return { sql, values };
}

/** A page of a set's entities, in the order in which they are pushed. */
export function groups(db: Db, input: Input<'groups'>): { total: number; items: ChangeGroup[] } {
  setRow(db, input.setId);
  const { sql, values } = narrowed(input);
  const from = `FROM change c WHERE c.set_id = ?${sql}`;
  const rows = db
    .prepare<unknown[], Omit<ChangeGroup, 'states'> & { states: string }>(
      `SELECT c.kind, c.entity_id AS entityId, ${NAME} AS name, ${OWNER} AS owner, max(c.base_revision) AS revision,
         count(*) AS lines, json_group_array(c.state) AS states
       ${from} GROUP BY c.kind, c.entity_id ORDER BY ${ORDER}, name COLLATE NOCASE, c.entity_id LIMIT ? OFFSET ?`,
    )
    .all(input.setId, ...values, input.limit, input.offset);
  return {
    total: Number(
      db
        .prepare(`SELECT count(*) FROM (SELECT 1 ${from} GROUP BY c.kind, c.entity_id)`)
        .pluck()
        .get(input.setId, ...values),
    ),
    items: rows.map((row) => ({ ...row, states: counted(JSON.parse(row.states) as LineState[]) })),
  };
}

function counted(states: readonly LineState[]): { state: LineState; count: number }[] {
  const counts = new Map<LineState, number>();
  for (const state of states) counts.set(state, (counts.get(state) ?? 0) + 1);
  return [...counts].map(([state, count]) => ({ state, count }));
}

/** A page of a set's lines, in the order of their entities. */
export function lines(db: Db, input: Input<'lines'>): { total: number; items: ChangeLine[] } {
  setRow(db, input.setId);
  const { sql, values } = narrowed(input);
  const one = input.entity === null ? '' : ' AND c.kind = ? AND c.entity_id = ?';
  const of = input.entity === null ? [] : [input.entity.kind, input.entity.id];
  const from = `FROM change c WHERE c.set_id = ?${sql}${one}`;
  const rows = db
    .prepare<unknown[], Told>(
      `SELECT c.*, ${MOVED} AS moved, ${NAME} AS name ${from}
       ORDER BY ${ORDER}, c.entity_id, c.part, c.field, c.item, c.id LIMIT ? OFFSET ?`,
    )
    .all(input.setId, ...values, ...of, input.limit, input.offset);
  const names = nameFinder(db);
  return {
    total: Number(
      db
        .prepare(`SELECT count(*) ${from}`)
        .pluck()
        .get(input.setId, ...values, ...of),
    ),
    items: rows.map((row) => lineFrom(row, names)),
  };
}

interface Told extends Line {
  moved: number;
  name: string;
}

function lineFrom(row: Told, nameOf: (id: string) => string | null): ChangeLine {
  const rule = fieldOf(row.kind, row.part, row.field);
  const isId = rule?.shape === 'set';
  const value = (value: string | null) => ({ value, name: isId && value !== null ? nameOf(value) : null });
  return {
    id: row.id,
    setId: row.set_id,
    kind: row.kind,
    entityId: row.entity_id,
    entityName: row.name,
    part: row.part,
    field: row.field,
    op: row.op,
    mine: value(row.op === 'remove' ? null : row.value),
    base: value(row.base),
    theirs: value(row.theirs),
    state: row.state,
    conflict: row.conflict,
    moved: row.moved === 1 && row.state === 'staged',
    problem: row.problem === null ? null : (JSON.parse(row.problem) as ChangeLine['problem']),
    by: row.staged_by,
    at: row.staged_at,
  };
}

function nameFinder(db: Db): (id: string) => string | null {
  const find = db.prepare<unknown[], string | null>(
    `SELECT coalesce((SELECT name FROM remote_glossary_term WHERE id = ?),
       (SELECT value FROM change WHERE kind = 'glossary_term' AND entity_id = ? AND part = '' AND field = 'name' ORDER BY id DESC LIMIT 1))`,
  );
  const met = new Map<string, string | null>();
  return (id) => {
    let name = met.get(id);
    if (name === undefined) {
      name = find.pluck().get(id, id) ?? null;
      met.set(id, name);
    }
    return name;
  };
}
