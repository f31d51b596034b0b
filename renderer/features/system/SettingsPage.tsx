import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Toggle from '@cloudscape-design/components/toggle';
import { useQuery } from '@tanstack/react-query';
import { core } from '../../api/queries.ts';
import { ActionButton } from '../../shell/ActionButton.tsx';
import { singleKeys } from '../../shell/platform.ts';
import { useSingleKeys } from '../../shell/shortcuts.ts';
import { Ask } from '../../ui/Ask.tsx';
import { Id } from '../../ui/Copy.tsx';
import { Status } from '../../ui/Status.tsx';
import { Text } from '../../ui/Text.tsx';
import { setTheme, type Theme, useTheme } from '../../ui/theme.ts';
import { When } from '../../ui/When.tsx';
import { useWorkspace } from '../../api/workspace-state.ts';
import { Approval } from './Approval.tsx';

/** Settings of this page, the open file, and what answers behind it. */
export default function SettingsPage() {
  const open = (useWorkspace().data ?? null) !== null;
  return (
    <SpaceBetween size="l">
      <Header variant="h1">Settings & about</Header>
      <Looks />
      <OpenWorkspace />
      {open && <Approval />}
      <About />
    </SpaceBetween>
  );
}

const themes: readonly { id: Theme; text: string }[] = [
  { id: 'system', text: 'As the system' },
  { id: 'light', text: 'Light' },
  { id: 'dark', text: 'Dark' },
];

function Looks() {
  const theme = useTheme();
  const keys = useSingleKeys();
  return (
    <Container header={<Header variant="h2">This page</Header>}>
      <SpaceBetween size="m">
        <FormField label="Theme">
          <SegmentedControl
            label="Theme"
            selectedId={theme}
            options={themes}
            onChange={({ detail }) => setTheme(themes.find(({ id }) => id === detail.selectedId)?.id ?? 'system')}
          />
        </FormField>
        <Toggle
          checked={keys}
          description="Keys like / and ? act at once. Turn them off if they get pressed by accident, or by speech input."
          onChange={({ detail }) => singleKeys.set(detail.checked)}
        >
          Shortcuts of one bare key
        </Toggle>
        <ActionButton id="shortcuts.show" />
      </SpaceBetween>
    </Container>
  );
}

function OpenWorkspace() {
  const workspace = useWorkspace();
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <ActionButton id="workspace.start" />
              <ActionButton id="workspace.close" />
            </SpaceBetween>
          }
        >
          Workspace
        </Header>
      }
    >
      <Ask
        query={workspace}
        word="the workspace"
        renderEmpty={(data) => data === null && <Box color="text-body-secondary">No workspace is open.</Box>}
      >
        {(data) =>
          data && (
            <KeyValuePairs
              columns={3}
              items={[
                { label: 'Name', value: <Text>{data.name}</Text> },
                { label: 'File', value: <Id what="path">{data.path}</Id> },
                { label: 'Id', value: <Id what="workspace id">{data.id}</Id> },
                { label: 'Created', value: <When at={data.createdAt} /> },
                { label: 'Schema version', value: data.schemaVersion },
                {
                  label: 'Kind',
                  value: `${data.sample ? 'the sample bank' : 'your own'}${data.readOnly || data.asOf ? ', read-only' : ''}`,
                },
              ]}
            />
          )
        }
      </Ask>
    </Container>
  );
}

function About() {
  const hello = useQuery(core.system.hello.queryOptions());
  return (
    <Container header={<Header variant="h2">About</Header>}>
      <Ask query={hello} word="versions">
        {(data) => (
          <SpaceBetween size="m">
            <KeyValuePairs
              columns={3}
              items={[
                { label: 'Meshward', value: data.version },
                { label: 'Core', value: `${data.host}, process ${data.pid}` },
                { label: 'Node', value: data.node },
                { label: 'SQLite', value: data.sqlite },
                { label: 'Contract', value: <Id what="fingerprint">{data.fingerprint}</Id> },
                {
                  label: 'Environment',
                  value:
                    data.warnings.length === 0 ? (
                      <Status tone="success" label="no unsafe settings" />
                    ) : (
                      data.warnings.map((warning) => (
                        <div key={warning}>
                          <Status tone="warning" label={warning} />
                        </div>
                      ))
                    ),
                },
              ]}
            />
            <Box color="text-body-secondary">
              Meshward sends nothing anywhere but to AWS: no telemetry, no updates by itself. Licensed under Apache-2.0.
            </Box>
          </SpaceBetween>
        )}
      </Ask>
    </Container>
  );
}
