import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
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
import { counted } from '../../ui/times.ts';

const MOST_NOTE = 4_000;

/** Approval: what is approved, and a word about it that stays with the set. */
export function ApproveDialog({ set, onClose }: { set: ChangeSet; onClose: () => void }) {
  const [note, setNote] = useState('');
  const approve = useMutation({
    mutationFn: () => client.changes.approve({ setId: set.id, note }),
    onSuccess: () => {
      say('Approved: it may be pushed');
      onClose();
    },
  });
  return (
    <Modal
      visible
      header="Approve this change set"
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" loading={approve.isPending} onClick={() => approve.mutate()}>
              Approve
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <div>
          {counted(set.lines, 'line')} on {counted(set.entities, 'entity', 'entities')} may then be pushed. Approving
          writes nothing to AWS by itself.
        </div>
        <FormField label="Note (optional)" description="It is added to the note of the set.">
          <Textarea value={note} rows={3} onChange={({ detail }) => setNote(detail.value.slice(0, MOST_NOTE))} />
        </FormField>
        {approve.error && <Failed failure={toFailure(approve.error)} />}
      </SpaceBetween>
    </Modal>
  );
}
