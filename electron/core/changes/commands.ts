import type * as z from 'zod';
import type { changes, ChangeSet, Lines, Staged, StageLine } from '#shared/changes.ts';
import type { Context } from '../context.ts';
import type { Db } from '../db/open.ts';
import { Failure } from '../failure.ts';
import { deleteLine, type Line, LIVE } from './line.ts';
import { approvalRefused, occupied, openSet, pushing, setFrom, type SetRow, setRow } from './sets.ts';
import { type Outcome, stageLines } from './stage.ts';
import { Step, walk } from './step.ts';
import { touched } from './touched.ts';

type Input<O extends 'resolve'> = z.infer<NonNullable<(typeof changes)[O]['~orpc']['inputSchema']>>;

/** Stage lines into the open set, which is made with the first of them. */
export function stage(context: Context, input: { lines: StageLine[]; label: string }): Staged {
  return context.desk.write(
    (told: Staged) => ({
      action: 'changes.stage',
      entity: told.setId,
      details: { label: input.label, staged: told.staged, reverted: told.reverted, skipped: told.skipped },
    }),
    (db) => intoOpenSet(context, db, input.lines, input.label),
    'changes.stage',
  );
}

/**
 * Stage lines as one step into the open set, in the caller's transaction.
 * @param met told what became of each line
 */
export function intoOpenSet(
  context: Context,
  db: Db,
  lines: readonly StageLine[],
  label: string,
  met?: (index: number, outcome: Outcome) => void,
): Staged {
  const before = openSet(db);
  const { id: setId } = before ?? makeSet(context, db, titleOf(context), null);
  const step = new Step();
  const told = stageLines(db, { setId, actor: context.actor, at: now(context) }, lines, step, met);
  step.keep(db, setId, label);
  // A set nothing came into is not made.
  if (before !== undefined || told.staged > 0) return told;
  db.prepare('DELETE FROM change_set WHERE id = ?').run(setId);
  return { ...told, setId: null };
}

/** Undo the last step of staging, or do it again. */
export function step(context: Context, way: 'back' | 'forth'): { label: string | null; lines: number } {
  return context.desk.write(
    (told) => ({ action: `changes.${way}`, entity: null, details: { ...told } }),
    (db) => {
      const open = openSet(db);
      return open === undefined ? { label: null, lines: 0 } : walk(db, open.id, way);
    },
    'changes.stage',
  );
}

/** Take lines back. In the open set that is a step that can be undone. */
export function revert(context: Context, input: Lines): { reverted: number } {
  return context.desk.write(
    (told) => ({ action: 'changes.revert', entity: input.setId, details: { ...told } }),
    (db) => {
      const row = setRow(db, input.setId);
      const lines = chosen(db, input, ['staged', 'conflict', 'failed']);
      for (const line of lines) deleteLine(db, line.id);
      if (row.state === 'open') {
        const step = new Step();
        for (const line of lines) step.took(line);
        step.keep(db, row.id, `Take back ${lines.length} ${lines.length === 1 ? 'line' : 'lines'}`);
      } else touched(db, lines);
      settle(db, row, now(context));
      return { reverted: lines.length };
    },
    'changes.stage',
  );
}

export function describe(context: Context, input: { setId: string; title: string; note: string }): ChangeSet {
  return move(context, 'describe', input.setId, (db, row) => {
    db.prepare('UPDATE change_set SET title = ?, note = ? WHERE id = ?').run(input.title, input.note, row.id);
  });
}

export function propose(context: Context, input: { setId: string }): ChangeSet {
  return move(context, 'propose', input.setId, (db, row) => {
    expect(row, ['open'], 'proposed');
    if (db.prepare(`SELECT 1 FROM change WHERE set_id = ? AND ${LIVE} LIMIT 1`).get(row.id) === undefined)
      throw new Failure('invalid', 'E_SET_EMPTY', 'There is nothing in this set.', 'Stage a change first.');
    db.prepare("UPDATE change_set SET state = 'proposed', proposed_by = ?, proposed_at = ? WHERE id = ?").run(
      context.actor,
      now(context),
      row.id,
    );
  });
}

export function withdraw(context: Context, input: { setId: string }): ChangeSet {
  return move(context, 'withdraw', input.setId, (db, row) => {
    expect(row, ['proposed', 'approved'], 'opened again');
    refuseWhilePushed(db, row);
    const other = occupied(db);
    if (other !== undefined)
      throw new Failure(
        'conflict',
        'E_SET_OPEN',
        `“${other.title}” is open for staging; there is one such set at a time.`,
        'Propose that one first, or take its lines back.',
        { setId: other.id },
      );
    db.prepare(
      `UPDATE change_set SET state = 'open', proposed_by = NULL, proposed_at = NULL, approved_by = NULL, approved_at = NULL
       WHERE id = ?`,
    ).run(row.id);
  });
}

export function approve(context: Context, input: { setId: string; note: string }): ChangeSet {
  return move(context, 'approve', input.setId, (db, row) => {
    const refused = approvalRefused(db, row, context.actor);
    if (refused !== null)
      throw new Failure('denied', 'E_APPROVAL', refused, 'Ask somebody else who works on this workspace.');
    db.prepare(
      `UPDATE change_set SET state = 'approved', approved_by = ?, approved_at = ?,
         note = iif(? = '', note, trim(note || char(10) || ?, char(10))) WHERE id = ?`,
    ).run(context.actor, now(context), input.note, input.note, row.id);
  });
}

