import type { Lines } from '#shared/changes.ts';
import type { LinesInput } from './review-state.ts';

/** Which lines are chosen: these, or all that fit the filters but these. */
export interface Selection {
  all: boolean;
  ids: ReadonlySet<number>;
}

export const nothing: Selection = { all: false, ids: new Set() };
export const everything: Selection = { all: true, ids: new Set() };

export const isChosen = ({ all, ids }: Selection, id: number): boolean => ids.has(id) !== all;

/** One line in or out. */
export function toggled(selection: Selection, id: number): Selection {
  const ids = new Set(selection.ids);
  if (!ids.delete(id)) ids.add(id);
  return { all: selection.all, ids };
}

/** All of these chosen, whatever was before. */
export function withAll(selection: Selection, wanted: readonly number[]): Selection {
  const ids = new Set(selection.ids);
  for (const id of wanted) {
    if (selection.all) ids.delete(id);
    else ids.add(id);
  }
  return { all: selection.all, ids };
}

/** How many of `total` lines are chosen. */
export const chosenCount = ({ all, ids }: Selection, total: number): number =>
  all ? Math.max(total - ids.size, 0) : ids.size;

/** All that fit the filters as one call names them; null where a command does not know one of the filters. */
export const byFilter = ({ setId, entity, text, state, conflict, moved }: LinesInput): Lines | null =>
  text !== '' || moved
    ? null
    : {
        setId,
        ...(entity && { entity }),
        ...(state.length > 0 && { state }),
        ...(conflict.length > 0 && { conflict }),
      };

/** A call takes so many ids at most. */
export const MOST_IDS = 10_000;

/** The ids in bundles that one call takes. */
export function bundles(ids: readonly number[], most = MOST_IDS): number[][] {
  const result: number[][] = [];
  for (let at = 0; at < ids.length; at += most) result.push(ids.slice(at, at + most));
  return result;
}
