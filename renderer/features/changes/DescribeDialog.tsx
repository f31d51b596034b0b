import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ChangeSet } from '#shared/changes.ts';
import { client } from '../../api/client.ts';
import { toFailure } from '../../api/failure.ts';
import { Failed } from '../../ui/Failed.tsx';
import { say } from '../../ui/notices.ts';

const MOST_TITLE = 200;
const MOST_NOTE = 4_000;

interface DialogProps {
  set: ChangeSet;
  onClose: () => void;
}

/** The title and the note of a set, for whoever is to approve it. */
export function DescribeDialog({ set, onClose }: DialogProps) {
  const [title, setTitle] = useState(set.title);
  const [note, setNote] = useState(set.note);
  const save = useMutation({
    mutationFn: () => client.changes.describe({ setId: set.id, title, note }),
    onSuccess: () => {
      say('Title and note saved');
      onClose();
    },
  });
  const isBlank = title.trim() === '';
  return (
    <Modal
      visible
      header="Title and note"
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" loading={save.isPending} disabled={isBlank} onClick={() => save.mutate()}>
              Save
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <FormField label="Title" {...(isBlank && { errorText: 'A set has a title.' })}>
          <Input value={title} autoFocus onChange={({ detail }) => setTitle(detail.value.slice(0, MOST_TITLE))} />
        </FormField>
        <FormField label="Note" description="Why these changes are made, for whoever approves them.">
          <Textarea value={note} rows={5} onChange={({ detail }) => setNote(detail.value.slice(0, MOST_NOTE))} />
        </FormField>
        {save.error && <Failed failure={toFailure(save.error)} />}
      </SpaceBetween>
    </Modal>
  );
}
