import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useCallback } from 'react';
import type { Plan, PlanLine } from '#shared/sync.ts';
import { ActionButton } from '../../shell/ActionButton.tsx';
import { useOffer } from '../../shell/offers.ts';
import { copyText, toTsv } from '../../ui/copying.ts';
import { Grid, type GridColumn } from '../../ui/Grid.tsx';
import { count, counted, stretch } from '../../ui/times.ts';
import { howWords, kindTitle } from '../../words.ts';
import { basisWord, howCounts, rateWords } from './plan-words.ts';

const columns: GridColumn<PlanLine>[] = [
  { id: 'kind', header: 'Kind', width: 'minmax(9rem, 1.1fr)', text: (line) => kindTitle(line.kind) },
  { id: 'how', header: 'How', width: '9rem', text: (line) => howWords[line.how].plan },
  {
    id: 'calls',
    header: 'Calls',
    width: '6rem',
    number: true,
    text: (line) => (line.calls === null ? 'not known' : count(line.calls)),
  },
  { id: 'rate', header: 'AWS allows', width: '10.5rem', text: rateWords },
  { id: 'operation', header: 'Operation', width: 'minmax(12rem, 1.3fr)', text: (line) => line.operation },
  { id: 'why', header: 'Why', width: 'minmax(11rem, 1.8fr)', text: (line) => line.why },
];

const shortest = ({ basis, seconds }: Plan): string => {
  if (basis === 'nothing yet' || seconds === null) return 'not known yet';
  return seconds === 0 ? 'no time at all' : stretch(seconds);
};

/** A plan: its sum as a lower bound with what that rests on, then kind by kind. */
export function PlanLines({ plan, pending }: { plan: Plan; pending: boolean }) {
  const unknown = plan.lines.filter((line) => line.calls === null && line.how !== 'kept' && line.how !== 'unavailable');
  const copy = useCallback(() => {
    const rows = plan.lines.map((line) => columns.map((column) => column.text(line)));
    void copyText(toTsv([columns.map(({ header }) => header), ...rows]), `${rows.length} rows`);
  }, [plan]);
  useOffer('results.copy', copy, plan.lines.length > 0);
  return (
    <div className={pending ? 'mw-stale' : undefined}>
      <SpaceBetween size="s">
        <KeyValuePairs
          columns={4}
          items={[
            {
              label: 'Calls',
              value: `${plan.basis === 'nothing yet' ? 'not known yet' : count(plan.calls)}${unknown.length > 0 && plan.calls > 0 ? ' and more' : ''}`,
            },
            { label: 'Takes at least', value: shortest(plan) },
            { label: 'Rests on', value: basisWord(plan) },
            {
              label: 'Kinds',
              value: howCounts(plan.lines)
                .map(({ how, kinds }) => `${howWords[how].plan.toLowerCase()}: ${kinds}`)
                .join(', '),
            },
          ]}
        />
        {(plan.basis === 'nothing yet' || unknown.length > 0) && (
          <div className="mw-spread">
            <span>
              {plan.basis === 'nothing yet'
                ? 'Nothing was pulled yet, so nobody can say how long it takes. A handful of calls tells.'
                : `${counted(unknown.length, 'kind')} cannot be reckoned yet. A handful of calls tells.`}
            </span>
            <ActionButton id="sync.size" />
          </div>
        )}
        <Grid label="Plan by kind" columns={columns} rowCount={plan.lines.length} rowAt={(at) => plan.lines[at]} />
        <div className="mw-second">
          Each operation has its own rate, and all go on at once: the time is the longest of them, were nothing to fail.
          Rates marked as our guess are not published by AWS.
        </div>
      </SpaceBetween>
    </div>
  );
}
