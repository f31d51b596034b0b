import type { ChangeSet } from '#shared/changes.ts';

type Moved = Pick<
  ChangeSet,
  'createdBy' | 'createdAt' | 'proposedBy' | 'proposedAt' | 'approvedBy' | 'approvedAt' | 'closedAt'
>;

interface Move {
  verb: string;
  by: string;
  at: string;
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
