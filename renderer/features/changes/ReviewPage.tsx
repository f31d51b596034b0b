import Alert from '@cloudscape-design/components/alert';
import Input, { type InputProps } from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useRef } from 'react';
import { useSearch } from 'wouter';
import type { ChangeSet } from '#shared/changes.ts';
import { navigate } from '../../api/hash-location.ts';
import { core } from '../../api/queries.ts';
import { useOffer } from '../../shell/offers.ts';
import { useThing } from '../../shell/trail.ts';
import { Ask } from '../../ui/Ask.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { countOf } from './next-step.ts';
import { ConflictBar } from './ConflictBar.tsx';
import { Entities } from './Entities.tsx';
import { usePush } from './pushing.ts';
import { LastPush, Pushing } from './Pushing.tsx';
import { ReviewHeader } from './ReviewHeader.tsx';
import { ReviewLines } from './ReviewLines.tsx';
import { isNarrowed, linesInput, readReview, reviewAddress, type ReviewState, wholeSet } from './review-state.ts';
import { NoSets } from './SetsPage.tsx';
import { StateCounts } from './StateCounts.tsx';

/** One change set: what it would write, before and after, and the step that comes next. */
export default function ReviewPage({ setId }: { setId: string }) {
  const set = useQuery(core.changes.set.queryOptions({ input: { setId } }));
  useThing(set.data?.title);
  return (
    <Ask query={set} word="the change set">
      {(data) => <Review set={data} />}
    </Ask>
  );
}

function Review({ set }: { set: ChangeSet }) {
  const review = readReview(useSearch());
  const text = useDeferredValue(review.text);
  const box = useRef<InputProps.Ref>(null);
  const { running, last } = usePush(set);
  const go = (next: ReviewState, { replace = false } = {}) => navigate(reviewAddress(set.id, next), { replace });
  const narrowed = isNarrowed(review);
  useOffer('search.focus', () => box.current?.focus(), set.lines > 0);
  useOffer('search.clear', () => go(wholeSet), narrowed);
  const input = linesInput(set.id, { ...review, text });
  return (
    <SpaceBetween size="m">
      <ReviewHeader set={set} pushing={running !== null} />
      {running && <Pushing key={running.id} job={running} />}
      {!running && last && <LastPush set={set} last={last} />}
      {!running && countOf(set, 'conflict') > 0 && <ConflictBar set={set} />}
      {set.moved > 0 && <Moved set={set} isShown={review.moved} />}
      {set.lines === 0 ? (
        <Nothing set={set} />
      ) : (
        <div className="mw-catalog-columns mw-review">
          <aside aria-label="Counts and entities" className="mw-facets">
            <StateCounts set={set} review={review} onReview={go} />
            <Entities set={set} review={{ ...review, text }} onReview={go} />
          </aside>
          <section aria-label="Lines" className="mw-columns">
            <Input
              ref={box}
              type="search"
              value={review.text}
              ariaLabel="Search the lines"
              clearAriaLabel="Clear the search"
              placeholder="Name, column or new value"
              onChange={({ detail }) =>
                go(
                  { ...review, text: detail.value.slice(0, 200) },
                  { replace: review.text !== '' && detail.value !== '' },
                )
              }
            />
            <ReviewLines
              key={JSON.stringify(input)}
              set={set}
              input={input}
              narrowed={narrowed}
              pushing={running !== null}
              onWide={() => go(wholeSet)}
            />
          </section>
        </div>
      )}
    </SpaceBetween>
  );
}

/** Lines whose ground has shifted; the push asks AWS again and stops only where it matters. */
function Moved({ set, isShown }: { set: ChangeSet; isShown: boolean }) {
  const one = set.moved === 1;
  return (
    <Alert type="info" statusIconAriaLabel="Info">
      {set.moved.toLocaleString('en')} {one ? 'line stands' : 'lines stand'} on something that has moved at AWS since{' '}
      {one ? 'it was' : 'they were'} staged. A push reads again, and asks only where the very same value was changed.{' '}
      <a href={`#${reviewAddress(set.id, isShown ? {} : { moved: true })}`}>
        {isShown ? 'Show all lines' : one ? 'Show it' : 'Show them'}
      </a>
    </Alert>
  );
}

function Nothing({ set }: { set: ChangeSet }) {
  return set.state === 'open' ? (
    <NoSets />
  ) : (
    <Empty title="No line is left in this set" cause="Every line of it was taken back before it was pushed." />
  );
}
