import type { Action } from '../actions.ts';

/** The commands whose group or label holds every typed word, those that begin with it first. */
export function matching(actions: readonly Action[], text: string): Action[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const scored = actions.flatMap((action) => {
    const name = `${action.group} ${action.label}`.toLowerCase();
    if (!words.every((word) => name.includes(word))) return [];
    const begins = words.length > 0 && action.label.toLowerCase().startsWith(words[0] ?? '');
    return [{ action, score: begins ? 0 : 1 }];
  });
  return scored.toSorted((a, b) => a.score - b.score).map(({ action }) => action);
}
