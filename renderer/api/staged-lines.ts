import { useQuery } from '@tanstack/react-query';
import type { LineState } from '#shared/changes.ts';
import { core } from './queries.ts';
import { useWorkspace } from './workspace-state.ts';

const LIVE: ReadonlySet<LineState> = new Set(['staged', 'conflict', 'failed', 'unknown']);
const TO_SETTLE: ReadonlySet<LineState> = new Set(['conflict', 'failed', 'unknown']);

/** How many lines wait to reach AWS, and how many of them need somebody; null while nobody knows. */
export function useStagedLines(): { lines: number; toSettle: number } | null {
  const open = (useWorkspace().data ?? null) !== null;
  const sets = useQuery(
    core.changes.sets.queryOptions({
      input: { state: ['open', 'proposed', 'approved'], limit: 200 },
      enabled: open,
    }),
  ).data;
  if (!open || !sets) return null;
  let lines = 0;
  let toSettle = 0;
  for (const { states } of sets.items)
    for (const { state, count } of states) {
      if (LIVE.has(state)) lines += count;
      if (TO_SETTLE.has(state)) toSettle += count;
    }
  return { lines, toSettle };
}
