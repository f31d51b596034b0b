import type { ChangeKind, ChangeOp, ConflictKind, LineState, StageLine } from '#shared/changes.ts';
import { prepared } from '../db/prepared.ts';
import type { Db } from '../db/open.ts';

/** A row of `change`. */
export interface Line {
  id: number;
  set_id: string;
  kind: ChangeKind;
  entity_id: string;
  part: string;
  field: string;
  item: string;
  op: ChangeOp;
  value: string | null;
  base: string | null;
  theirs: string | null;
  base_revision: string | null;
  state: LineState;
  conflict: ConflictKind | null;
  problem: string | null;
  staged_by: string;
  staged_at: string;
  ended_at: string | null;
}

/** Which value of which entity a line is about: of these there is one live line at a time. */
export type Place = Pick<Line, 'kind' | 'entity_id' | 'part' | 'field' | 'item'>;

/** A line that has not come to its end: what is laid over the mirror. */
export const LIVE = "state IN ('staged', 'conflict', 'failed', 'unknown')";

export const placeOf = ({ kind, id, part, field, op, value }: StageLine): Place => ({
  kind,
  entity_id: id,
  part,
  field,
  item: op === 'add' || op === 'remove' ? (value ?? '') : '',
});

/** The live line about this place; undefined where there is none. */
export const liveAt = (db: Db, { kind, entity_id, part, field, item }: Place): Line | undefined =>
  prepared<unknown[], Line>(
    db,
    `SELECT * FROM change WHERE kind = ? AND entity_id = ? AND part = ? AND field = ? AND item = ? AND ${LIVE}`,
  ).get(kind, entity_id, part, field, item);

/** All live lines of one entity. */
export const liveOf = (db: Db, kind: ChangeKind, entityId: string): Line[] =>
  prepared<[string, string], Line>(
    db,
    `SELECT * FROM change WHERE kind = ? AND entity_id = ? AND ${LIVE} ORDER BY part, field, item`,
  ).all(kind, entityId);

/** Whether anything is staged at all. */
export const someLive = (db: Db): boolean =>
  prepared(db, `SELECT 1 FROM change WHERE ${LIVE} LIMIT 1`).get() !== undefined;

/** Lines of a set that still have to be pushed, by entity. */
export const openLines = (db: Db, setId: string, kind: ChangeKind, entityId: string): Line[] =>
  prepared<[string, string, string], Line>(
    db,
    `SELECT * FROM change WHERE set_id = ? AND kind = ? AND entity_id = ? AND state IN ('staged', 'failed', 'unknown')
     ORDER BY part, field, item`,
  ).all(setId, kind, entityId);

const COLUMNS = [
  'set_id',
  'kind',
  'entity_id',
  'part',
  'field',
  'item',
  'op',
  'value',
  'base',
  'theirs',
  'base_revision',
  'state',
  'conflict',
  'problem',
  'staged_by',
  'staged_at',
  'ended_at',
] as const satisfies (keyof Line)[];
const MARKS = COLUMNS.map(() => '?').join(', ');
const INSERT = `INSERT INTO change (${COLUMNS.join(', ')}) VALUES (${MARKS})`;
const RESTORE = `INSERT INTO change (id, ${COLUMNS.join(', ')}) VALUES (?, ${MARKS})`;

export type NewLine = Omit<Line, 'id'>;

/** @returns its number */
export const insertLine = (db: Db, line: NewLine): number =>
  Number(prepared(db, INSERT).run(...COLUMNS.map((column) => line[column])).lastInsertRowid);

/** Put a line back as it was, number and all. */
export const restoreLine = (db: Db, line: Line): void => {
  prepared(db, RESTORE).run(line.id, ...COLUMNS.map((column) => line[column]));
};

export const deleteLine = (db: Db, id: number): void => {
  prepared(db, 'DELETE FROM change WHERE id = ?').run(id);
};
