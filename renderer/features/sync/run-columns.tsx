import type { Run } from '#shared/sync.ts';
import type { AppColumn } from '../../ui/AppTable.tsx';
import { Status } from '../../ui/Status.tsx';
import { count, counted, lasted } from '../../ui/times.ts';
import { When } from '../../ui/When.tsx';
import { modeWords, runKindWords, runWords } from '../../words.ts';

export const runName = (run: Pick<Run, 'id'>): string => `pull ${run.id}`;

/** What it was, besides its number: a pull's mode, or what else wrote the mirror. */
export const runSort = ({ kind, mode }: Pick<Run, 'kind' | 'mode'>): string =>
  mode === null ? runKindWords[kind] : modeWords[mode].label;

const took = (run: Run) => (run.endedAt ? lasted(run.startedAt, run.endedAt) : '');

/** The columns of the run history; what is to be done with a run stands in a column of the screen's own. */
export const runColumns: AppColumn<Run>[] = [
  {
    id: 'id',
    header: 'Pull',
    rowHeader: true,
    minWidth: 105,
    cell: (run) => (
      <>
        #{run.id}
        <div className="mw-second">{runSort(run)}</div>
        {!run.kept && run.state !== 'running' && <div className="mw-second">history let go</div>}
      </>
    ),
    text: (run) => String(run.id),
  },
  { id: 'sort', header: 'Kind', cell: null, text: runSort },
  {
    id: 'state',
    header: 'State',
    minWidth: 115,
    cell: (run) => <Status {...runWords[run.state]} />,
    text: (run) => runWords[run.state].label,
  },
  {
    id: 'started',
    header: 'Started',
    minWidth: 190,
    cell: (run) => (
      <>
        <When at={run.startedAt} />
        <div className="mw-second">{run.endedAt ? `took ${took(run)}` : 'still running'}</div>
      </>
    ),
    text: (run) => run.startedAt,
  },
  { id: 'took', header: 'Took', cell: null, text: took },
  {
    id: 'items',
    header: 'Items read',
    minWidth: 100,
    cell: (run) => (
      <>
        {count(run.items)}
        <div className="mw-second">{run.state === 'running' ? 'so far' : `in ${counted(run.calls, 'call')}`}</div>
      </>
    ),
    text: (run) => String(run.items),
  },
  { id: 'calls', header: 'Calls', cell: null, text: (run) => String(run.calls) },
  {
    id: 'added',
    header: 'Changed in the mirror',
    minWidth: 160,
    cell: (run) =>
      run.added + run.changed + run.removed === 0 ? (
        'nothing'
      ) : (
        <>
          {counted(run.added + run.changed + run.removed, 'entity', 'entities')}
          <div className="mw-second">
            {count(run.added)} added, {count(run.changed)} changed, {count(run.removed)} removed
          </div>
        </>
      ),
    text: (run) => `${run.added} added, ${run.changed} changed, ${run.removed} removed`,
  },
  {
    id: 'scopes',
    header: 'Scopes complete',
    minWidth: 125,
    cell: (run) => `${count(run.scopesComplete)} of ${count(run.scopes)}`,
    text: (run) => `${run.scopesComplete} of ${run.scopes}`,
  },
  { id: 'kept', header: 'History', cell: null, text: keptWord },
];

/** Whether the moment can still be opened and compared. */
function keptWord(run: Run): string {
  if (run.state === 'running') return '–';
  return run.kept ? 'kept' : 'let go';
}
