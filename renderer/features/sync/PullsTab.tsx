import SpaceBetween from '@cloudscape-design/components/space-between';
import { useRunningJobs } from '../../api/job-feed.ts';
import { Connection } from './Connection.tsx';
import { NextPull } from './NextPull.tsx';
import { RunningPull } from './RunningPull.tsx';
import { Runs } from './Runs.tsx';

/** What runs, what the next pull would take, and every pull so far. */
export default function PullsTab() {
  const job = useRunningJobs(true).find(({ operation }) => operation === 'sync.pull' || operation === 'sync.asOf');
  return (
    <SpaceBetween size="m">
      {job ? <RunningPull key={job.id} job={job} /> : <NextPull />}
      <Runs />
      <Connection />
    </SpaceBetween>
  );
}
