import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { type ChangeLine, fieldOf } from '#shared/changes.ts';
import { client } from '../../api/client.ts';
import { toFailure } from '../../api/failure.ts';
import { Failed } from '../../ui/Failed.tsx';
import { say } from '../../ui/notices.ts';
import { valueProblem } from '../../ui/value-problem.ts';
import { placeOf } from './line-words.ts';

interface EditDialogProps {
  line: ChangeLine;
  onClose: () => void;
}

/** Another value for a line in conflict: neither theirs nor mine as it was. It was approved by nobody. */
export function EditDialog({ line, onClose }: EditDialogProps) {
  const [value, setValue] = useState(line.mine.value ?? '');
  const rule = fieldOf(line.kind, line.part, line.field);
  const problem = rule ? valueProblem(value, rule) : null;
  const edit = useMutation({
    mutationFn: () =>
      client.changes.resolve({
        setId: line.setId,
        lineIds: [line.id],
        how: 'edit',
        value: value === '' ? null : value,
      }),
    onSuccess: () => {
      say('Staged with the new value; it needs approval again');
      onClose();
    },
  });
  return (
    <Modal
      visible
      header="Another value"
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button
              variant="primary"
              loading={edit.isPending}
              disabled={problem !== null}
              onClick={() => edit.mutate()}
            >
              Stage it
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <div>
          It stands against what AWS says now. Nobody has approved the new value: an approved set waits for approval
          again.
        </div>
        <FormField label={placeOf(line)} {...(problem !== null && { errorText: problem })}>
          <Textarea value={value} rows={6} autoFocus onChange={({ detail }) => setValue(detail.value)} />
        </FormField>
        {edit.error && <Failed failure={toFailure(edit.error)} />}
      </SpaceBetween>
    </Modal>
  );
}
