import type { Staged } from '#shared/changes.ts';
import { makeSet } from '../changes/commands.ts';
import { openSet } from '../changes/sets.ts';
import type { Staging } from '../changes/stage.ts';
import { Step } from '../changes/step.ts';
import type { Context } from '../context.ts';
import type { Db } from '../db/open.ts';

/**
 * Stages in one transaction and as one step that can be undone, into the open set, which is made with its first line.
 * @param action of the audit entry @param work does the staging; its counts are told in the entry
 */
export function stageStep<T extends Omit<Staged, 'setId' | 'reasons'>>(
  context: Context,
  said: { action: string; label: string },
  work: (db: Db, staging: Staging, step: Step) => T,
): T & { setId: string | null } {
  return context.desk.write(
    ({ setId, staged, unchanged, reverted, skipped }) => ({
      action: said.action,
      entity: setId,
      details: { label: said.label, staged, unchanged, reverted, skipped },
    }),
    (db): T & { setId: string | null } => {
      const at = context.clock().toISOString();
      const before = openSet(db);
      const { id: setId } = before ?? makeSet(context, db, `Changes of ${at.slice(0, 10)}`, null);
      const step = new Step();
      const told = work(db, { setId, actor: context.actor, at }, step);
      step.keep(db, setId, said.label);
      // A set nothing came into is not made.
      if (before !== undefined || told.staged > 0) return { ...told, setId };
      db.prepare('DELETE FROM change_set WHERE id = ?').run(setId);
      return { ...told, setId: null };
    },
    'changes.stage',
  );
}
