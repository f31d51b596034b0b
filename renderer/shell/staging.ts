import type { StageLine } from '#shared/changes.ts';
import { client } from '../api/client.ts';
import { navigate } from '../api/hash-location.ts';
import { dismiss, notify, say } from '../ui/notices.ts';
import { stagedWords } from './staged-words.ts';

const NOTICE = 'changes.stage';

/** Undoes the last step of staging and tells which it was. */
export async function stepBack(): Promise<void> {
  const { label } = await client.changes.back();
  dismiss(NOTICE);
  say(label === null ? 'There is nothing to undo' : `Undone: ${label}`);
}

/** Does the step of staging again that was undone last. */
export async function stepForth(): Promise<void> {
  const { label } = await client.changes.forth();
  say(label === null ? 'There is nothing to do again' : `Done again: ${label}`);
}

/**
 * Stages changes and tells what became of them, with the way back. Answers whether all of them were taken.
 * @param label what was done, for undo: "Describe customer_orders"
 * @throws what the core says where nothing can be staged at all
 */
export async function stageChanges(lines: StageLine[], label: string): Promise<boolean> {
  const told = await client.changes.stage({ lines, label: label.slice(0, 200) });
  const left = told.reasons[0];
  const { setId } = told;
  notify({
    id: NOTICE,
    type: left ? 'warning' : 'success',
    header: stagedWords(told),
    text: left ? `${left.message} (${left.code})` : label,
    ...(told.staged + told.reverted > 0
      ? { action: { label: 'Undo', run: () => void stepBack() } }
      : setId !== null && { action: { label: 'Review', run: () => navigate(`/change-sets/${setId}`) } }),
  });
  return left === undefined;
}
