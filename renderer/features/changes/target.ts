import type { Lines } from '#shared/changes.ts';
import { client } from '../../api/client.ts';
import { type LinesInput, readLines } from './all-lines.ts';
import { bundles, isChosen, type Selection } from './selection.ts';

/** Lines that somebody means: a choice among those that fit the filters. */
export interface Target {
  input: LinesInput;
  moved: boolean;
  selection: Selection;
}

/** A choice as calls that name it: by filter where that says all of it, by ids in bundles where it does not. */
async function callsFor({ input, moved, selection }: Target): Promise<Lines[]> {
  const { setId, entity, state, text } = input;
  if (!selection.all) return bundles([...selection.ids]).map((lineIds) => ({ setId, lineIds }));
  if (selection.ids.size === 0 && text === '' && !moved)
    return [{ setId, ...(entity && { entity }), ...(state.length > 0 && { state }) }];
  const lines = await readLines(input);
  const ids = lines.filter((line) => isChosen(selection, line.id) && (!moved || line.moved)).map(({ id }) => id);
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
export async function chosenLines({ input, moved, selection }: Target, most: number) {
  const lines = await readLines(input, selection.all ? most : undefined);
  return lines.filter((line) => isChosen(selection, line.id) && (!moved || line.moved)).slice(0, most);
}
