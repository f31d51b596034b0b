import { useQuery } from '@tanstack/react-query';
import { Redirect } from 'wouter';
import { core } from '../../api/queries.ts';
import { Ask } from '../../ui/Ask.tsx';
import { reviewAddress } from './review-state.ts';
import { NoSets } from './SetsPage.tsx';

/** On to the set that waits longest for its next step: the open one, else one that is proposed or approved. */
export default function OpenSet() {
  const sets = useQuery(
    core.changes.sets.queryOptions({ input: { state: ['open', 'proposed', 'approved'], limit: 200 } }),
  );
  return (
    <Ask query={sets} word="change sets" renderEmpty={(data) => data.items.length === 0 && <NoSets />}>
      {({ items }) => {
        const set = items.find(({ state }) => state === 'open') ?? items.at(-1);
        return set && <Redirect to={reviewAddress(set.id)} replace />;
      }}
    </Ask>
  );
}
