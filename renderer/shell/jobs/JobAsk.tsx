import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Job } from '#shared/jobs.ts';
import { CopyButton, Id } from '../../ui/Copy.tsx';
import { Text } from '../../ui/Text.tsx';
import { When } from '../../ui/When.tsx';
import { useJob } from '../../api/job-feed.ts';
import { CancelButton } from './JobIndicator.tsx';

/** In a window main decides: it asks first, and opens AWS's own pages only. */
const opens = (url: string) => url.startsWith('https://');

/** What a running job needs the person to do: a page to open and a code to confirm there. */
export function JobAsk({ job: listed }: { job: Job }) {
  const job = useJob(listed.id).data ?? listed;
  const ask = job.progress?.ask;
  if (!ask) return null;
  return (
    <Alert
      type="info"
      statusIconAriaLabel="Info"
      header="Confirm this code in your browser to sign in"
      action={
        <SpaceBetween direction="horizontal" size="xs">
          {opens(ask.url) && (
            <Button href={ask.url} target="_blank" rel="noopener noreferrer" iconName="external">
              Open the page
            </Button>
          )}
          <CancelButton job={job} />
        </SpaceBetween>
      }
    >
      <SpaceBetween size="xs">
        <Box variant="h2" tagOverride="p">
          <code className="mw-ask-code">
            <Text limit={40}>{ask.code}</Text>
          </code>{' '}
          <CopyButton text={ask.code} what="code" />
        </Box>
        <div>
          Open <Id what="address">{ask.url}</Id> and check that it shows the same code before you confirm. The code is
          good until <When at={ask.expiresAt} />.
        </div>
        {job.progress?.note && (
          <div>
            <Text>{job.progress.note}</Text>
          </div>
        )}
      </SpaceBetween>
    </Alert>
  );
}
