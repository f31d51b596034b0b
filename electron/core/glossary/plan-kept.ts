import type * as z from 'zod';
import type { StageLine } from '#shared/changes.ts';
import type { glossary, ImportRow } from '#shared/glossary.ts';
import { containing } from '../db/like.ts';
import type { Db } from '../db/open.ts';
import { Failure } from '../failure.ts';
import type { GlossaryDocument } from './document.ts';
import type { ImportPlan } from './plan-import.ts';

/** Plans kept; of older ones nobody stages anything any more. */
const KEPT = 5;

export interface PlanRow {
  number: number;
  id: string;
  file: string;
  basis: string;
  at: string;
  by: string;
}

interface KeptRow {
  number: number;
  row: number | null;
  sheet: string;
  kind: ImportRow['kind'];
  entity_id: string | null;
  name: string;
  outcome: ImportRow['outcome'];
  reasons: string;
  changes: string;
  lines: string;
}

type Change = ImportRow['changes'][number];
type Values = ReadonlyMap<string, string | null>;

/** Begins to keep a plan, of which nothing is seen before `finishPlan`; those that were begun and left are gone. */
export function openPlan(db: Db, row: Omit<PlanRow, 'number'>): number {
  db.prepare('DELETE FROM glossary_plan WHERE ready = 0 OR id = ?').run(row.id);
  const { lastInsertRowid } = db
    .prepare('INSERT INTO glossary_plan (id, file, basis, at, by) VALUES (@id, @file, @basis, @at, @by)')
    .run({ ...row, file: row.file.toWellFormed() });
  return Number(lastInsertRowid);
}

/** All rows of it are written. Older plans than the last few are forgotten. */
export function finishPlan(db: Db, plan: number): void {
  db.prepare('UPDATE glossary_plan SET ready = 1 WHERE number = ?').run(plan);
  db.prepare('DELETE FROM glossary_plan WHERE number <= ? - ?').run(plan, KEPT);
}

/**
 * Writes rows of a plan, numbered from 1 in the order of the file: each call of the answer writes those from a place up
 * to another, in the caller's transaction.
 */
export function planWriter(
  db: Db,
  number: number,
  plan: ImportPlan,
  held: GlossaryDocument,
): (from: number, to: number) => void {
  const lines = Map.groupBy(plan.lines, ({ kind, id }) => `${kind} ${id}`);
  const { values, names } = valuesOf(held);
  for (const { id, name } of plan.rows) if (id !== null) names.set(id, name);
  const insert = db.prepare(
    `INSERT INTO glossary_plan_row (plan, number, row, sheet, kind, entity_id, name, outcome, reasons, changes, lines)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  return (from, to) => {
    for (const [at, verdict] of plan.rows.slice(from, to).entries()) {
      const accepted = verdict.outcome === 'create' || verdict.outcome === 'update';
      const own = accepted ? (lines.get(`${verdict.kind} ${verdict.id}`) ?? []) : [];
      insert.run(
        number,
        from + at + 1,
        verdict.place?.row ?? null,
        (verdict.place?.where ?? '').toWellFormed(),
        verdict.kind,
        verdict.id?.toWellFormed() ?? null,
        verdict.name.toWellFormed(),
        verdict.outcome,
        JSON.stringify(verdict.reasons),
        JSON.stringify(own.flatMap((line) => changeOf(line, values, names))),
        JSON.stringify(own),
      );
    }
  };
}

/** A page of a plan's rows. Throws `E_PLAN_UNKNOWN`. */
export function importRows(
  db: Db,
  input: z.infer<NonNullable<(typeof glossary)['importRows']['~orpc']['inputSchema']>>,
): { total: number; items: ImportRow[] } {
  const { number } = planRow(db, input.planId);
  const from = `FROM glossary_plan_row WHERE plan = ? AND name LIKE ? ESCAPE '\\'
    AND (? = '[]' OR outcome IN (SELECT value FROM json_each(?)))`;
  const outcomes = JSON.stringify(input.outcome);
  const values = [number, containing(input.text), outcomes, outcomes];
  const rows = db
    .prepare<unknown[], KeptRow>(`SELECT * ${from} ORDER BY number LIMIT ? OFFSET ?`)
    .all(...values, input.limit, input.offset);
  return {
    total: Number(
      db
        .prepare(`SELECT count(*) ${from}`)
        .pluck()
        .get(...values),
    ),
    items: rows.map((row) => ({
      number: row.number,
      row: row.row,
      sheet: row.sheet,
      kind: row.kind,
      id: row.entity_id,
      name: row.name,
      outcome: row.outcome,
      lines: (JSON.parse(row.lines) as StageLine[]).length,
      reasons: JSON.parse(row.reasons) as ImportRow['reasons'],
      changes: JSON.parse(row.changes) as Change[],
    })),
  };
}

export function planRow(db: Db, id: string): PlanRow {
  const row = db.prepare<[string], PlanRow>('SELECT * FROM glossary_plan WHERE id = ? AND ready = 1').get(id);
  if (row === undefined)
    throw new Failure(
      'not_found',
      'E_PLAN_UNKNOWN',
      `There is no such plan here; the last ${KEPT} are kept.`,
      'Plan the import of the file again.',
      { planId: id },
    );
  return row;
}

/** Lines of the plan's rows that stage something, by the number of the row. */
export function linesOfPlan(db: Db, plan: number): Map<number, StageLine[]> {
  const rows = db
    .prepare<[number], { number: number; lines: string }>(
      "SELECT number, lines FROM glossary_plan_row WHERE plan = ? AND lines <> '[]' ORDER BY number",
    )
    .all(plan);
  return new Map(rows.map(({ number, lines }) => [number, JSON.parse(lines) as StageLine[]]));
}

/** What stands in a line for a person: texts, and names in place of ids. */
function changeOf(line: StageLine, held: Values, names: ReadonlyMap<string, string>): Change[] {
  const { field, op, value } = line;
  const named = value === null ? null : (names.get(value) ?? value);
  if (op === 'add') return [{ field, op, before: null, after: named }];
  if (op === 'remove') return [{ field, op, before: named, after: null }];
  if (op !== 'set') return [];
  const after = field === 'glossary' ? named : value;
  return [{ field, op, before: held.get(`${line.kind} ${line.id} ${field}`) || null, after }];
}

/** Single values of what is held by kind, id and field, and the names of all of it. */
function valuesOf({ glossaries }: GlossaryDocument): { values: Values; names: Map<string, string> } {
  const values = new Map<string, string | null>();
  const names = new Map<string, string>();
  const put = (kind: string, id: string | null, fields: Record<string, string | null>) => {
    for (const [field, value] of Object.entries(fields)) values.set(`${kind} ${id} ${field}`, value);
    if (id !== null) names.set(id, fields['name'] ?? id);
  };
  for (const { id, name, description, status, terms } of glossaries) {
    put('glossary', id, { name, description, status });
    for (const term of terms)
      put('glossary_term', term.id, {
        name: term.name,
        short_description: term.shortDescription,
        long_description: term.longDescription,
        status: term.status,
      });
  }
  return { values, names };
}
