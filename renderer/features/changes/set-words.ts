import type { ChangeSet } from '#shared/changes.ts';
import { count } from '../../ui/times.ts';

type Moved = Pick<
  ChangeSet,
  'createdBy' | 'createdAt' | 'proposedBy' | 'proposedAt' | 'approvedBy' | 'approvedAt' | 'closedAt'
>;

interface Move {
  verb: string;
  by: string;
  at: string;
}

/** What a push comes to for consumers: `n` assets whose listing would be published again. */
export function listingsSentence(n: number): string {
  if (n === 0) return 'As far as is known here, none of the changed assets is published now.';
  const [subject, listings] =
    n === 1
      ? ['One of the changed assets is', 'its listing stays']
      : [`${count(n)} of the changed assets are`, 'their listings stay'];
  return `${subject} published now, and consumers see what was published last. With this, the push publishes again; without it, ${listings} behind until somebody publishes.`;
}

/** All that happened to a set, the oldest first. */
export function moves(set: Moved): Move[] {
  const { createdBy, createdAt, proposedBy, proposedAt, approvedBy, approvedAt } = set;
  return [
    { verb: 'Begun', by: createdBy, at: createdAt },
    ...(proposedBy !== null && proposedAt !== null ? [{ verb: 'Proposed', by: proposedBy, at: proposedAt }] : []),
    ...(approvedBy !== null && approvedAt !== null ? [{ verb: 'Approved', by: approvedBy, at: approvedAt }] : []),
  ];
}

/** What happened to it last. */
export const lastMove = (set: Moved): Move =>
  moves(set).at(-1) ?? { verb: 'Begun', by: set.createdBy, at: set.createdAt };
