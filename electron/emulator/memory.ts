import type { Bank } from '#emulator/bank/bank.ts';

const KEPT = 64;

/** Remembers query results until the bank changes, so that paging over a large result does not search again. */
export interface Memory {
  readonly recall: <T>(key: string, make: () => T) => T;
}

export const createMemory = (bank: Bank): Memory => {
  const held = new Map<string, unknown>();
  let version = -1;
  return {
    recall: <T>(key: string, make: () => T): T => {
      if (version !== bank.version()) {
        held.clear();
        version = bank.version();
      }
      if (held.has(key)) return held.get(key) as T;
      const made = make();
      held.set(key, made);
      const oldest = held.keys().next();
      if (held.size > KEPT && !oldest.done) held.delete(oldest.value);
      return made;
    },
  };
};
