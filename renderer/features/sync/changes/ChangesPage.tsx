import Button from '@cloudscape-design/components/button';
import Input, { type InputProps } from '@cloudscape-design/components/input';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useRef } from 'react';
import { useSearch } from 'wouter';
import type { DiffOutput } from '#shared/history.ts';
import type { Run } from '#shared/sync.ts';
import { navigate } from '../../../api/hash-location.ts';
import { core } from '../../../api/queries.ts';
import { ActionButton } from '../../../shell/ActionButton.tsx';
import { useOffer } from '../../../shell/offers.ts';
import { Ask } from '../../../ui/Ask.tsx';
import { Empty } from '../../../ui/Empty.tsx';
import { GRID_PAGE } from '../../../ui/grid-pages.ts';
import { Partial } from '../../../ui/Partial.tsx';
import { utcTime } from '../../../ui/times.ts';
import { RunSelect } from '../RunSelect.tsx';
import { ChangeCounts } from './ChangeCounts.tsx';
import { ChangeRows } from './ChangeRows.tsx';
import {
  type ChangeState,
  changesAddress,
  diffInput,
  ends,
  isNarrowed,
  moments,
  readChanges,
  wide,
} from './change-state.ts';

/** What changed between two pulls, in plain sentences; the address holds the whole choice. */
export default function ChangesPage() {
  const state = readChanges(useSearch());
  const runs = useQuery(core.sync.runs.queryOptions({ input: { limit: 200 } }));
  return (
    <Ask query={runs} word="pulls">
      {({ items }) => {
        const kept = moments(items);
        const chosen = ends(state, kept);
        return chosen === null ? (
          <Empty
            title="Not pulled yet"
            cause="What changed is known from the first pull on."
            step={<ActionButton id="sync.pull" />}
          />
        ) : (
          <Comparison state={state} chosen={chosen} runs={kept} />
        );
      }}
    </Ask>
  );
}

interface ComparisonProps {
  state: ChangeState;
  chosen: { from: number; to: number };
  runs: readonly Run[];
}

function Comparison({ state, chosen, runs }: ComparisonProps) {
  const box = useRef<InputProps.Ref>(null);
  const text = useDeferredValue(state.text);
  const input = diffInput({ ...state, text }, chosen);
  const diff = useQuery(
    core.sync.diff.queryOptions({
      input: { ...input, offset: 0, limit: GRID_PAGE },
      placeholderData: (before) => before,
    }),
  );
  const go = (next: ChangeState, { replace = false } = {}) => navigate(changesAddress(next), { replace });
  const choose = (next: { from: number; to: number }) => go({ ...state, ...next, fields: [] });
  const narrowed = isNarrowed(state);
  useOffer('search.focus', () => box.current?.focus());
  useOffer('search.clear', () => go(wide(state)), narrowed);
  return (
    <div className="mw-catalog">
      <div className="mw-moments">
        <RunSelect
          label="From"
          runs={runs}
          value={chosen.from}
          first={{ id: 0, label: 'Before the first pull' }}
          onChange={(from) => choose({ ...chosen, from })}
        />
        <RunSelect label="To" runs={runs} value={chosen.to} onChange={(to) => choose({ ...chosen, to })} />
        <Button onClick={() => choose({ from: chosen.to, to: chosen.from })} disabled={chosen.from === 0}>
          Swap
        </Button>
        <Input
          ref={box}
          type="search"
          value={state.text}
          ariaLabel="Search the changes"
          clearAriaLabel="Clear the search"
          placeholder="Name or id"
          onChange={({ detail }) =>
            go({ ...state, text: detail.value.slice(0, 200) }, { replace: state.text !== '' && detail.value !== '' })
          }
        />
      </div>
      <Ask query={diff} word="what changed" renderEmpty={(data) => isUnchanged(data) && <Unchanged data={data} />}>
        {(data) => (
          <div
            className={
              diff.isPlaceholderData ? 'mw-catalog-columns mw-changes mw-stale' : 'mw-catalog-columns mw-changes'
            }
          >
            <aside aria-label="Counts and filters">
              <ChangeCounts data={data} state={state} onState={go} />
            </aside>
            <section aria-label="Changes">
              {data.total === 0 ? (
                <Empty
                  title="No change fits"
                  cause="Something changed between these pulls, but nothing that fits all the filters."
                  step={<Button onClick={() => go(wide(state))}>Clear filters</Button>}
                />
              ) : (
                <ChangeRows key={JSON.stringify(input)} input={input} data={data} narrowed={narrowed} />
              )}
            </section>
          </div>
        )}
      </Ask>
    </div>
  );
}

const momentWords = ({ id, at }: DiffOutput['from']): string => {
  if (id === 0) return 'the time before the first pull';
  return at === null ? `pull ${id}` : `pull ${id} (${utcTime(at)})`;
};

const isUnchanged = ({ kinds }: DiffOutput): boolean =>
  kinds.every(({ added, removed, changed }) => added + removed + changed === 0);

/** Nothing differs at all; where a reading was partial, that proves little. */
function Unchanged({ data }: { data: DiffOutput }) {
  return (
    <Empty
      title={`Nothing changed between ${momentWords(data.from)} and ${momentWords(data.to)}`}
      cause={
        data.incomplete.length > 0 ? (
          <>
            As far as both could read: <Partial incomplete={data.incomplete} position="top" />
          </>
        ) : (
          'Both were read to the end.'
        )
      }
    />
  );
}
