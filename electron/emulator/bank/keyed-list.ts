/** An ordered list with a key: small entities, fully held. */
export interface KeyedList<T> {
  readonly get: (key: string) => T | undefined;
  /** in insertion order; the same array until something changes */
  readonly list: () => readonly T[];
  readonly size: () => number;
  /** adds, or replaces in place */
  readonly put: (item: T) => void;
  readonly remove: (key: string) => boolean;
}

export const keyedList = <T>(items: readonly T[], keyOf: (item: T) => string, changed: () => void): KeyedList<T> => {
  const held = new Map(items.map((item) => [keyOf(item), item]));
  let listed: readonly T[] | undefined;
  return {
    get: (key) => held.get(key),
    list: () => (listed ??= [...held.values()]),
    size: () => held.size,
    put: (item) => {
      held.set(keyOf(item), item);
      listed = undefined;
      changed();
    },
    remove: (key) => {
      const had = held.delete(key);
      listed = undefined;
      changed();
      return had;
    },
  };
};
