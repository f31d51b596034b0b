import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ChangeSet } from '#shared/changes.ts';
import { toFailure } from '../../api/failure.ts';
import { core } from '../../api/queries.ts';
import { useConnection } from '../../api/workspace-state.ts';
import { Failed } from '../../ui/Failed.tsx';
import { Text } from '../../ui/Text.tsx';
import { count, counted } from '../../ui/times.ts';
import { changeKindWords } from '../../words.ts';
import { countOf, toPush } from './next-step.ts';
import { startPush } from './pushing.ts';
import { listingsSentence } from './set-words.ts';

/** So many entities are named before the push; the rest only counted. */
const NAMED = 6;

/** The last word before AWS is written to: what, how much, where, and whether listings follow. */
export function PushDialog({ set, onClose }: { set: ChangeSet; onClose: () => void }) {
  const [publish, setPublish] = useState(true);
  const connection = useConnection(true).data;
  const groups = useQuery(
    core.changes.groups.queryOptions({
      input: { setId: set.id, state: ['staged', 'failed', 'unknown'], limit: NAMED },
    }),
  ).data;
  const push = useMutation({ mutationFn: () => startPush(set.id, publish), onSuccess: onClose });
  const conflicts = countOf(set, 'conflict');
  return (
    <Modal
      visible
      header="Push to AWS"
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Not yet
            </Button>
            <Button variant="primary" loading={push.isPending} onClick={() => push.mutate()}>
              Push
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <div>
          <b>{counted(toPush(set), 'change')}</b>
          {groups && ` on ${counted(groups.total, 'entity', 'entities')}`} will be written to{' '}
          {connection?.kind === 'sample' ? (
            'the sample bank'
          ) : (
            <>
              the domain <Text limit={80}>{connection?.domainName ?? connection?.domainId ?? 'of this workspace'}</Text>
            </>
          )}
          . Each entity is read again first; what somebody has changed meanwhile is not written over but shown as a
          conflict.
        </div>
        {groups && groups.items.length > 0 && (
          <ul className="mw-push-list">
            {groups.items.map((group) => (
              <li key={`${group.kind} ${group.entityId}`}>
                <Text limit={80}>{group.name}</Text>{' '}
                <span className="mw-second">
                  {changeKindWords[group.kind]}, {counted(group.lines, 'line')}
                </span>
              </li>
            ))}
            {groups.total > groups.items.length && <li>and {count(groups.total - groups.items.length)} more</li>}
          </ul>
        )}
        {conflicts > 0 && <div>{counted(conflicts, 'line')} in conflict are left out until they are settled.</div>}
        <Checkbox
          checked={publish}
          description={listingsSentence(set.listings)}
          onChange={({ detail }) => setPublish(detail.checked)}
        >
          Publish changed assets again
        </Checkbox>
        {push.error && <Failed failure={toFailure(push.error)} />}
      </SpaceBetween>
    </Modal>
  );
}
