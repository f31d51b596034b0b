import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Toggle from '@cloudscape-design/components/toggle';
import { useMutation, useQuery } from '@tanstack/react-query';
import { toFailure } from '../../api/failure.ts';
import { core } from '../../api/queries.ts';
import { useCommands } from '../../shell/commands.tsx';
import { Ask } from '../../ui/Ask.tsx';
import { Failed } from '../../ui/Failed.tsx';
import { say } from '../../ui/notices.ts';

/** Who may approve change sets in this workspace. */
export function Approval() {
  const { frozen } = useCommands().now;
  const rules = useQuery(core.changes.rules.queryOptions());
  const save = useMutation(
    core.changes.setRules.mutationOptions({
      onSuccess: ({ secondPerson }) =>
        say(secondPerson ? 'From now on a second person approves' : 'Whoever stages may approve'),
    }),
  );
  return (
    <Container header={<Header variant="h2">Changes</Header>}>
      <Ask query={rules} word="the rules">
        {({ secondPerson }) => (
          <SpaceBetween size="s">
            <Toggle
              checked={secondPerson}
              disabled={frozen !== null || save.isPending}
              description="A change set is approved by somebody else than who staged its lines or proposed it."
              onChange={({ detail }) => save.mutate({ secondPerson: detail.checked })}
            >
              A second person approves
            </Toggle>
            {frozen !== null && <span className="mw-second">{frozen}</span>}
            {save.error && <Failed failure={toFailure(save.error)} />}
          </SpaceBetween>
        )}
      </Ask>
    </Container>
  );
}