/** Settle conflicts. What is edited was approved by nobody: the set waits for approval again. */
export function resolve(context: Context, input: Input<'resolve'>): { settled: number } {
  return context.desk.write(
    (told) => ({ action: 'changes.resolve', entity: input.setId, details: { how: input.how, ...told } }),
    (db) => {
      const row = setRow(db, input.setId);
      refuseWhilePushed(db, row);
      const lines = chosen(db, input, ['conflict', 'failed']);
      const run = SETTLED[input.how];
      for (const line of lines)
        db.prepare(run).run({ id: line.id, at: now(context), value: input.how === 'edit' ? input.value : null });
      if (input.how === 'edit' && lines.length > 0 && row.state === 'approved')
        db.prepare(
          "UPDATE change_set SET state = 'proposed', proposed_by = ?, proposed_at = ?, approved_by = NULL, approved_at = NULL WHERE id = ?",
        ).run(context.actor, now(context), row.id);
      touched(db, lines);
      settle(db, row, now(context));
      return { settled: lines.length };
    },
    'changes.stage',
  );
}

const SETTLED: Record<Input<'resolve'>['how'], string> = {
  theirs: "UPDATE change SET state = 'dropped', ended_at = @at WHERE id = @id",
  // From now on it stands against what they have; the next push is an ordinary one.
  mine: `UPDATE change SET state = 'staged', base = iif(conflict = 'value', theirs, base), theirs = NULL, conflict = NULL, problem = NULL WHERE id = @id`,
  edit: `UPDATE change SET state = 'staged', value = @value, base = iif(conflict = 'value', theirs, base), theirs = NULL, conflict = NULL,
    problem = NULL WHERE id = @id AND op = 'set'`,
};

export function setRules(context: Context, input: { secondPerson: boolean }): { secondPerson: boolean } {
  return context.desk.write({ action: 'changes.setRules', entity: null, details: { ...input } }, (db) => {
    db.prepare('UPDATE change_rule SET second_person = ?').run(input.secondPerson ? 1 : 0);
    return input;
  });
}

/** A new set. @param undoes the pushed set it takes back */
export function makeSet(context: Context, db: Db, title: string, undoes: string | null): SetRow {
  const id = context.newId();
  db.prepare(
    "INSERT INTO change_set (id, title, state, created_by, created_at, undoes) VALUES (?, ?, 'open', ?, ?, ?)",
  ).run(id, title, context.actor, now(context), undoes);
  return setRow(db, id);
}

/** A set whose every line came to its end is closed; one that was never pushed and holds nothing goes. */
export function settle(db: Db, row: SetRow, at: string): void {
  const left = db.prepare(`SELECT 1 FROM change WHERE set_id = ? AND ${LIVE} LIMIT 1`).get(row.id);
  if (left !== undefined || row.state === 'open') return;
  db.prepare("UPDATE change_set SET state = 'closed', closed_at = ? WHERE id = ? AND state <> 'closed'").run(
    at,
    row.id,
  );
}

/** The lines meant, of those in one of these states. */
function chosen(db: Db, input: Lines, states: readonly Line['state'][]): Line[] {
  const wanted = input.state === undefined ? states : states.filter((state) => input.state?.includes(state));
  const ids = input.lineIds === undefined ? null : JSON.stringify(input.lineIds);
  const kinds = input.conflict === undefined ? null : JSON.stringify(input.conflict);
  return db
    .prepare<unknown[], Line>(
      `SELECT * FROM change WHERE set_id = ? AND state IN (SELECT value FROM json_each(?))
       AND (? IS NULL OR id IN (SELECT value FROM json_each(?))) AND (? IS NULL OR (kind = ? AND entity_id = ?))
       AND (? IS NULL OR conflict IN (SELECT value FROM json_each(?)))`,
    )
    .all(
      input.setId,
      JSON.stringify(wanted),
      ids,
      ids,
      input.entity?.id ?? null,
      input.entity?.kind ?? null,
      input.entity?.id ?? null,
      kinds,
      kinds,
    );
}

function move(context: Context, verb: string, setId: string, work: (db: Db, row: SetRow) => void): ChangeSet {
  return context.desk.write(
    { action: `changes.${verb}`, entity: setId, details: {} },
    (db) => {
      work(db, setRow(db, setId));
      return setFrom(db, setRow(db, setId), context.actor);
    },
    'changes.stage',
  );
}

function expect(row: SetRow, states: readonly SetRow['state'][], what: string): void {
  if (!states.includes(row.state))
    throw new Failure(
      'conflict',
      'E_SET_STATE',
      `“${row.title}” is ${row.state}: it cannot be ${what}.`,
      'Look at the set again; somebody may have moved it on.',
      { setId: row.id, state: row.state },
    );
}

function refuseWhilePushed(db: Db, row: SetRow): void {
  if (pushing(db, row.id) !== null)
    throw new Failure(
      'conflict',
      'E_SET_PUSHED',
      `“${row.title}” is being pushed.`,
      'Wait for the push, or cancel it.',
      {
        setId: row.id,
      },
    );
}

const now = (context: Context): string => context.clock().toISOString();
const titleOf = (context: Context): string => `Changes of ${now(context).slice(0, 10)}`;
