import type { Bank } from '#emulator/bank/bank.ts';
import { storyOrdinals } from '#emulator/bank/governance/asset-filters.ts';
import type { Change, ChangeKind, Month } from '#emulator/bank/month/types.ts';

/** Two changes of one thing as one; undefined when it came and went. */
const merged = (before: Change, after: Change): Change | undefined => {
  if (before.change === 'added') return after.change === 'removed' ? undefined : { ...before, name: after.name };
  if (after.change !== 'changed') return after;
  const fields = [...new Set([...(before.fields ?? []), ...(after.fields ?? [])])].toSorted();
  return { ...after, fields };
};

/** Opens a month over a bank: what its steps note is added up, one change for each thing. */
export const createMonth = (bank: Bank): { readonly month: Month; readonly changes: () => readonly Change[] } => {
  const noted = new Map<string, Change>();
  const ordinals = storyOrdinals(bank.assets);
  const note = (change: Change): void => {
    const key = `${change.kind} ${change.id}`;
    const before = noted.get(key);
    const after = before ? merged(before, change) : change;
    if (after) noted.set(key, after);
    else noted.delete(key);
  };
  const plain =
    (change: 'added' | 'removed') => (kind: ChangeKind, what: { readonly id: string; readonly name: string }) =>
      note({ kind, id: what.id, name: what.name, change });
  const named = <T extends { readonly name: string }>(list: { readonly list: () => readonly T[] }, name: string) =>
    list.list().find((each) => each.name === name);
  return {
    month: {
      bank,
      added: plain('added'),
      removed: plain('removed'),
      changed: (kind, { id, name }, ...fields) =>
        note({ kind, id, name, change: 'changed', fields: fields.toSorted() }),
      asset: (name) => {
        const ordinal = ordinals.get(name);
        return ordinal === undefined ? undefined : bank.assets.byOrdinal(ordinal);
      },
      unit: (name) => named(bank.units, name),
      project: (name) => named(bank.projects, name),
      user: (userName) => bank.users.list().find((user) => user.userName === userName),
      group: (name) => named(bank.groups, name),
      term: (name) => named(bank.terms, name),
    },
    changes: () => [...noted.values()],
  };
};
