import Button from '@cloudscape-design/components/button';
import { ActionButton } from '../../shell/ActionButton.tsx';
import type { Incomplete } from '../../ui/coverage-mark.ts';
import { Empty } from '../../ui/Empty.tsx';
import { Partial } from '../../ui/Partial.tsx';
import { useRunningJob } from '../../api/job-feed.ts';
import { lastPull } from '../../api/readiness.ts';
import { useConnection, useRecentRuns } from '../../api/workspace-state.ts';

interface NothingFoundProps {
  filtered: boolean;
  incomplete: readonly Incomplete[];
  onClear: () => void;
}

/** No asset to show: filtered out, being pulled, never pulled, not connected, or really none. */
export function NothingFound({ filtered, incomplete, onClear }: NothingFoundProps) {
  const connection = useConnection(true).data;
  const runs = useRecentRuns(true).data?.items;
  const job = useRunningJob(true);
  if (job?.operation === 'sync.pull')
    return <Empty title="The pull is on its way" cause="Assets appear here as they are read." />;
  if (filtered)
    return (
      <Empty
        title="No asset fits"
        cause={
          <>
            Nothing in the mirror has all these words and filters.{' '}
            <Partial incomplete={incomplete} label="The mirror is partial" />
          </>
        }
        step={<Button onClick={onClear}>Clear the search and all filters</Button>}
      />
    );
  if (!runs || !connection) return null;
  if (connection.kind === 'none')
    return (
      <Empty
        title="Not connected"
        cause="This workspace does not know yet where to pull from."
        step={<ActionButton id="sync.connect" variant="primary" />}
      />
    );
  if (connection.domainId === null)
    return (
      <Empty
        title="No domain chosen"
        cause="The connection has no DataZone domain yet."
        step={<ActionButton id="sync.connect">Choose the domain</ActionButton>}
      />
    );
  if (lastPull(runs) === null)
    return (
      <Empty
        title="Not pulled yet"
        cause="The mirror is empty until the first pull."
        step={<ActionButton id="sync.pull" variant="primary" />}
      />
    );
  return (
    <Empty
      title="No assets"
      cause={
        incomplete.length > 0 ? (
          <Partial incomplete={incomplete} label="The last pull could not read everything" />
        ) : (
          'The last pull found no assets in this domain.'
        )
      }
      step={<ActionButton id="sync.pull" />}
    />
  );
}
