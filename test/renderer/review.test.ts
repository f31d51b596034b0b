import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHANGE_KINDS, type ChangeSet, CONFLICTS, LINE_STATES, type LineState } from '#shared/changes.ts';
import { conflictsOf, countOf, stepsOf, toPush } from '#renderer/features/changes/next-step.ts';
import {
  isNarrowed,
  linesInput,
  readReview,
  reviewAddress,
  type ReviewState,
  toggledConflict,
  toggledEntity,
  toggledMoved,
  toggledState,
  wholeSet,
} from '#renderer/features/changes/review-state.ts';
import {
  bundles,
  byFilter,
  chosenCount,
  everything,
  isChosen,
  nothing,
  type Selection,
  toggled,
  withAll,
} from '#renderer/features/changes/selection.ts';
import { lastMove, listingsSentence, moves } from '#renderer/features/changes/set-words.ts';

const searchOf = (address: string) => address.split('?')[1] ?? '';

const review: fc.Arbitrary<ReviewState> = fc.record({
  states: fc.subarray([...LINE_STATES]),
  conflicts: fc.subarray([...CONFLICTS]),
  moved: fc.boolean(),
  text: fc.string({ maxLength: 200 }),
  entity: fc.option(
    fc.record({ kind: fc.constantFrom(...CHANGE_KINDS), id: fc.string({ minLength: 1, maxLength: 100 }) }),
    { nil: null },
  ),
});

describe('the address of a review', () => {
  it('tells the whole choice', () => {
    fc.assert(
      fc.property(review, (state) => {
        expect(readReview(searchOf(reviewAddress('s/1', state)))).toEqual(state);
      }),
    );
    expect(reviewAddress('s/1')).toBe('/change-sets/s%2F1');
    expect(reviewAddress('s', { states: ['conflict'] })).toBe('/change-sets/s?state=conflict');
    expect(reviewAddress('s', { conflicts: ['gone'], moved: true })).toBe('/change-sets/s?conflict=gone&moved=1');
  });

  it('that makes no sense counts as not said', () => {
    expect(readReview('state=nonsense&conflict=nonsense&kind=constructor&id=x&moved=yes')).toEqual(wholeSet);
    expect(readReview(`kind=asset&id=${'x'.repeat(600)}`)).toEqual(wholeSet);
    expect(readReview(`q=${'x'.repeat(600)}`).text).toHaveLength(200);
  });

  it('says whether anything is left out', () => {
    expect(isNarrowed(wholeSet)).toBe(false);
    expect(isNarrowed({ ...wholeSet, text: '  ' })).toBe(false);
    expect(isNarrowed({ ...wholeSet, moved: true })).toBe(true);
    expect(isNarrowed({ ...wholeSet, conflicts: ['gone'] })).toBe(true);
    expect(isNarrowed(toggledState(wholeSet, 'failed'))).toBe(true);
  });

  it('turns a state or an entity on and off', () => {
    const two = toggledState(toggledState(wholeSet, 'failed'), 'staged');
    expect(two.states).toEqual(['staged', 'failed']);
    expect(toggledState(toggledState(two, 'staged'), 'failed')).toEqual(wholeSet);
    const one = { kind: 'asset', id: 'a' } as const;
    const alone = toggledEntity(wholeSet, one);
    expect(linesInput('s', alone)).toEqual({
      setId: 's',
      entity: one,
      text: '',
      state: [],
      conflict: [],
      moved: false,
    });
    expect(toggledEntity(alone, one)).toEqual(wholeSet);
    // A listing goes by the id of its asset.
    expect(toggledEntity(alone, { kind: 'listing', id: 'a' }).entity?.kind).toBe('listing');
  });

  it('narrows to conflicts of a kind, which are said to be open, and to what has moved, one or the other', () => {
    const gone = toggledConflict({ ...wholeSet, states: ['staged'], moved: true }, 'gone');
    expect(gone).toEqual({ ...wholeSet, states: ['conflict'], conflicts: ['gone'] });
    const both = toggledConflict(gone, 'value');
    expect(both.conflicts).toEqual(['value', 'gone']);
    expect(toggledConflict(toggledConflict(both, 'gone'), 'value')).toEqual(wholeSet);
    expect(toggledState(both, 'failed')).toEqual({ ...wholeSet, states: ['conflict', 'failed'] });
    expect(toggledState(both, 'conflict')).toEqual(wholeSet);
    expect(toggledMoved(both)).toEqual({ ...wholeSet, moved: true });
    expect(toggledState(toggledMoved(wholeSet), 'staged')).toEqual({ ...wholeSet, states: ['staged'] });
    expect(toggledMoved(toggledMoved(wholeSet))).toEqual(wholeSet);
  });
});

