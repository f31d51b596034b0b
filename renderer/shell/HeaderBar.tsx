import Badge from '@cloudscape-design/components/badge';
import Button from '@cloudscape-design/components/button';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Popover from '@cloudscape-design/components/popover';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Connection } from '#shared/sync.ts';
import type { WorkspaceInfo } from '#shared/workspace.ts';
import { action } from '../actions.ts';
import { keysOf } from '../keys.ts';
import { core } from '../api/queries.ts';
import { lastPull } from '../api/readiness.ts';
import { useStagedLines } from '../api/staged-lines.ts';
import { useConnection, useRecentRuns, useWorkspace } from '../api/workspace-state.ts';
import { hostOf } from '../ui/endpoint-host.ts';
import { Id } from '../ui/Copy.tsx';
import { coverageMark } from '../ui/coverage-mark.ts';
import { Partial } from '../ui/Partial.tsx';
import { Status } from '../ui/Status.tsx';
import { Text } from '../ui/Text.tsx';
import { count } from '../ui/times.ts';
import { When } from '../ui/When.tsx';
import { runWords } from '../words.ts';
import { runAction, useCommands } from './commands.tsx';
import { StandingBars } from './StandingBars.tsx';
import { isMac } from './platform.ts';
import { useOnline, useWire } from './wire-state.ts';

/** What must be in sight at all times: which file, as whom, where, how old, how complete, and what runs. */
export function HeaderBar() {
  const workspace = useWorkspace().data ?? null;
  const open = workspace !== null;
  const connection = useConnection(open).data;
  return (
    <div id="mw-header" className="mw-top">
      <header className="mw-header">
        <a className="mw-brand" href="#/">
          Meshward
        </a>
        {workspace && <WorkspaceCell workspace={workspace} />}
        {connection && connection.kind !== 'none' && <ConnectionCells connection={connection} />}
        {open && <PullCell past={workspace.asOf} />}
        {open && <StagedCell />}
        <StateCell />
        <span className="mw-header-rest" />
        <PaletteButton />
      </header>
      <StandingBars workspace={workspace} />
    </div>
  );
}

interface CellProps {
  label: ReactNode;
  children: ReactNode;
  /** Never cut, however narrow the window. */
  fixed?: boolean;
}

function Cell({ label, children, fixed = false }: CellProps) {
  return (
    <div className={fixed ? 'mw-cell mw-cell-fixed' : 'mw-cell'}>
      <span className="mw-cell-label">{label}</span>
      <span className="mw-cell-value">{children}</span>
    </div>
  );
}

function WorkspaceCell({ workspace }: { workspace: WorkspaceInfo }) {
  return (
    <Cell label="Workspace">
      <span className="mw-cut" title={workspace.path}>
        <Text limit={60} bare>
          {workspace.name}
        </Text>
      </span>
      {workspace.sample && <Badge color="blue">Sample</Badge>}
    </Cell>
  );
}

/** The role's name inside an assumed-role ARN, for reading only. */
const roleIn = (arn: string) => /:assumed-role\/([^/]+)\//.exec(arn)?.[1] ?? arn.split('/').at(-1) ?? arn;

function ConnectionCells({ connection }: { connection: Connection }) {
  const { identity, region, endpoint } = connection;
  return (
    <>
      <Cell label={identity ? `Account · ${roleIn(identity.arn)}` : 'Account'}>
        <Popover
          size="large"
          header="Connection"
          position="bottom"
          dismissAriaLabel="Close"
          triggerAriaLabel={`Connection as ${identity?.accountId ?? 'not asked yet'}`}
          content={<ConnectionFacts connection={connection} />}
        >
          {identity ? identity.accountId : 'not asked yet'}
        </Popover>
      </Cell>
      <Cell label="Region" fixed>
        {region ?? '–'}
      </Cell>
      {endpoint && connection.kind !== 'sample' && (
        <Cell label="Endpoint, not AWS’s own">
          <span className="mw-cut mw-endpoint" title={endpoint}>
            <Text limit={60} bare>
              {hostOf(endpoint)}
            </Text>
          </span>
        </Cell>
      )}
    </>
  );
}

