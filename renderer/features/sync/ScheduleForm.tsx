import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Toggle from '@cloudscape-design/components/toggle';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { PullMode, type Schedule } from '#shared/sync.ts';
import type { z } from 'zod';
import { toFailure } from '../../api/failure.ts';
import { core } from '../../api/queries.ts';
import { useCommands } from '../../shell/commands.tsx';
import { Failed } from '../../ui/Failed.tsx';
import { say } from '../../ui/notices.ts';
import { When } from '../../ui/When.tsx';
import { modeWords } from '../../words.ts';
import { everyWords, intervals } from './schedule-words.ts';

interface ScheduleFormProps {
  schedule: z.infer<typeof Schedule> & { nextAt: string | null; lastAt: string | null };
}

const MODES = PullMode.options;
const FIRST_INTERVAL = 360;

/** Whether, how often and how pulls begin by themselves. */
export function ScheduleForm({ schedule }: ScheduleFormProps) {
  const { frozen } = useCommands().now;
  const [on, setOn] = useState(schedule.everyMinutes !== null);
  const [every, setEvery] = useState(schedule.everyMinutes ?? FIRST_INTERVAL);
  const [mode, setMode] = useState(schedule.mode);
  const save = useMutation(core.sync.setSchedule.mutationOptions({ onSuccess: () => say('Schedule saved') }));
  const wanted = { everyMinutes: on ? every : null, mode };
  const same = wanted.everyMinutes === schedule.everyMinutes && mode === schedule.mode;
  const options = intervals(schedule.everyMinutes).map((minutes) => ({
    value: String(minutes),
    label: everyWords(minutes),
  }));
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={<NextAt schedule={schedule} />}
          actions={
            <Button
              loading={save.isPending}
              disabled={same || frozen !== null}
              {...(frozen !== null && { disabledReason: frozen })}
              onClick={() => save.mutate(wanted)}
            >
              Save the schedule
            </Button>
          }
        >
          Pulls by themselves
        </Header>
      }
    >
      <SpaceBetween size="m">
        {save.error && <Failed failure={toFailure(save.error)} />}
        <Toggle
          checked={on}
          disabled={frozen !== null}
          description="Only while Meshward runs. For a machine nobody sits at, use the command line: meshward sync pull."
          onChange={({ detail }) => setOn(detail.checked)}
        >
          Pull by itself
        </Toggle>
        {on && (
          <div className="mw-choices">
            <FormField label="How often">
              <Select
                selectedOption={options.find(({ value }) => value === String(every)) ?? null}
                options={options}
                disabled={frozen !== null}
                onChange={({ detail }) => setEvery(Number(detail.selectedOption.value))}
              />
            </FormField>
            <FormField label="What to read" description={modeWords[mode].meaning}>
              <SegmentedControl
                label="What to read"
                selectedId={mode}
                options={MODES.map((id) => ({ id, text: modeWords[id].label, disabled: frozen !== null }))}
                onChange={({ detail }) => setMode(MODES.find((id) => id === detail.selectedId) ?? mode)}
              />
            </FormField>
          </div>
        )}
      </SpaceBetween>
    </Container>
  );
}

function NextAt({ schedule: { nextAt, lastAt } }: ScheduleFormProps) {
  return (
    <>
      {nextAt === null ? (
        'The next pull begins when you say so.'
      ) : (
        <>
          The next one begins at <When at={nextAt} />.
        </>
      )}{' '}
      {lastAt !== null && (
        <>
          The last one began <When at={lastAt} relative />.
        </>
      )}
    </>
  );
}
