import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Job } from '#shared/jobs.ts';
import { core } from '../../api/queries.ts';
import { ActionButton } from '../../shell/ActionButton.tsx';
import { type AppColumn, AppTable } from '../../ui/AppTable.tsx';
import { Ask } from '../../ui/Ask.tsx';
import { CopyButton } from '../../ui/Copy.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Facts } from '../../ui/Failed.tsx';
import { Pages } from '../../ui/Pages.tsx';
import { Status } from '../../ui/Status.tsx';
import { Text } from '../../ui/Text.tsx';
import { lasted } from '../../ui/times.ts';
import { When } from '../../ui/When.tsx';
import { jobWords, operationWord } from '../../words.ts';
import { isRunning, useJob } from '../../api/job-feed.ts';
import { CancelButton } from '../../shell/jobs/JobIndicator.tsx';
import { ProgressFacts, ProgressLine } from '../../shell/jobs/JobProgress.tsx';
import { outcomeOf } from '../../shell/jobs/outcome.ts';

const PAGE = 25;

const columns: AppColumn<Job>[] = [
  {
    id: 'job',
    header: 'Job',
    rowHeader: true,
    minWidth: 130,
    cell: (job) => operationWord(job),
    text: (job) => job.operation,
  },
  {
    id: 'state',
    header: 'State',
    minWidth: 135,
    cell: (job) => <Status {...jobWords[job.state]} />,
    text: (job) => jobWords[job.state].label,
  },
  {
    id: 'started',
    header: 'Started',
    minWidth: 150,
    cell: (job) => (
      <>
        <When at={job.startedAt} />
        {job.resumed > 0 && <div className="mw-second">taken up again {job.resumed}×</div>}
      </>
    ),
    text: (job) => job.startedAt,
  },
  {
    id: 'took',
    header: 'Took',
    minWidth: 95,
    cell: (job) => (job.endedAt ? lasted(job.startedAt, job.endedAt) : '…'),
    text: (job) => (job.endedAt ? lasted(job.startedAt, job.endedAt) : ''),
  },
  {
    id: 'outcome',
    header: 'Progress or outcome',
    minWidth: 280,
    cell: (job) => (isRunning(job.state) ? <Running job={job} /> : <Outcome job={job} />),
    text: (job) => (job.error ? `${job.error.problem.code}: ${job.error.message}` : outcomeOf(job).text),
  },
  {
    id: 'id',
    header: 'Id',
    minWidth: 60,
    cell: (job) => <CopyButton text={job.id} what={`id of the job ${operationWord(job)}`} />,
    text: (job) => job.id,
  },
];

function Running({ job: listed }: { job: Job }) {
  const job = useJob(listed.id).data ?? listed;
  if (!isRunning(job.state)) return <Outcome job={job} />;
  return (
    <div className="mw-running-row">
      <div>
        <div>
          <Text limit={100} bare>
            {job.progress?.phase ?? 'Starting'}
          </Text>
        </div>
        <ProgressLine job={job} label={`Progress of ${operationWord(job)}`} />
        <div className="mw-second">
          <ProgressFacts job={job} />
        </div>
        {job.progress?.note && (
          <div className="mw-second">
            <Text limit={200}>{job.progress.note}</Text>
          </div>
        )}
      </div>
      <CancelButton job={job} />
    </div>
  );
}

function Outcome({ job }: { job: Job }) {
  if (!job.error) return <>{outcomeOf(job).text || '–'}</>;
  const { message, problem } = job.error;
  return (
    <div>
      <Text limit={400}>{message}</Text>
      <div>
        <b>
          <Text limit={400}>{problem.next}</Text>
        </b>
      </div>
      <div className="mw-code">
        {problem.code}
        <Facts details={problem.details} />
      </div>
    </div>
  );
}

/** The jobs of this workspace, newest first. */
export default function Jobs() {
  const [page, setPage] = useState(1);
  const jobs = useQuery(
    core.jobs.list.queryOptions({
      input: { limit: PAGE, offset: (page - 1) * PAGE },
      placeholderData: (before) => before,
    }),
  );
  return (
    <Ask query={jobs} word="jobs">
      {({ items, total }) => (
        <AppTable
          label="Jobs"
          rows={items}
          columns={columns}
          rowKey={(job) => job.id}
          pagination={<Pages label="jobs" page={page} size={PAGE} total={total} onPage={setPage} />}
          empty={
            <Empty
              title="Nothing has run yet"
              cause="Pulls and other long work are listed here."
              step={<ActionButton id="sync.pull" />}
            />
          }
        />
      )}
    </Ask>
  );
}
