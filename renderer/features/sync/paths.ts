export type SyncTab = 'pulls' | 'coverage' | 'changes' | 'schedule';

/** Where a part of pulls and coverage is. */
export const tabPath = (tab: SyncTab): string => (tab === 'pulls' ? '/sync' : `/sync/${tab}`);

export const coveragePath = (runId: number): string => `/sync/coverage?run=${runId}`;

/** What changed between two pulls; an end that is left out is chosen on the screen. */
export function changesPath(ends: { from?: number; to?: number }): string {
  const said = new URLSearchParams();
  if (ends.from !== undefined) said.set('from', String(ends.from));
  if (ends.to !== undefined) said.set('to', String(ends.to));
  const search = said.toString();
  return search === '' ? '/sync/changes' : `/sync/changes?${search}`;
}
