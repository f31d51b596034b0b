import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import type { RecentWorkspace as RecentShape } from '#shared/workspace.ts';
import { toFailure } from '../../api/failure.ts';
import { core } from '../../api/queries.ts';
import { ActionButton } from '../../shell/ActionButton.tsx';
import { Ask } from '../../ui/Ask.tsx';
import { Failed } from '../../ui/Failed.tsx';
import { Text } from '../../ui/Text.tsx';
import { When } from '../../ui/When.tsx';
import { openFile } from '../../shell/open.ts';

type Recent = z.infer<typeof RecentShape>;

/** The first screen: three ways in, and the files opened before. */
export default function StartPage() {
  const recent = useQuery(core.workspace.recent.queryOptions());
  const open = useMutation({ mutationFn: openFile });
  return (
    <SpaceBetween size="l">
      <Header
        variant="h1"
        description="See and govern a bank’s DataZone catalog from one local file, with or without a network."
      >
        Start
      </Header>
      <ColumnLayout columns={3}>
        <Container header={<Header variant="h2">Try it</Header>} fitHeight>
          <SpaceBetween size="m">
            <Box>
              AnyBank: a made-up bank with four business areas, served on this machine. No network and no AWS account
              needed.
            </Box>
            <ActionButton id="workspace.openSample" variant="primary" />
          </SpaceBetween>
        </Container>
        <Container header={<Header variant="h2">Your own mesh</Header>} fitHeight>
          <SpaceBetween size="m">
            <Box>Pull your DataZone domain into a new workspace file, with an AWS profile of this machine.</Box>
            <ActionButton id="sync.connect" />
          </SpaceBetween>
        </Container>
        <Container header={<Header variant="h2">A file you have</Header>} fitHeight>
          <OpenFile pending={open.isPending} onOpen={(path) => open.mutate(path)} />
        </Container>
      </ColumnLayout>
      {open.error && <Failed failure={toFailure(open.error)} />}
      <Container header={<Header variant="h2">Opened lately</Header>}>
        <Ask
          query={recent}
          word="recent files"
          renderEmpty={(files) =>
            files.length === 0 ? <Box color="text-body-secondary">No workspace has been opened here yet.</Box> : null
          }
        >
          {(files) => <RecentList files={files} onOpen={(path) => open.mutate(path)} />}
        </Ask>
      </Container>
    </SpaceBetween>
  );
}

function OpenFile({ pending, onOpen }: { pending: boolean; onOpen: (path: string) => void }) {
  const [path, setPath] = useState('');
  const ready = path.trim() !== '';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) onOpen(path.trim());
      }}
    >
      <SpaceBetween size="m">
        <FormField label="Path of a workspace file" description="The full path, ending in .meshward">
          <Input
            value={path}
            spellcheck={false}
            autoComplete={false}
            placeholder="/home/me/bank.meshward"
            onChange={({ detail }) => setPath(detail.value)}
          />
        </FormField>
        <Button formAction="submit" loading={pending} disabled={!ready}>
          Open a file
        </Button>
      </SpaceBetween>
    </form>
  );
}

function RecentList({ files, onOpen }: { files: readonly Recent[]; onOpen: (path: string) => void }) {
  const forget = useMutation(core.workspace.forget.mutationOptions());
  return (
    <>
      {forget.error && <Failed failure={toFailure(forget.error)} />}
      <ul className="mw-recent">
        {files.map((file) => (
          <li key={file.path}>
            <div className="mw-recent-words">
              <Box variant="strong">
                <Text limit={120} bare>
                  {file.name}
                </Text>
              </Box>{' '}
              {!file.exists && <StatusIndicator type="warning">Missing</StatusIndicator>}
              <div className="mw-path">
                <Text limit={400} bare>
                  {file.path}
                </Text>
              </div>
              <Box fontSize="body-s" color="text-body-secondary">
                Opened <When at={file.openedAt} relative />
              </Box>
            </div>
            <SpaceBetween direction="horizontal" size="xs">
              <Button ariaLabel={`Forget ${file.name}`} onClick={() => forget.mutate({ path: file.path })}>
                Forget
              </Button>
              <Button ariaLabel={`Open ${file.name}`} disabled={!file.exists} onClick={() => onOpen(file.path)}>
                Open
              </Button>
            </SpaceBetween>
          </li>
        ))}
      </ul>
    </>
  );
}
