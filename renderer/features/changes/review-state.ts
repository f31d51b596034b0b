import { CHANGE_KINDS, type ChangeKind, LINE_STATES, type LineState } from '#shared/changes.ts';

/** What the review shows; kept in the address, so that back and forward work. */
export interface ReviewState {
  states: readonly LineState[];
  /** Only lines that stand on something that has moved. */
  moved: boolean;
  text: string;
  /** Only the lines of one entity. */
  entity: { kind: ChangeKind; id: string } | null;
}

export const wholeSet: ReviewState = { states: [], moved: false, text: '', entity: null };

const LONGEST_TEXT = 200;
const LONGEST_ID = 512;

/** The state an address tells of. Anything that makes no sense in it counts as not said. */
export function readReview(search: string): ReviewState {
  const said = new URLSearchParams(search);
  const states = said.getAll('state');
  const kind = CHANGE_KINDS.find((one) => one === said.get('kind'));
  const id = said.get('id') ?? '';
  return {
    states: LINE_STATES.filter((state) => states.includes(state)),
    moved: said.get('moved') === '1',
    text: (said.get('q') ?? '').slice(0, LONGEST_TEXT),
    entity: kind !== undefined && id !== '' && id.length <= LONGEST_ID ? { kind, id } : null,
  };
}

/** The address of a set's review; what is as usual is left out. */
export function reviewAddress(setId: string, { states, moved, text, entity }: Partial<ReviewState> = {}): string {
  const said = new URLSearchParams();
  for (const state of states ?? []) said.append('state', state);
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

export const isNarrowed = ({ states, moved, text, entity }: ReviewState): boolean =>
  states.length > 0 || moved || text.trim() !== '' || entity !== null;

/** One state on or off. */
export const toggledState = (review: ReviewState, state: LineState): ReviewState => ({
  ...review,
  states: review.states.includes(state)
    ? review.states.filter((other) => other !== state)
    : LINE_STATES.filter((other) => other === state || review.states.includes(other)),
});

/** One entity alone, or all again where it is alone already. */
export const toggledEntity = (review: ReviewState, entity: { kind: ChangeKind; id: string }): ReviewState => ({
  ...review,
  entity: review.entity?.kind === entity.kind && review.entity.id === entity.id ? null : entity,
});

/** The same, as the core is asked for lines; without the page. */
export const linesInput = (setId: string, { states, text, entity }: ReviewState) => ({
  setId,
  entity: entity && { ...entity },
  text: text.trim(),
  state: [...states],
});
