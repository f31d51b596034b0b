import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { core } from '../../api/queries.ts';
import { Ask } from '../../ui/Ask.tsx';
import { KeptHistory } from './KeptHistory.tsx';
import { ScheduleForm } from './ScheduleForm.tsx';

/** When pulls begin by themselves, and how long past moments are kept. */
export default function SchedulePage() {
  const schedule = useQuery(core.sync.schedule.queryOptions());
  const history = useQuery(core.sync.history.queryOptions());
  return (
    <SpaceBetween size="m">
      <Ask query={schedule} word="the schedule">
        {(data) => <ScheduleForm key={`${data.everyMinutes} ${data.mode}`} schedule={data} />}
      </Ask>
      <Ask query={history} word="the history">
        {(data) => <KeptHistory history={data} />}
      </Ask>
    </SpaceBetween>
  );
}
