import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import type { ActionId } from '../actions.ts';

// Commands that only the screen in view can carry out: it offers them while it is shown.

const offers = new Map<ActionId, () => void>();
let offered: ReadonlySet<ActionId> = new Set();
const listeners = new Set<() => void>();
const changed = () => {
  offered = new Set(offers.keys());
  for (const listener of listeners) listener();
};

/** Offers a command of the list while the calling component is shown and `able`. */
export function useOffer(id: ActionId, run: () => void, able = true): void {
  const latest = useEffectEvent(run);
  useEffect(() => {
    if (!able) return undefined;
    const mine = () => latest();
    offers.set(id, mine);
    changed();
    return () => {
      if (offers.get(id) !== mine) return;
      offers.delete(id);
      changed();
    };
  }, [id, able]);
}

export const takeOffer = (id: ActionId): void => offers.get(id)?.();

export const useOffered = () =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => offered,
  );
