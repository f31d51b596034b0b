import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { type ChangeSet, type ConflictKind, CONFLICTS } from '#shared/changes.ts';
import { useCommands } from '../../shell/commands.tsx';
import { count, counted } from '../../ui/times.ts';
import { conflictWords } from '../../words.ts';
import { conflictsOf, countOf } from './next-step.ts';
import { linesInput, reviewAddress, toggledConflict, wholeSet } from './review-state.ts';
import { everything } from './selection.ts';
import { useSettle } from './settling.ts';

/** All conflicts of a set by their kind, each kind to be settled at once. */
export function ConflictBar({ set }: { set: ChangeSet }) {
  const { frozen } = useCommands().now;
  const { settle, isSettling } = useSettle();
  const disabled = frozen !== null || isSettling;
  const all = countOf(set, 'conflict');
  const settleAll = (kind: ConflictKind, how: 'theirs' | 'mine') =>
    settle({ input: linesInput(set.id, toggledConflict(wholeSet, kind)), selection: everything }, how);
  return (
    <Alert
      type="warning"
      statusIconAriaLabel="Warning"
      header={all === 1 ? 'One line is in conflict with AWS' : `${count(all)} lines are in conflict with AWS`}
    >
      <div className="mw-conflicts">
        {CONFLICTS.filter((kind) => conflictsOf(set, kind) > 0).map((kind) => {
          const { label, sentence, ways } = conflictWords[kind];
          return (
            <div key={kind} className="mw-conflict-kind" role="group" aria-label={label}>
              <span>
                <a href={`#${reviewAddress(set.id, toggledConflict(wholeSet, kind))}`}>
                  {counted(conflictsOf(set, kind), 'line')}
                </a>
                : {sentence} <span className="mw-second">{ways}</span>
              </span>
              <span className="mw-conflict-ways">
                <Button
                  disabled={disabled}
                  ariaLabel={`Keep theirs: ${label}`}
                  onClick={() => settleAll(kind, 'theirs')}
                >
                  Keep theirs
                </Button>
                <Button disabled={disabled} ariaLabel={`Use mine: ${label}`} onClick={() => settleAll(kind, 'mine')}>
                  Use mine
                </Button>
              </span>
            </div>
          );
        })}
      </div>
      <a href={`#${reviewAddress(set.id, { states: ['conflict'] })}`}>Show the lines in conflict</a>
    </Alert>
  );
}
