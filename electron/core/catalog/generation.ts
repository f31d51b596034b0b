import type { Db } from '../db/open.ts';

const generations = new WeakMap<Db, number>();

/** Moves each time the mirror is written: what is derived from it in memory goes by this. */
export const generation = (db: Db): number => generations.get(db) ?? 0;

/** Called by the mirror's writer, the only one there is. */
export function moved(db: Db): void {
  generations.set(db, generation(db) + 1);
}
