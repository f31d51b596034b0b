import type { Staged } from '#shared/changes.ts';
import { count, counted } from '../ui/times.ts';

/** What a staging came to, in words: "2 changes staged, 1 taken back". */
export function stagedWords({ staged, reverted, unchanged, skipped }: Staged): string {
  const parts = [
    staged > 0 && `${counted(staged, 'change')} staged`,
    reverted > 0 && `${counted(reverted, 'change')} taken back`,
    skipped > 0 && `${count(skipped)} left out`,
  ].filter((part) => part !== false);
  if (parts.length > 0) return parts.join(', ');
  return unchanged > 0 ? 'Nothing to change: it is like that already' : 'Nothing changed';
}
