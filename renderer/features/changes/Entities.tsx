import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import type { ChangeGroup, ChangeSet } from '#shared/changes.ts';
import { toFailure } from '../../api/failure.ts';
import { core } from '../../api/queries.ts';
import { Failed } from '../../ui/Failed.tsx';
import { Grid, type GridColumn } from '../../ui/Grid.tsx';
import { GRID_PAGE, pagesInView } from '../../ui/grid-pages.ts';
import { Text } from '../../ui/Text.tsx';
import { count } from '../../ui/times.ts';
import { capital, changeKindWords } from '../../words.ts';
import { type ReviewState, toggledEntity } from './review-state.ts';

interface EntitiesProps {
  set: ChangeSet;
  review: ReviewState;
  onReview: (review: ReviewState) => void;
}

/** What a set is about, in the order in which it is pushed; one of them can be looked at alone. */
export function Entities({ set, review, onReview }: EntitiesProps) {
  const [range, setRange] = useState({ first: 0, last: 0 });
  const input = { setId: set.id, text: review.text.trim(), state: [...review.states] };
  const pages = pagesInView(range);
  const answers = useQueries({
    queries: pages.map((page) =>
      core.changes.groups.queryOptions({ input: { ...input, offset: page * GRID_PAGE, limit: GRID_PAGE } }),
    ),
  });
  const error = answers.find((answer) => answer.error)?.error;
  const total = answers[0]?.data?.total;
  const isAlone = (group: ChangeGroup) => review.entity?.kind === group.kind && review.entity.id === group.entityId;
  return (
    <div className="mw-entities">
      {error && (
        <Failed failure={toFailure(error)} onRetry={() => answers.forEach((answer) => void answer.refetch())} />
      )}
      {total !== undefined && total > 0 && (
        <Grid
          key={JSON.stringify(input)}
          label={`Entities of this set: ${count(total)}`}
          columns={entityColumns(isAlone)}
          rowCount={total}
          rowAt={(at) => answers[pages.indexOf(Math.floor(at / GRID_PAGE))]?.data?.items[at % GRID_PAGE]}
          onRange={(first, last) => setRange({ first, last })}
          onOpen={(group) => onReview(toggledEntity(review, { kind: group.kind, id: group.entityId }))}
          opensOnClick
          tallest="46vh"
        />
      )}
    </div>
  );
}

const entityColumns = (isAlone: (group: ChangeGroup) => boolean): GridColumn<ChangeGroup>[] => [
  {
    id: 'name',
    header: 'Entity',
    width: 'minmax(6rem, 1fr)',
    rowHeader: true,
    text: (group) => `${capital(changeKindWords[group.kind])} ${group.name}`,
    cell: (group) => <Name group={group} isAlone={isAlone(group)} />,
  },
  { id: 'lines', header: 'Lines', width: '3.6rem', number: true, text: (group) => count(group.lines) },
];

function Name({ group, isAlone }: { group: ChangeGroup; isAlone: boolean }) {
  return (
    <span title={[group.owner, changeKindWords[group.kind]].filter(Boolean).join(' · ')}>
      {isAlone && (
        <span className="mw-alone" aria-hidden="true">
          ▸{' '}
        </span>
      )}
      {isAlone && <span className="mw-heard">shown alone: </span>}
      <Text limit={120} bare>
        {group.name}
      </Text>
      {group.kind !== 'asset' && <span className="mw-second"> {changeKindWords[group.kind]}</span>}
    </span>
  );
}