export function ConnectionFacts({ connection }: { connection: Connection }) {
  const { identity, domainId, endpoint } = connection;
  return (
    <KeyValuePairs
      columns={1}
      items={[
        { label: 'Profile', value: connection.profile ? <Text>{connection.profile}</Text> : 'the default chain' },
        { label: 'Identity', value: identity ? <Id what="ARN">{identity.arn}</Id> : 'not asked yet' },
        { label: 'Account', value: identity ? <Id what="account id">{identity.accountId}</Id> : '–' },
        {
          label: 'DataZone domain',
          value: domainId ? (
            <>
              {connection.domainName && <Text>{connection.domainName}</Text>} <Id what="domain id">{domainId}</Id>
            </>
          ) : (
            'not chosen yet'
          ),
        },
        {
          label: 'Endpoint',
          value: endpoint ? <Id what="endpoint">{endpoint}</Id> : `AWS’s own in ${connection.region ?? 'no region'}`,
        },
        { label: 'Last contact', value: connection.identityAt ? <When at={connection.identityAt} /> : '–' },
      ]}
    />
  );
}

function PullCell({ past }: { past: WorkspaceInfo['asOf'] }) {
  const runs = useRecentRuns(true).data?.items;
  const counts = useQuery(core.catalog.counts.queryOptions()).data;
  const run = runs?.find(({ id }) => id === past?.runId) ?? (runs ? lastPull(runs) : null);
  if (!runs)
    return (
      <Cell label="Last pull" fixed>
        …
      </Cell>
    );
  if (!run)
    return (
      <Cell label="Last pull" fixed>
        never
      </Cell>
    );
  const incomplete = counts?.incomplete ?? [];
  const mark = coverageMark(incomplete);
  return (
    <Cell
      fixed
      label={
        <>
          As of <When at={past?.at ?? run.endedAt ?? run.startedAt} relative />
        </>
      }
    >
      {mark ? (
        <Partial incomplete={incomplete} label={mark.short} position="bottom" />
      ) : (
        <a className="mw-quiet" href="#/sync/coverage">
          <Status {...runWords[run.state]} />
        </a>
      )}
    </Cell>
  );
}

/** What waits to reach AWS; nothing while nothing does. */
function StagedCell() {
  const staged = useStagedLines();
  if (staged === null || staged.lines === 0) return null;
  return (
    <Cell label={staged.toSettle > 0 ? `${count(staged.toSettle)} to settle` : 'Changes'} fixed>
      <a className="mw-staged-link" href="#/change-sets">
        {count(staged.lines)} staged
      </a>
      {staged.toSettle > 0 && <StatusIndicator type="warning" iconAriaLabel="Some have to be settled" />}
    </Cell>
  );
}

function StateCell() {
  const { status } = useWire();
  const online = useOnline();
  return (
    <Cell label="State" fixed>
      {status === 'open' && online && <StatusIndicator type="success">Online</StatusIndicator>}
      {status === 'open' && !online && <StatusIndicator type="warning">No network</StatusIndicator>}
      {status === 'connecting' && <StatusIndicator type="pending">Connecting</StatusIndicator>}
      {(status === 'lost' || status === 'failed' || status === 'refused') && (
        <StatusIndicator type="error">Core not running</StatusIndicator>
      )}
    </Cell>
  );
}

function PaletteButton() {
  const commands = useCommands();
  const keys = keysOf(action('palette.show').shortcut ?? '', isMac).join(' ');
  return (
    <Button
      iconName="search"
      wrapText={false}
      ariaLabel={`${keys}: find a command`}
      onClick={() => void runAction('palette.show', commands)}
    >
      {keys}
    </Button>
  );
}
