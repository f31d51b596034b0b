import { createContext, type ReactNode, use, useMemo, useSyncExternalStore } from 'react';
import { type Action, type ActionId, action, mayRun, type Now, type Page } from '../actions.ts';
import { notifyFailure } from './notify-failure.ts';

interface Commands {
  now: Now;
  page: Page;
}

const Context = createContext<Commands | null>(null);

export function CommandsProvider({ now, page, children }: Commands & { children: ReactNode }) {
  const value = useMemo(() => ({ now, page }), [now, page]);
  return <Context value={value}>{children}</Context>;
}

export function useCommands(): Commands {
  const commands = use(Context);
  if (!commands) throw new Error('outside of the shell');
  return commands;
}

let busy: ReadonlySet<ActionId> = new Set();
const listeners = new Set<() => void>();
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
const setBusy = (next: Set<ActionId>) => {
  busy = next;
  for (const listener of listeners) listener();
};

/** Commands under way, so that their buttons say so and are not pressed twice. */
export const useBusy = () => useSyncExternalStore(subscribe, () => busy);

/** Runs a command if it may run now; what goes wrong becomes a notice. */
export async function runAction(id: ActionId, { now, page }: Commands): Promise<void> {
  const wanted: Action = action(id);
  if (!mayRun(wanted, now) || busy.has(id)) return;
  const outcome = wanted.run(page);
  if (!outcome) return;
  setBusy(new Set(busy).add(id));
  try {
    await outcome;
  } catch (error) {
    notifyFailure(`${wanted.label}: not done`, error);
  } finally {
    const rest = new Set(busy);
    rest.delete(id);
    setBusy(rest);
  }
}
