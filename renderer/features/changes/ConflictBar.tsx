import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { type ChangeSet, type ConflictKind, CONFLICTS } from '#shared/changes.ts';
import { useCommands } from '../../shell/commands.tsx';
import { count, counted } from '../../ui/times.ts';
import { conflictWords } from '../../words.ts';
import { MOST_LINES, useAllLines } from './all-lines.ts';
import { countOf } from './next-step.ts';
import { linesInput, reviewAddress, wholeSet } from './review-state.ts';
import { useSettle } from './settling.ts';

/** All conflicts of a set by their kind, each kind to be settled at once. */
export function ConflictBar({ set }: { set: ChangeSet }) {
  const { frozen } = useCommands().now;
  const input = linesInput(set.id, { ...wholeSet, states: ['conflict'] });
  const { lines, isCut } = useAllLines(input, true);
  const { settle, isSettling } = useSettle();
  const byKind = new Map<ConflictKind, number[]>();
  for (const { id, conflict } of lines)
    if (conflict !== null) byKind.set(conflict, [...(byKind.get(conflict) ?? []), id]);
  const all = countOf(set, 'conflict');
  const settleAll = (ids: readonly number[], how: 'theirs' | 'mine') =>
    settle({ input, moved: false, selection: { all: false, ids: new Set(ids) } }, how);
  return (
    <Alert
      type="warning"
      statusIconAriaLabel="Warning"
      header={all === 1 ? 'One line is in conflict with AWS' : `${count(all)} lines are in conflict with AWS`}
    >
      <div className="mw-conflicts">
        {CONFLICTS.flatMap((kind) => {
          const ids = byKind.get(kind);
          if (!ids) return [];
          const { label, sentence, ways } = conflictWords[kind];
          const disabled = frozen !== null || isSettling;
          return [
            <div key={kind} className="mw-conflict-kind" role="group" aria-label={label}>
              <span>
                <b>{counted(ids.length, 'line')}:</b> {sentence} <span className="mw-second">{ways}</span>
              </span>
              <span className="mw-conflict-ways">
                <Button
                  disabled={disabled}
                  ariaLabel={`Keep theirs: ${label}`}
                  onClick={() => settleAll(ids, 'theirs')}
                >
                  Keep theirs
                </Button>
                <Button disabled={disabled} ariaLabel={`Use mine: ${label}`} onClick={() => settleAll(ids, 'mine')}>
                  Use mine
                </Button>
              </span>
            </div>,
          ];
        })}
      </div>
      {isCut && <div>Of these, the first {count(MOST_LINES)} are sorted by kind here. </div>}
      <a href={`#${reviewAddress(set.id, { states: ['conflict'] })}`}>Show the lines in conflict</a>
    </Alert>
  );
}
