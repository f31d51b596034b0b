import type { Bank } from '#emulator/bank/bank.ts';
import type { Due } from '#emulator/bank/due.ts';
import type { KeyedList } from '#emulator/bank/keyed-list.ts';

/** What edits are made with: the bank, the hour, who makes them, and ids nothing was built with. */
export interface EditContext {
  readonly bank: Omit<Bank, 'edit' | 'editAs' | 'counts' | 'atTime' | keyof Due>;
  readonly clock: () => number;
  readonly by: string;
  /** the next ordinal far past every one a bank is built with */
  readonly next: () => number;
}

export const must = <T>(found: T | undefined, what: string, id: string): T => {
  if (found === undefined) throw new RangeError(`The bank has no ${what} ${id}.`);
  return found;
};

/** Drops undefined members, so that a change never writes `undefined` over an optional member. */
export const present = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;

/** Adding, changing and removing of the entities of one list, with their stamps. */
export const editsOf = <T extends { readonly id: string }>(
  list: KeyedList<T>,
  what: string,
  { clock, by }: EditContext,
) => ({
  change: (id: string, change: Partial<T>): T => {
    const moved = { updatedAt: clock(), updatedBy: by };
    const after = present({ ...must(list.get(id), what, id), ...change, ...moved });
    list.put(after);
    return after;
  },
  remove: (id: string): T => {
    const gone = must(list.get(id), what, id);
    list.remove(id);
    return gone;
  },
});
