import type { Lines } from '#shared/changes.ts';
import { client } from '../../api/client.ts';
import { readLines } from './all-lines.ts';
import type { LinesInput } from './review-state.ts';
import { bundles, byFilter, isChosen, type Selection } from './selection.ts';

/** Lines that somebody means: a choice among those that fit the filters. */
export interface Target {
  input: LinesInput;
  selection: Selection;
}

/** A choice as calls that name it: by filter where that says all of it, by ids in bundles where it does not. */
async function callsFor({ input, selection }: Target): Promise<Lines[]> {
  const { setId } = input;
  if (!selection.all) return bundles([...selection.ids]).map((lineIds) => ({ setId, lineIds }));
  const filter = selection.ids.size === 0 ? byFilter(input) : null;
  if (filter) return [filter];
  const ids = (await readLines(input)).map(({ id }) => id).filter((id) => isChosen(selection, id));
  return bundles(ids).map((lineIds) => ({ setId, lineIds }));
}

/** Takes lines back. Answers how many were. */
export async function takeBack(target: Target): Promise<number> {
  let reverted = 0;
  for (const lines of await callsFor(target)) reverted += (await client.changes.revert(lines)).reverted;
  return reverted;
}

/** Settles conflicts, all the same way. Answers how many were. */
export async function settle(target: Target, how: 'theirs' | 'mine'): Promise<number> {
  let settled = 0;
  for (const lines of await callsFor(target)) settled += (await client.changes.resolve({ ...lines, how })).settled;
  return settled;
}

/** The lines themselves, for copying. */
export async function chosenLines({ input, selection }: Target, most: number) {
  const lines = await readLines(input, selection.all ? most : undefined);
  return lines.filter((line) => isChosen(selection, line.id)).slice(0, most);
}
