import type { ChangeSet, ConflictKind, LineState } from '#shared/changes.ts';

export type Step = 'propose' | 'approve' | 'push' | 'withdraw' | 'undo';

export interface Offer {
  step: Step;
  label: string;
  /** Why not now; null where it may be taken. */
  whyNot: string | null;
}

interface Circumstances {
  /** Why nothing can be written at all; null while it can. */
  frozen: string | null;
  /** It is being pushed. */
  pushing: boolean;
  /** Nobody knows where AWS is, or may not go there. */
  canPush: boolean;
}

type Counted = Pick<ChangeSet, 'states'>;

export const countOf = ({ states }: Counted, ...wanted: readonly LineState[]): number =>
  states.reduce((sum, { state, count }) => sum + (wanted.includes(state) ? count : 0), 0);

/** How many lines are in a conflict of this kind. */
export const conflictsOf = ({ conflicts }: Pick<ChangeSet, 'conflicts'>, kind: ConflictKind): number =>
  conflicts.find(({ conflict }) => conflict === kind)?.count ?? 0;

/** How many lines a push would try to write. */
export const toPush = (set: Counted): number => countOf(set, 'staged', 'failed', 'unknown');

const UNDO = 'Undo this set…';

/**
 *   open ──propose──> proposed ──approve──> approved ──push──> closed ──undo──> a set of its own
 *     ^──────────────────┴──────withdraw───────┘
 *
 * The next step of a change set, first, and the others there are.
 */
export function stepsOf(
  set: Pick<ChangeSet, 'state' | 'states' | 'whyNot' | 'mayApprove'>,
  { frozen, pushing, canPush }: Circumstances,
): { primary: Offer | null; others: Offer[] } {
  const held = frozen ?? (pushing ? 'It is being pushed.' : null);
  const offer = (step: Step, label: string, whyNot: string | null = null): Offer => ({
    step,
    label,
    whyNot: held ?? whyNot,
  });
  const applied = countOf(set, 'applied');
  const undo = applied > 0 ? [offer('undo', UNDO)] : [];
  const withdraw = offer('withdraw', 'Open it again');
  switch (set.state) {
    case 'open': {
      const live = countOf(set, 'staged', 'conflict', 'failed', 'unknown');
      return {
        primary: offer('propose', 'Propose', live === 0 ? 'There is nothing in it yet.' : null),
        others: undo,
      };
    }
    case 'proposed':
      return {
        primary: offer('approve', 'Approve…', set.mayApprove ? null : (set.whyNot ?? 'It cannot be approved now.')),
        others: [withdraw, ...undo],
      };
    case 'approved': {
      const again = applied > 0 || countOf(set, 'failed', 'unknown', 'dropped') > 0;
      return {
        primary: offer('push', again ? 'Push again…' : 'Push…', whyNotPush(set, canPush)),
        others: [withdraw, ...undo],
      };
    }
    case 'closed':
      break;
  }
  return { primary: undo[0] ?? null, others: [] };
}

function whyNotPush(set: Counted, canPush: boolean): string | null {
  if (!canPush) return 'This workspace is not connected to AWS.';
  if (toPush(set) > 0) return null;
  return countOf(set, 'conflict') > 0
    ? 'Only conflicts are left: settle them first.'
    : 'There is nothing left to push.';
}
