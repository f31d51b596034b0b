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

/** Opens a list. Items given as a function are made at the first question, so that they cost nothing until then. */
export const keyedList = <T>(
  items: readonly T[] | (() => readonly T[]),
  keyOf: (item: T) => string,
  changed: () => void,
): KeyedList<T> => {
  let made: Map<string, T> | undefined;
  let listed: readonly T[] | undefined;
  const held = (): Map<string, T> =>
    (made ??= new Map((typeof items === 'function' ? items() : items).map((item) => [keyOf(item), item])));
  return {
    get: (key) => held().get(key),
    list: () => (listed ??= [...held().values()]),
    size: () => held().size,
    put: (item) => {
      held().set(keyOf(item), item);
      listed = undefined;
      changed();
    },
    remove: (key) => {
      const had = held().delete(key);
      listed = undefined;
      changed();
      return had;
    },
  };
};

/** Finds the items of a list by something that is not their key. Grouped once, until the list changes. */
export const groupedBy = <T>(list: KeyedList<T>, groupOf: (item: T) => string): ((group: string) => readonly T[]) => {
  let groups = new Map<string, T[]>();
  let of: readonly T[] | undefined;
  return (group) => {
    const items = list.list();
    if (items !== of) {
      of = items;
      groups = new Map();
      for (const item of items) {
        const key = groupOf(item);
        const held = groups.get(key);
        if (held) held.push(item);
        else groups.set(key, [item]);
      }
    }
    return groups.get(group) ?? [];
  };
};
