import Checkbox from '@cloudscape-design/components/checkbox';
import Button from '@cloudscape-design/components/button';
import { type ChangeSet, CONFLICTS, LINE_STATES } from '#shared/changes.ts';
import { count } from '../../ui/times.ts';
import { conflictWords, lineWords } from '../../words.ts';
import { conflictsOf, countOf } from './next-step.ts';
import { isNarrowed, type ReviewState, toggledConflict, toggledMoved, toggledState, wholeSet } from './review-state.ts';

interface StateCountsProps {
  set: ChangeSet;
  review: ReviewState;
  onReview: (review: ReviewState) => void;
}

/** How the lines of a set stand; a click on a state or a kind of conflict shows its lines only. */
export function StateCounts({ set, review, onReview }: StateCountsProps) {
  const states = LINE_STATES.filter((state) => countOf(set, state) > 0 || review.states.includes(state));
  const kinds = CONFLICTS.filter((kind) => conflictsOf(set, kind) > 0 || review.conflicts.includes(kind));
  return (
    <>
      <div className="mw-facets-head">
        <b>Narrow down</b>
        {isNarrowed(review) && (
          <Button variant="inline-link" onClick={() => onReview(wholeSet)}>
            Clear filters
          </Button>
        )}
      </div>
      <fieldset className="mw-facet">
        <legend>State</legend>
        {states.map((state) => (
          <div key={state} className="mw-facet-value" title={lineWords[state].meaning}>
            <Checkbox checked={review.states.includes(state)} onChange={() => onReview(toggledState(review, state))}>
              {lineWords[state].label}
            </Checkbox>
            <span className="mw-facet-count">{count(countOf(set, state))}</span>
          </div>
        ))}
        {(set.moved > 0 || review.moved) && (
          <div className="mw-facet-value">
            <Checkbox checked={review.moved} onChange={() => onReview(toggledMoved(review))}>
              Moved underneath
            </Checkbox>
            <span className="mw-facet-count">{count(set.moved)}</span>
          </div>
        )}
      </fieldset>
      {kinds.length > 0 && (
        <fieldset className="mw-facet">
          <legend>Conflict</legend>
          {kinds.map((kind) => (
            <div key={kind} className="mw-facet-value" title={conflictWords[kind].sentence}>
              <Checkbox
                checked={review.conflicts.includes(kind)}
                onChange={() => onReview(toggledConflict(review, kind))}
              >
                {conflictWords[kind].label}
              </Checkbox>
              <span className="mw-facet-count">{count(conflictsOf(set, kind))}</span>
            </div>
          ))}
        </fieldset>
      )}
    </>
  );
}
