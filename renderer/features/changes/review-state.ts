import {
  CHANGE_KINDS,
  type ChangeKind,
  type ConflictKind,
  CONFLICTS,
  LINE_STATES,
  type LineState,
} from '#shared/changes.ts';

/** What the review shows; kept in the address, so that back and forward work. */
export interface ReviewState {
  states: readonly LineState[];
  /** Only conflicts of these kinds. */
  conflicts: readonly ConflictKind[];
  /** Only lines that stand on something that has moved. */
  moved: boolean;
  text: string;
  /** Only the lines of one entity. */
  entity: { kind: ChangeKind; id: string } | null;
}

export const wholeSet: ReviewState = { states: [], conflicts: [], moved: false, text: '', entity: null };

const LONGEST_TEXT = 200;
const LONGEST_ID = 512;

/** The state an address tells of. Anything that makes no sense in it counts as not said. */
export function readReview(search: string): ReviewState {
  const said = new URLSearchParams(search);
  const states = said.getAll('state');
  const conflicts = said.getAll('conflict');
  const kind = CHANGE_KINDS.find((one) => one === said.get('kind'));
  const id = said.get('id') ?? '';
  return {
    states: LINE_STATES.filter((state) => states.includes(state)),
    conflicts: CONFLICTS.filter((conflict) => conflicts.includes(conflict)),
    moved: said.get('moved') === '1',
    text: (said.get('q') ?? '').slice(0, LONGEST_TEXT),
    entity: kind !== undefined && id !== '' && id.length <= LONGEST_ID ? { kind, id } : null,
  };
}

/** The address of a set's review; what is as usual is left out. */
export function reviewAddress(setId: string, review: Partial<ReviewState> = {}): string {
  const { states, conflicts, moved, text, entity } = review;
  const said = new URLSearchParams();
  for (const state of states ?? []) said.append('state', state);
  for (const conflict of conflicts ?? []) said.append('conflict', conflict);
  if (moved) said.set('moved', '1');
  if (text) said.set('q', text);
  if (entity) {
    said.set('kind', entity.kind);
    said.set('id', entity.id);
  }
  const search = said.toString();
  const path = `/change-sets/${encodeURIComponent(setId)}`;
  return search === '' ? path : `${path}?${search}`;
}

export const isNarrowed = ({ states, conflicts, moved, text, entity }: ReviewState): boolean =>
  states.length > 0 || conflicts.length > 0 || moved || text.trim() !== '' || entity !== null;

/** One state on or off, of whatever kind. */
export const toggledState = (review: ReviewState, state: LineState): ReviewState => ({
  ...review,
  conflicts: [],
  moved: false,
  states: review.states.includes(state)
    ? review.states.filter((other) => other !== state)
    : LINE_STATES.filter((other) => other === state || review.states.includes(other)),
});

/** Conflicts of one kind on or off. What was settled keeps its kind, so that the state is said with it. */
export function toggledConflict(review: ReviewState, conflict: ConflictKind): ReviewState {
  const conflicts = review.conflicts.includes(conflict)
    ? review.conflicts.filter((other) => other !== conflict)
    : CONFLICTS.filter((other) => other === conflict || review.conflicts.includes(other));
  return { ...review, states: conflicts.length > 0 ? ['conflict'] : [], conflicts, moved: false };
}

/** Only what has moved, or all again. */
export const toggledMoved = (review: ReviewState): ReviewState => ({
  ...review,
  states: [],
  conflicts: [],
  moved: !review.moved,
});

/** One entity alone, or all again where it is alone already. */
export const toggledEntity = (review: ReviewState, entity: { kind: ChangeKind; id: string }): ReviewState => ({
  ...review,
  entity: review.entity?.kind === entity.kind && review.entity.id === entity.id ? null : entity,
});

/** The same, as the core is asked for lines; without the page. */
export const linesInput = (setId: string, { states, conflicts, moved, text, entity }: ReviewState) => ({
  setId,
  entity: entity && { ...entity },
  text: text.trim(),
  state: [...states],
  conflict: [...conflicts],
  moved,
});

export type LinesInput = ReturnType<typeof linesInput>;
