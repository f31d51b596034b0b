import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { PullMode } from '#shared/sync.ts';
import { toFailure } from '../../api/failure.ts';
import { navigate } from '../../api/hash-location.ts';
import { core } from '../../api/queries.ts';
import { useCommands } from '../../shell/commands.tsx';
import { startPull } from '../../shell/open.ts';
import { Ask } from '../../ui/Ask.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Failed } from '../../ui/Failed.tsx';
import { modeWords } from '../../words.ts';
import { PlanLines } from './PlanLines.tsx';

const MODES = PullMode.options;
const revisionOptions = [
  { value: 'some', label: 'The newest few hundred that matter', description: 'The rest comes with later pulls.' },
  { value: 'all', label: 'Every one', description: 'One call for each published asset that was revised.' },
  { value: 'none', label: 'None', description: 'Whether a listing is outdated is not known then.' },
] as const;

/** What a pull would do, kind by kind, before it starts; and the button that starts it. */
export default function PlanPage() {
  const { now } = useCommands();
  const [mode, setMode] = useState<PullMode>('auto');
  const [revisions, setRevisions] = useState<(typeof revisionOptions)[number]['value']>('some');
  const plan = useQuery(
    core.sync.plan.queryOptions({ input: { mode }, enabled: now.canPull, placeholderData: (before) => before }),
  );
  const start = useMutation({
    mutationFn: () => startPull({ mode, revisions }),
    onSuccess: () => navigate('/sync'),
  });
  const why = now.frozen ?? (now.running ? 'A job is running. Wait for its end or cancel it.' : null);
  if (!now.canPull)
    return (
      <Empty
        title="Nothing to pull from yet"
        cause="Say first which DataZone domain this workspace pulls from."
        step={<Button onClick={() => navigate('/connect')}>Connect to AWS</Button>}
      />
    );
  return (
    <SpaceBetween size="m">
      <Header
        variant="h1"
        description="What would be read, in how many calls and about how long. Nothing is asked of AWS before you start."
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={() => navigate('/sync')}>Back to pulls</Button>
            <Button
              variant="primary"
              iconName="download"
              loading={start.isPending}
              disabled={why !== null}
              {...(why !== null && { disabledReason: why })}
              onClick={() => start.mutate()}
            >
              Start this pull
            </Button>
          </SpaceBetween>
        }
      >
        Plan a pull
      </Header>
      {start.error && <Failed failure={toFailure(start.error)} />}
      <Container>
        <div className="mw-choices">
          <FormField label="What to read" description={modeWords[mode].meaning}>
            <SegmentedControl
              label="What to read"
              selectedId={mode}
              options={MODES.map((id) => ({ id, text: modeWords[id].label }))}
              onChange={({ detail }) => setMode(MODES.find((id) => id === detail.selectedId) ?? 'auto')}
            />
          </FormField>
          <FormField label="Asset revisions" description="AWS tells a revision one asset at a time.">
            <Select
              selectedOption={revisionOptions.find(({ value }) => value === revisions) ?? null}
              options={revisionOptions}
              onChange={({ detail }) =>
                setRevisions(
                  revisionOptions.find(({ value }) => value === detail.selectedOption.value)?.value ?? 'some',
                )
              }
            />
          </FormField>
        </div>
      </Container>
      <Ask query={plan} word="the plan">
        {(data) => <PlanLines plan={data} pending={plan.isPlaceholderData} />}
      </Ask>
    </SpaceBetween>
  );
}
