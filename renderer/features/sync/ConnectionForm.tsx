import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Connection } from '#shared/sync.ts';
import type { WorkspaceInfo } from '#shared/workspace.ts';
import { toFailure } from '../../api/failure.ts';
import { client } from '../../api/client.ts';
import { Failed } from '../../ui/Failed.tsx';
import { AccessFields, FileFields } from './ConnectionFields.tsx';
import {
  connectInput,
  createInput,
  type Draft,
  draftOf,
  type Problems,
  type Profile,
  problemsOf,
} from './connection-draft.ts';

interface ConnectionFormProps {
  profiles: readonly Profile[];
  /** Null where the file is still to be made. */
  workspace: WorkspaceInfo | null;
  connection: Connection | null;
}

export function ConnectionForm({ profiles, workspace, connection }: ConnectionFormProps) {
  const [draft, setDraft] = useState<Draft>(() => draftOf(connection));
  const [problems, setProblems] = useState<Problems>({});
  const [created, setCreated] = useState(workspace !== null);
  const program = profiles.find((profile) => profile.name === draft.profile)?.runs ?? null;

  const save = useMutation({
    mutationFn: async () => {
      if (!created) {
        await client.workspace.create(createInput(draft));
        setCreated(true);
      }
      return client.sync.connect(connectInput(draft));
    },
  });

  const change = (changes: Partial<Draft>) => {
    const next = { ...draft, ...changes };
    setDraft(next);
    if (Object.keys(problems).length > 0) setProblems(problemsOf(next, { creating: !created, program }));
  };

  const submit = () => {
    const found = problemsOf(draft, { creating: !created, program });
    setProblems(found);
    if (Object.keys(found).length === 0) save.mutate();
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Form
        actions={
          <Button variant="primary" formAction="submit" loading={save.isPending}>
            {connection ? 'Save' : created ? 'Connect' : 'Create the file and connect'}
          </Button>
        }
        {...(Object.keys(problems).length > 0 && { errorText: 'Some fields need another look; see above.' })}
      >
        <SpaceBetween size="l">
          {!created && (
            <Container header={<Header variant="h2">Workspace file</Header>}>
              <FileFields draft={draft} problems={problems} onChange={change} />
            </Container>
          )}
          <Container header={<Header variant="h2">Sign-in</Header>}>
            <AccessFields draft={draft} problems={problems} profiles={profiles} program={program} onChange={change} />
          </Container>
          {save.error && <Failed failure={toFailure(save.error)} />}
        </SpaceBetween>
      </Form>
    </form>
  );
}