describe('a choice of lines', () => {
  const lines = Array.from({ length: 12 }, (_, at) => at + 1);
  const chosen = (selection: Selection) => lines.filter((id) => isChosen(selection, id));

  it('is what was put in and not taken out again, whether it began with none or with all', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.array(fc.constantFrom(...lines), { maxLength: 30 }), (all, presses) => {
        const model = new Set(all ? lines : []);
        let selection = all ? everything : nothing;
        for (const id of presses) {
          if (!model.delete(id)) model.add(id);
          selection = toggled(selection, id);
        }
        expect(chosen(selection)).toEqual(lines.filter((id) => model.has(id)));
        expect(chosenCount(selection, lines.length)).toBe(model.size);
      }),
    );
  });

  it('takes up a stretch whatever of it was chosen before', () => {
    expect(chosen(withAll(toggled(nothing, 3), [2, 3, 4]))).toEqual([2, 3, 4]);
    expect(chosen(withAll(toggled(everything, 3), [2, 3, 4]))).toEqual(lines);
  });

  it('of all that fit is one call by its filters, unless a command does not know one of them', () => {
    const called = (changes: Partial<ReviewState>) => byFilter(linesInput('s', { ...wholeSet, ...changes }));
    expect(called({})).toEqual({ setId: 's' });
    const entity = { kind: 'asset', id: 'a' } as const;
    expect(called({ ...toggledConflict(wholeSet, 'denied'), entity })).toEqual({
      setId: 's',
      entity,
      state: ['conflict'],
      conflict: ['denied'],
    });
    expect(called({ text: ' ' })).toEqual({ setId: 's' });
    expect(called({ text: 'email' })).toBeNull();
    expect(called({ moved: true })).toBeNull();
  });

  it('goes to the core in bundles that lose and double nothing', () => {
    expect(bundles([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
    expect(bundles([])).toEqual([]);
  });
});

const setOf = (
  state: ChangeSet['state'],
  counts: Partial<Record<LineState, number>>,
  more: { mayApprove?: boolean; whyNot?: string | null } = {},
) => ({
  state,
  states: LINE_STATES.flatMap((one) => (counts[one] ? [{ state: one, count: counts[one] }] : [])),
  mayApprove: true,
  whyNot: null,
  ...more,
});
const free = { frozen: null, pushing: false, canPush: true };

describe('the next step of a change set', () => {
  it('is to propose what is staged, and says why not where nothing is', () => {
    expect(stepsOf(setOf('open', { staged: 2 }), free).primary).toEqual({
      step: 'propose',
      label: 'Propose',
      whyNot: null,
    });
    expect(stepsOf(setOf('open', {}), free).primary?.whyNot).toMatch(/nothing/);
    expect(stepsOf(setOf('open', { applied: 3 }), free).primary?.whyNot).toMatch(/nothing/);
  });

  it('is to approve, in the core’s words where this person may not', () => {
    const { primary, others } = stepsOf(setOf('proposed', { staged: 2 }), free);
    expect([primary?.step, primary?.whyNot]).toEqual(['approve', null]);
    expect(others.map(({ step }) => step)).toEqual(['withdraw']);
    const refused = setOf('proposed', { staged: 2 }, { mayApprove: false, whyNot: 'Somebody else approves.' });
    expect(stepsOf(refused, free).primary?.whyNot).toBe('Somebody else approves.');
  });

  it('is to push, again where something is left, and not where only conflicts are', () => {
    expect(stepsOf(setOf('approved', { staged: 2 }), free).primary).toEqual({
      step: 'push',
      label: 'Push…',
      whyNot: null,
    });
    const again = stepsOf(setOf('approved', { applied: 1, failed: 1 }), free);
    expect(again.primary?.label).toBe('Push again…');
    expect(again.others.map(({ step }) => step)).toEqual(['withdraw', 'undo']);
    expect(stepsOf(setOf('approved', { applied: 1, conflict: 2 }), free).primary?.whyNot).toMatch(/settle/);
    expect(stepsOf(setOf('approved', { staged: 1 }), { ...free, canPush: false }).primary?.whyNot).toMatch(/connected/);
  });

  it('of a closed one is to undo it, if anything was written', () => {
    expect(stepsOf(setOf('closed', { applied: 4 }), free).primary?.step).toBe('undo');
    expect(stepsOf(setOf('closed', { dropped: 4 }), free).primary).toBeNull();
  });

  it('waits while it is pushed or nothing can be written', () => {
    for (const state of ['open', 'proposed', 'approved', 'closed'] as const) {
      const set = setOf(state, { staged: 1, applied: 1 });
      const pushing = stepsOf(set, { ...free, pushing: true });
      for (const offer of [pushing.primary, ...pushing.others]) expect(offer?.whyNot).toBe('It is being pushed.');
      expect(stepsOf(set, { ...free, frozen: 'The disk is full.' }).primary?.whyNot).toBe('The disk is full.');
    }
  });

  it('counts what a push would try', () => {
    const set = setOf('approved', { staged: 1, failed: 2, unknown: 4, conflict: 8, applied: 16, dropped: 32 });
    expect(toPush(set)).toBe(7);
    expect(countOf(set, 'conflict', 'applied')).toBe(24);
  });
});

it('conflicts are counted by their kind', () => {
  const set = { conflicts: [{ conflict: 'gone' as const, count: 3 }] };
  expect(CONFLICTS.map((kind) => conflictsOf(set, kind))).toEqual([0, 3, 0, 0, 0, 0]);
});

it('a push says how many listings follow', () => {
  expect(listingsSentence(0)).toMatch(/none of the changed assets is published/);
  expect(listingsSentence(1)).toMatch(/^One of the changed assets is .* its listing stays/);
  expect(listingsSentence(1_204)).toMatch(/^1,204 of the changed assets are .* their listings stay/);
});

it('the history of a set is told in its order, up to where it came', () => {
  const at = (hour: number) => `2026-03-01T0${hour}:00:00.000Z`;
  const set = {
    createdBy: 'ana',
    createdAt: at(1),
    proposedBy: 'ben',
    proposedAt: at(2),
    approvedBy: null,
    approvedAt: null,
    closedAt: null,
  };
  expect(moves(set).map(({ verb, by }) => `${verb} ${by}`)).toEqual(['Begun ana', 'Proposed ben']);
  expect(lastMove({ ...set, approvedBy: 'cleo', approvedAt: at(3) })).toEqual({
    verb: 'Approved',
    by: 'cleo',
    at: at(3),
  });
});
