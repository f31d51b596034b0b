import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { useQuery } from '@tanstack/react-query';
import { core } from '../../api/queries.ts';
import { ActionButton } from '../../shell/ActionButton.tsx';
import { useCommands } from '../../shell/commands.tsx';
import { Ask } from '../../ui/Ask.tsx';
import { When } from '../../ui/When.tsx';
import { basisWord, planWords } from './plan-words.ts';

/** What a pull would take if it began now, before it does. */
export function NextPull() {
  const { now } = useCommands();
  const plan = useQuery(core.sync.plan.queryOptions({ input: {}, enabled: now.canPull }));
  const schedule = useQuery(core.sync.schedule.queryOptions()).data;
  if (!now.canPull) return null;
  return (
    <Container header={<Header variant="h2">Next pull</Header>}>
      {plan.isPending && <Box color="text-body-secondary">Reading the plan…</Box>}
      {!plan.isPending && (
        <Ask query={plan} word="the plan">
          {(data) => (
            <div className="mw-spread">
              <div>
                <b>{planWords(data)}</b>
                {data.basis !== 'nothing yet' && <> (by {basisWord(data)})</>}.{' '}
                {schedule?.nextAt ? (
                  <>
                    It begins by itself at <When at={schedule.nextAt} />.
                  </>
                ) : (
                  'It begins when you say so.'
                )}
              </div>
              {data.basis === 'nothing yet' && <ActionButton id="sync.size" />}
            </div>
          )}
        </Ask>
      )}
    </Container>
  );
}
