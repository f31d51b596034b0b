import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ChangeSet } from '#shared/changes.ts';
import type { ActionId } from '../../actions.ts';
import { client } from '../../api/client.ts';
import { navigate } from '../../api/hash-location.ts';
import { core } from '../../api/queries.ts';
import { ActionButton } from '../../shell/ActionButton.tsx';
import { useCommands } from '../../shell/commands.tsx';
import { notifyFailure } from '../../shell/notify-failure.ts';
import { useOffer } from '../../shell/offers.ts';
import { stagedWords } from '../../shell/staged-words.ts';
import { notify, say } from '../../ui/notices.ts';
import { Status } from '../../ui/Status.tsx';
import { Text } from '../../ui/Text.tsx';
import { counted } from '../../ui/times.ts';
import { When } from '../../ui/When.tsx';
import { setWords } from '../../words.ts';
import { ApproveDialog } from './ApproveDialog.tsx';
import { DescribeDialog } from './DescribeDialog.tsx';
import { type Offer, type Step, stepsOf } from './next-step.ts';
import { PushDialog } from './PushDialog.tsx';
import { reviewAddress } from './review-state.ts';
import { moves } from './set-words.ts';

interface ReviewHeaderProps {
  set: ChangeSet;
  pushing: boolean;
}

const commands: Record<Step, ActionId> = {
  propose: 'changes.propose',
  approve: 'changes.approve',
  push: 'changes.push',
  withdraw: 'changes.withdraw',
  undo: 'changes.undo',
};

/** What a set is called, where it stands, who had it in hand, and the step that comes next. */
export function ReviewHeader({ set, pushing }: ReviewHeaderProps) {
  const { now } = useCommands();
  const [dialog, setDialog] = useState<'describe' | 'approve' | 'push' | null>(null);
  const { primary, others } = stepsOf(set, { frozen: now.frozen, pushing, canPush: now.canPull });
  const { take, isTaking } = useSteps(set, setDialog);
  useOffer('changes.describe', () => setDialog('describe'), now.frozen === null);
  return (
    <>
      <Header
        variant="h1"
        info={
          <span className="mw-title-marks">
            <Status {...setWords[set.state]} />
            <Button
              variant="inline-icon"
              iconName="edit"
              ariaLabel="Edit title and note"
              disabled={now.frozen !== null}
              onClick={() => setDialog('describe')}
            />
          </span>
        }
        description={<Facts set={set} />}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            {set.state === 'open' && <Walk />}
            {others.map((offer) => (
              <StepButton key={offer.step} offer={offer} busy={isTaking} onTake={take} />
            ))}
            {primary && <StepButton offer={primary} busy={isTaking} isPrimary onTake={take} />}
          </SpaceBetween>
        }
      >
        <Text limit={160}>{set.title}</Text>
      </Header>
      {dialog === 'describe' && <DescribeDialog set={set} onClose={() => setDialog(null)} />}
      {dialog === 'approve' && <ApproveDialog set={set} onClose={() => setDialog(null)} />}
      {dialog === 'push' && <PushDialog set={set} onClose={() => setDialog(null)} />}
    </>
  );
}

function useSteps(set: ChangeSet, ask: (dialog: 'approve' | 'push') => void) {
  const taking = useMutation({
    mutationFn: async (step: 'propose' | 'withdraw' | 'undo') => {
      if (step === 'propose') {
        await client.changes.propose({ setId: set.id });
        say('Proposed: it waits for approval');
      } else if (step === 'withdraw') {
        await client.changes.withdraw({ setId: set.id });
        say('Open again: more can be staged into it');
      } else await undo(set.id);
    },
    onError: (error) => notifyFailure('Not done', error),
  });
  const take = (step: Step) => {
    if (step === 'approve' || step === 'push') ask(step);
    else taking.mutate(step);
  };
  return { take, isTaking: taking.isPending };
}

/** Stages what takes a set back and goes to look at it. */
async function undo(setId: string): Promise<void> {
  const told = await client.changes.undo({ setId });
  const left = told.reasons.at(-1);
  notify({
    id: 'changes.undo',
    type: left ? 'warning' : 'success',
    header: stagedWords(told),
    text: left ? `${left.message} (${left.code})` : 'What takes the set back is staged as a set of its own.',
  });
  if (told.setId !== null) navigate(reviewAddress(told.setId));
}

interface StepButtonProps {
  offer: Offer;
  busy: boolean;
  isPrimary?: boolean;
  onTake: (step: Step) => void;
}

function StepButton({ offer: { step, label, whyNot }, busy, isPrimary = false, onTake }: StepButtonProps) {
  useOffer(commands[step], () => onTake(step), whyNot === null && !busy);
  return (
    <Button
      variant={isPrimary ? 'primary' : 'normal'}
      loading={busy && isPrimary}
      disabled={whyNot !== null || busy}
      {...(whyNot !== null && { disabledReason: whyNot })}
      onClick={() => onTake(step)}
    >
      {label}
    </Button>
  );
}

/** Undo and redo of staging, each saying in its tooltip what it would do. */
function Walk() {
  const steps = useQuery(core.changes.steps.queryOptions()).data;
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <span title={steps?.back ? `Undo: ${steps.back}` : 'Nothing to undo'}>
        <ActionButton id="changes.back" icon="undo">
          Undo
        </ActionButton>
      </span>
      <span title={steps?.forth ? `Do again: ${steps.forth}` : 'Nothing to do again'}>
        <ActionButton id="changes.forth" icon="redo">
          Redo
        </ActionButton>
      </span>
    </SpaceBetween>
  );
}

function Facts({ set }: { set: ChangeSet }) {
  return (
    <>
      <span>
        {counted(set.lines, 'line')} on {counted(set.entities, 'entity', 'entities')}
      </span>
      {moves(set).map(({ verb, by, at }) => (
        <span key={verb}>
          {' · '}
          {verb.toLowerCase()} <When at={at} relative /> by <Text limit={60}>{by}</Text>
        </span>
      ))}
      {set.undoes !== null && (
        <span>
          {' · '}
          <a href={`#${reviewAddress(set.undoes)}`}>takes another set back</a>
        </span>
      )}
      {set.note !== '' && (
        <div>
          <Text lines limit={300}>
            {set.note}
          </Text>
        </div>
      )}
    </>
  );
}
