import type { ChangeSet, ConflictKind, LineState } from '#shared/changes.ts';
import type { JobId } from '#shared/define.ts';
import type { Db } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';
import { Failure } from '../failure.ts';
import { MOVED } from './moved.ts';

/** A row of `change_set`. */
export interface SetRow {
  number: number;
  id: string;
  title: string;
  note: string;
  state: ChangeSet['state'];
  created_by: string;
  created_at: string;
  proposed_by: string | null;
  proposed_at: string | null;
  approved_by: string | null;
  approved_at: string | null;
  closed_at: string | null;
  undoes: string | null;
}

export function setRow(db: Db, id: string): SetRow {
  const row = prepared<[string], SetRow>(db, 'SELECT * FROM change_set WHERE id = ?').get(id);
  if (row === undefined)
    throw new Failure(
      'not_found',
      'E_SET_UNKNOWN',
      'There is no such change set.',
      'Look in Changes for those there are.',
      {
        setId: id,
      },
    );
  return row;
}

/** The set lines are staged into; undefined where nothing is staged. */
export const openSet = (db: Db): SetRow | undefined =>
  prepared<[], SetRow>(db, "SELECT * FROM change_set WHERE state = 'open'").get();

/** The open set, when something is in it; one in which nothing is left makes room. */
export function occupied(db: Db): SetRow | undefined {
  const open = openSet(db);
  if (open === undefined) return undefined;
  if (db.prepare('SELECT 1 FROM change WHERE set_id = ? LIMIT 1').get(open.id) !== undefined) return open;
  db.prepare('DELETE FROM change_set WHERE id = ?').run(open.id);
  return undefined;
}

/** Whether changes are to be approved by somebody else than who had them. */
export const secondPerson = (db: Db): boolean =>
  db.prepare('SELECT second_person FROM change_rule').pluck().get() === 1;

/** As a screen shows it. @param actor who asks */
export function setFrom(db: Db, row: SetRow, actor: string): ChangeSet {
  const states = prepared<[string], { state: LineState; count: number }>(
    db,
    'SELECT state, count(*) AS count FROM change WHERE set_id = ? GROUP BY state ORDER BY state',
  ).all(row.id);
  const entities = prepared<[string], { count: number }>(
    db,
    'SELECT count(*) AS count FROM (SELECT DISTINCT kind, entity_id FROM change WHERE set_id = ?)',
  ).get(row.id);
  const moved = prepared<[string], { count: number }>(
    db,
    `SELECT count(*) AS count FROM change c WHERE set_id = ? AND state = 'staged' AND ${MOVED}`,
  ).get(row.id);
  const whyNot = approvalRefused(db, row, actor);
  return {
    id: row.id,
    title: row.title,
    note: row.note,
    state: row.state,
    createdBy: row.created_by,
    createdAt: row.created_at,
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at,
    approvedBy: row.approved_by,
    approvedAt: row.approved_at,
    closedAt: row.closed_at,
    undoes: row.undoes,
    lines: states.reduce((sum, { count }) => sum + count, 0),
    entities: entities?.count ?? 0,
    states,
    conflicts: prepared<[string], { conflict: ConflictKind; count: number }>(
      db,
      "SELECT conflict, count(*) AS count FROM change WHERE set_id = ? AND state = 'conflict' GROUP BY conflict ORDER BY conflict",
    ).all(row.id),
    moved: moved?.count ?? 0,
    listings: listings(db, row.id),
    pushing: pushing(db, row.id),
    mayApprove: whyNot === null,
    whyNot,
  };
}

/** Why this person may not approve the set; null where they may. */
export function approvalRefused(db: Db, row: SetRow, actor: string): string | null {
  if (row.state === 'open') return 'It was not proposed yet.';
  if (row.state !== 'proposed') return 'It was approved already.';
  if (!secondPerson(db)) return null;
  const had = db.prepare('SELECT 1 FROM change WHERE set_id = ? AND staged_by = ? LIMIT 1').get(row.id, actor);
  return had === undefined && row.proposed_by !== actor
    ? null
    : 'Here somebody else approves than who staged or proposed it.';
}

/** Assets of a set that are listed as the mirror knows: a new revision of theirs is to be published again. */
const listings = (db: Db, setId: string): number =>
  Number(
    prepared<[string], { count: number }>(
      db,
      `SELECT count(*) AS count FROM (SELECT DISTINCT c.entity_id FROM change c JOIN remote_asset a ON a.id = c.entity_id
       WHERE c.set_id = ? AND c.kind = 'asset' AND c.state IN ('staged', 'failed', 'unknown')
       AND a.listing_state IN ('published', 'stale'))`,
    ).get(setId)?.count,
  );

/** The job that pushes this set now; null where none does. */
export const pushing = (db: Db, setId: string): JobId | null =>
  prepared<[string], { id: JobId }>(
    db,
    "SELECT id FROM job WHERE operation = 'changes.push' AND state IN ('running', 'cancelling') AND input ->> 'setId' = ?",
  ).get(setId)?.id ?? null;
