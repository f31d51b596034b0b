import Button from '@cloudscape-design/components/button';
import Input from '@cloudscape-design/components/input';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import type { AuditEntry } from '#shared/audit.ts';
import { core } from '../../api/queries.ts';
import { type AppColumn, AppTable, PAGE_ROWS } from '../../ui/AppTable.tsx';
import { Ask } from '../../ui/Ask.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Pages } from '../../ui/Pages.tsx';
import { Text } from '../../ui/Text.tsx';
import { counted } from '../../ui/times.ts';
import { When } from '../../ui/When.tsx';

const columns: AppColumn<AuditEntry>[] = [
  {
    id: 'seq',
    header: 'No.',
    rowHeader: true,
    width: 70,
    cell: (entry) => entry.seq,
    text: (entry) => String(entry.seq),
  },
  {
    id: 'at',
    header: 'When',
    width: 190,
    minWidth: 150,
    cell: (entry) => <When at={entry.at} />,
    text: (entry) => entry.at,
  },
  {
    id: 'who',
    header: 'Who',
    width: 230,
    minWidth: 140,
    cell: (entry) => (
      <>
        <Text limit={80}>{entry.actor}</Text>
        {entry.awsArn && (
          <div className="mw-second mw-one-line" title={entry.awsArn}>
            as{' '}
            <Text limit={160} bare>
              {entry.awsArn}
            </Text>
          </div>
        )}
      </>
    ),
    text: (entry) => [entry.actor, entry.awsArn].filter(Boolean).join(' as '),
  },
  {
    id: 'action',
    header: 'What',
    width: 190,
    minWidth: 160,
    cell: (entry) => <Text limit={120}>{entry.action}</Text>,
    text: (entry) => entry.action,
  },
  {
    id: 'entity',
    header: 'On',
    minWidth: 140,
    cell: (entry) => (entry.entity ? <Text limit={160}>{entry.entity}</Text> : '–'),
    text: (entry) => entry.entity ?? '',
  },
  {
    id: 'details',
    header: 'Details',
    minWidth: 240,
    cell: (entry) => (
      <span className="mw-small-code">
        <Text limit={240}>{entry.details}</Text>
      </span>
    ),
    text: (entry) => entry.details,
  },
];

/** The trail of what was done here, newest first. */
export default function AuditTrail() {
  const [typed, setTyped] = useState('');
  const text = useDeferredValue(typed).trim().slice(0, 200);
  const [page, setPage] = useState(1);
  const trail = useQuery(
    core.audit.list.queryOptions({
      input: { text, limit: PAGE_ROWS, offset: (page - 1) * PAGE_ROWS },
      placeholderData: (before) => before,
    }),
  );
  return (
    <Ask query={trail} word="the audit trail">
      {({ items, total }) => (
        <AppTable
          label="Audit trail"
          rows={items}
          columns={columns}
          rowKey={(entry) => String(entry.seq)}
          filter={
            <div className="mw-columns-head">
              <Input
                type="search"
                value={typed}
                ariaLabel="Search the audit trail"
                clearAriaLabel="Clear the search"
                placeholder="Search who, what, on what, details"
                onChange={({ detail }) => {
                  setTyped(detail.value);
                  setPage(1);
                }}
              />
              <span role="status">{counted(total, 'entry', 'entries')}</span>
            </div>
          }
          pagination={<Pages label="the audit trail" page={page} size={PAGE_ROWS} total={total} onPage={setPage} />}
          empty={
            text === '' ? (
              <Empty title="Nothing yet" cause="Every command and every effect of a job leaves an entry here." />
            ) : (
              <Empty
                title="No entry fits"
                cause="No entry has these words."
                step={<Button onClick={() => setTyped('')}>Clear the search</Button>}
              />
            )
          }
        />
      )}
    </Ask>
  );
}
