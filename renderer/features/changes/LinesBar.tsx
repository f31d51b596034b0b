import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ChangeSet } from '#shared/changes.ts';
import { useOffer } from '../../shell/offers.ts';
import { count, counted } from '../../ui/times.ts';
import { countOf } from './next-step.ts';
import { useSettle } from './settling.ts';
import type { Target } from './target.ts';

interface LinesBarProps {
  set: ChangeSet;
  target: Target;
  chosen: number;
  total: number;
  /** Why nothing can be done to the lines; null while it can. */
  held: string | null;
  isTaking: boolean;
  onTakeBack: () => void;
  onCopy: () => void;
  onAll: () => void;
  onDone: () => void;
}

/** What can be done to the chosen lines. */
export function LinesBar(props: LinesBarProps) {
  const { set, target, chosen, total, held, isTaking, onTakeBack, onCopy, onAll, onDone } = props;
  const { settle, isSettling } = useSettle();
  const why = held ?? (chosen === 0 ? 'Choose lines first: Space, or a click on their mark.' : null);
  const conflicts = countOf(set, 'conflict', 'failed') > 0;
  const settleChosen = (how: 'theirs' | 'mine') => {
    settle(target, how);
    onDone();
  };
  useOffer('changes.revert', onTakeBack, why === null);
  useOffer('changes.theirs', () => settleChosen('theirs'), why === null && conflicts);
  useOffer('changes.mine', () => settleChosen('mine'), why === null && conflicts);
  const disabled = why !== null && { disabled: true, disabledReason: why };
  return (
    <Header
      variant="h2"
      counter={`(${count(total)})`}
      description={<span role="status">{chosen > 0 ? `${counted(chosen, 'line')} chosen` : 'No line is chosen.'}</span>}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          {conflicts && (
            <Button loading={isSettling} {...disabled} onClick={() => settleChosen('theirs')}>
              Keep theirs
            </Button>
          )}
          {conflicts && (
            <Button loading={isSettling} {...disabled} onClick={() => settleChosen('mine')}>
              Use mine
            </Button>
          )}
          <Button onClick={onAll}>{chosen === total ? 'Choose none' : 'Choose all'}</Button>
          <Button loading={isTaking} {...disabled} onClick={onTakeBack}>
            Take back
          </Button>
          <Button iconName="copy" onClick={onCopy}>
            Copy
          </Button>
        </SpaceBetween>
      }
    >
      Lines
    </Header>
  );
}
