import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Retention } from '#shared/history.ts';
import { client } from '../../api/client.ts';
import { toFailure } from '../../api/failure.ts';
import { follow } from '../../api/job-feed.ts';
import { core } from '../../api/queries.ts';
import { useCommands } from '../../shell/commands.tsx';
import { useOffer } from '../../shell/offers.ts';
import { Failed } from '../../ui/Failed.tsx';
import { say } from '../../ui/notices.ts';
import { bytes, count } from '../../ui/times.ts';
import { readRetention, type RetentionDraft, retentionDraft, retentionWords } from './schedule-words.ts';

interface KeptHistoryProps {
  history: {
    retention: Retention;
    runs: number;
    runsKept: number;
    versions: number;
    bytes: number;
    fileBytes: number;
  };
}

const fields: readonly { id: keyof Retention; label: string; description: string }[] = [
  { id: 'allDays', label: 'Every pull', description: 'Days' },
  { id: 'dailyDays', label: 'Then the last of each day', description: 'Days; 0 for none' },
  { id: 'monthlyMonths', label: 'Then the last of each month', description: 'Months; 0 for ever' },
];

/** How much of the past is kept, by what rule, what it weighs, and letting go of the rest. */
export function KeptHistory({ history }: KeptHistoryProps) {
  const { frozen, running } = useCommands().now;
  const [asking, setAsking] = useState(false);
  const why = frozen ?? (running ? 'A job is running.' : null);
  useOffer('sync.compact', () => setAsking(true), why === null);
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="A past pull can be opened and compared as long as it is kept."
          actions={
            <Button
              disabled={why !== null}
              {...(why !== null && { disabledReason: why })}
              onClick={() => setAsking(true)}
            >
              Let go of old pulls…
            </Button>
          }
        >
          History
        </Header>
      }
    >
      <SpaceBetween size="m">
        <Sizes history={history} />
        <Rule key={JSON.stringify(history.retention)} retention={history.retention} />
      </SpaceBetween>
      {asking && <AskCompact history={history} onClose={() => setAsking(false)} />}
    </Container>
  );
}

function Rule({ retention }: { retention: Retention }) {
  const { frozen } = useCommands().now;
  const [draft, setDraft] = useState<RetentionDraft>(() => retentionDraft(retention));
  const { rule, problems } = readRetention(draft);
  const save = useMutation(core.sync.setRetention.mutationOptions({ onSuccess: () => say('Retention saved') }));
  const same = JSON.stringify(rule) === JSON.stringify(retention);
  return (
    <SpaceBetween size="s">
      {save.error && <Failed failure={toFailure(save.error)} />}
      <div className="mw-choices">
        {fields.map(({ id, label, description }) => (
          <FormField key={id} label={label} description={description} errorText={problems?.[id]}>
            <Input
              value={draft[id]}
              inputMode="numeric"
              disabled={frozen !== null}
              onChange={({ detail }) => setDraft({ ...draft, [id]: detail.value })}
            />
          </FormField>
        ))}
      </div>
      <div className="mw-spread">
        <Box color="text-body-secondary">{rule && `${retentionWords(rule)} Nothing goes before you let go of it.`}</Box>
        <Button
          loading={save.isPending}
          disabled={same || rule === null || frozen !== null}
          {...(frozen !== null && { disabledReason: frozen })}
          onClick={() => {
            if (rule) save.mutate(rule);
          }}
        >
          Save the rule
        </Button>
      </div>
    </SpaceBetween>
  );
}

function Sizes({ history }: KeptHistoryProps) {
  return (
    <KeyValuePairs
      columns={4}
      items={[
        { label: 'Pulls kept', value: `${count(history.runsKept)} of ${count(history.runs)}` },
        { label: 'Versions', value: count(history.versions) },
        { label: 'Weight of the history', value: bytes(history.bytes) },
        { label: 'Whole file', value: bytes(history.fileBytes) },
      ]}
    />
  );
}

function AskCompact({ history, onClose }: KeptHistoryProps & { onClose: () => void }) {
  const compact = useMutation({
    mutationFn: () => client.sync.compact({}),
    onSuccess: ({ jobId }) => {
      follow(jobId);
      onClose();
    },
  });
  return (
    <Modal
      visible
      header="Let go of old pulls"
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Keep everything
            </Button>
            <Button variant="primary" loading={compact.isPending} onClick={() => compact.mutate()}>
              Let go
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="s">
        <div>
          The saved rule is applied now: <b>{retentionWords(history.retention)}</b>
        </div>
        <div>
          Other moments can then no longer be opened or compared. This cannot be undone. What the mirror holds now, and
          everything you decided yourself, stays.
        </div>
        {compact.error && <Failed failure={toFailure(compact.error)} />}
      </SpaceBetween>
    </Modal>
  );
}
