import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import { tinykeys } from 'tinykeys';
import { ACTIONS, type ActionId, type Now, type Page } from '../actions.ts';
import { runAction } from './commands.tsx';
import { singleKeys } from './platform.ts';

const typingIn = (target: EventTarget | null) =>
  target instanceof Element &&
  target.closest('input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true]') !== null;
const inDialog = () => document.querySelector('[role=dialog][aria-modal=true]') !== null;

export const useSingleKeys = () => useSyncExternalStore(singleKeys.subscribe, singleKeys.on);

/** Listens for the shortcuts of all commands. */
export function useShortcuts(now: Now, page: Page): void {
  const bare = useSingleKeys();
  const run = useEffectEvent((id: ActionId) => void runAction(id, { now, page }));
  useEffect(() => {
    const entries = ACTIONS.flatMap(({ id, shortcut, whileTyping = false }) => {
      if (!shortcut || (!bare && !shortcut.includes('$mod'))) return [];
      const press = (event: KeyboardEvent) => {
        if (inDialog() || (typingIn(event.target) && !whileTyping)) return;
        event.preventDefault();
        run(id);
      };
      return [[shortcut, press] as const];
    });
    return tinykeys(window, Object.fromEntries(entries), { ignore: (event) => event.repeat || event.isComposing });
  }, [bare]);
}
