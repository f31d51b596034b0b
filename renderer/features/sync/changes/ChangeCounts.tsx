import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import { useState } from 'react';
import type { EntityKind } from '#shared/entities.ts';
import { ChangeWord, type DiffOutput } from '#shared/history.ts';
import { Text } from '../../../ui/Text.tsx';
import { count } from '../../../ui/times.ts';
import { changeWords, kindTitle, kindWord } from '../../../words.ts';
import {
  cell,
  type ChangeState,
  changeTotals,
  fieldCounts,
  isCell,
  isNarrowed,
  toggledChange,
  toggledField,
  wide,
} from './change-state.ts';

const CHANGES = ChangeWord.options;
const FIRST_FIELDS = 8;

interface ChangeCountsProps {
  data: Pick<DiffOutput, 'kinds' | 'fields'>;
  state: ChangeState;
  onState: (state: ChangeState) => void;
}

/** How much changed, by kind and sort of change, and in which fields. A click on a number shows its rows. */
export function ChangeCounts({ data, state, onState }: ChangeCountsProps) {
  const totals = changeTotals(data.kinds);
  return (
    <div className="mw-facets">
      <div className="mw-facets-head">
        <b>Narrow down</b>
        {isNarrowed(state) && (
          <Button variant="inline-link" onClick={() => onState(wide(state))}>
            Clear filters
          </Button>
        )}
      </div>
      <fieldset className="mw-facet">
        <legend>Change</legend>
        {CHANGES.map((change) => (
          <div key={change} className="mw-facet-value">
            <Checkbox checked={state.changes.includes(change)} onChange={() => onState(toggledChange(state, change))}>
              {changeWords[change]}
            </Checkbox>
            <span className="mw-facet-count">{count(totals[change])}</span>
          </div>
        ))}
      </fieldset>
      <table className="mw-counts">
        <caption>By kind</caption>
        <thead>
          <tr>
            <th scope="col">Kind</th>
            {CHANGES.map((change) => (
              <th key={change} scope="col">
                {changeWords[change]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.kinds.map((kind) => (
            <tr key={kind.kind}>
              <th scope="row">
                <CountButton state={state} kind={kind.kind} change={null} onState={onState} />
              </th>
              {CHANGES.map((change) => (
                <td key={change}>
                  {kind[change] === 0 ? (
                    <span className="mw-second">0</span>
                  ) : (
                    <CountButton state={state} kind={kind.kind} change={change} n={kind[change]} onState={onState} />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <Fields data={data} state={state} onState={onState} />
    </div>
  );
}

interface CountButtonProps {
  state: ChangeState;
  kind: EntityKind;
  change: ChangeWord | null;
  n?: number;
  onState: (state: ChangeState) => void;
}

function CountButton({ state, kind, change, n, onState }: CountButtonProps) {
  const name = change === null ? `All changes of ${kindWord(kind)}` : `${kindWord(kind)} ${change}: ${count(n ?? 0)}`;
  return (
    <button
      type="button"
      className="mw-count"
      aria-label={name}
      aria-pressed={isCell(state, kind, change)}
      onClick={() => onState(cell(state, kind, change))}
    >
      {n === undefined ? kindTitle(kind) : count(n)}
    </button>
  );
}

function Fields({ data, state, onState }: ChangeCountsProps) {
  const [open, setOpen] = useState(false);
  const counts = fieldCounts(data.fields, state.kinds);
  const gone = state.fields.filter((field) => !counts.some((one) => one.field === field));
  const all = [...gone.map((field) => ({ field, count: 0 })), ...counts];
  const shown = open ? all : all.filter(({ field }, at) => at < FIRST_FIELDS || state.fields.includes(field));
  if (all.length === 0) return null;
  return (
    <fieldset className="mw-facet">
      <legend>Field that changed</legend>
      {shown.map(({ field, count: n }) => (
        <div key={field} className="mw-facet-value">
          <Checkbox checked={state.fields.includes(field)} onChange={() => onState(toggledField(state, field))}>
            <Text limit={60} bare>
              {field}
            </Text>
          </Checkbox>
          <span className="mw-facet-count">{count(n)}</span>
        </div>
      ))}
      {(open || shown.length < all.length) && (
        <Button variant="inline-link" onClick={() => setOpen(!open)}>
          {open ? 'Show fewer' : `Show ${all.length - shown.length} more`}
        </Button>
      )}
    </fieldset>
  );
}
