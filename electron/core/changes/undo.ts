import type { Staged, StageLine } from '#shared/changes.ts';
import type { Context } from '../context.ts';
import type { Db } from '../db/open.ts';
import { Failure } from '../failure.ts';
import { makeSet } from './commands.ts';
import type { Line } from './line.ts';
import { oneOf } from './mirrored.ts';
import { occupied, setRow } from './sets.ts';
import { stageLines } from './stage.ts';
import { Step } from './step.ts';

/**
 * Stage what takes a pushed set back, as a set of its own that is reviewed like any other. What somebody has changed
 * again since then is left as they made it, and told.
 */
export function undo(context: Context, setId: string): Staged {
  return context.desk.write(
    (told: Staged) => ({
      action: 'changes.undo',
      entity: setId,
      details: { staged: told.staged, skipped: told.skipped, into: told.setId },
    }),
    (db) => {
      const pushed = setRow(db, setId);
      const other = occupied(db);
      if (other !== undefined)
        throw new Failure(
          'conflict',
          'E_SET_OPEN',
          `“${other.title}” is open for staging; what takes a set back is a set of its own.`,
          'Propose that one first, or take its lines back.',
          { setId: other.id },
        );
      const applied = db
        .prepare<[string], Line>("SELECT * FROM change WHERE set_id = ? AND state = 'applied' ORDER BY id DESC")
        .all(setId);
      if (applied.length === 0)
        throw new Failure(
          'invalid',
          'E_SET_NOT_PUSHED',
          'Nothing of this set was pushed.',
          'Take its lines back instead.',
          {
            setId,
          },
        );
      const { id } = makeSet(context, db, `Undo: ${pushed.title}`.slice(0, 200), setId);
      const lines = applied.map((line) => inverse(db, line));
      const step = new Step();
      const told = stageLines(
        db,
        { setId: id, actor: context.actor, at: context.clock().toISOString() },
        lines.filter((line) => line !== null),
        step,
      );
      step.keep(db, id, `Undo ${pushed.title}`);
      const left = lines.filter((line) => line === null).length;
      if (told.staged === 0) db.prepare('DELETE FROM change_set WHERE id = ?').run(id);
      return {
        ...told,
        setId: told.staged === 0 ? null : id,
        skipped: told.skipped + left,
        reasons: left === 0 ? told.reasons : [...told.reasons, LEFT],
      };
    },
    'changes.stage',
  );
}

const LEFT = {
  index: -1,
  code: 'E_CHANGED_SINCE',
  message: 'Some values were changed again since, or cannot be brought back; they stay as they are.',
};

/** What takes this line back; null where somebody has changed the value again. */
function inverse(db: Db, line: Line): StageLine | null {
  const place = { kind: line.kind, id: line.entity_id, part: line.part, field: line.field };
  if (line.op === 'create') return { ...place, op: 'delete', value: null };
  if (line.op === 'delete') return null;
  if (line.op === 'add') return { ...place, op: 'remove', value: line.item };
  if (line.op === 'remove') return { ...place, op: 'add', value: line.item };
  if (line.kind === 'listing') return { ...place, op: 'set', value: line.base === 'stale' ? 'published' : line.base };
  const now = oneOf(db, line.kind, line.entity_id, line.part, line.field);
  return (now ?? '') === (line.value ?? '') ? { ...place, op: 'set', value: line.base } : null;
}
