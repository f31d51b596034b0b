import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import Popover from '@cloudscape-design/components/popover';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { z } from 'zod';
import type { Incomplete as IncompleteShape } from '#shared/catalog.ts';
import { kindWord } from '../words.ts';
import { Text } from './Text.tsx';

type Incomplete = z.infer<typeof IncompleteShape>;

/** "2 projects and 1 Glue table scope could not be read to their end" in few words. */
export function partialWords(incomplete: readonly Incomplete[]): string {
  const [first, ...rest] = incomplete;
  if (!first) return '';
  const scopes = incomplete.reduce((sum, entry) => sum + entry.scopes, 0);
  const kinds = rest.length === 0 ? kindWord(first.kind) : `${incomplete.length} kinds`;
  return `partial: ${kinds} not fully read in ${scopes} ${scopes === 1 ? 'scope' : 'scopes'}`;
}

/** The mark beside a number that may be too small; a click tells why. Nothing where the reading was complete. */
export function Partial({ incomplete, label }: { incomplete: readonly Incomplete[]; label?: string }) {
  if (incomplete.length === 0) return null;
  return (
    <Popover
      size="large"
      header="Not everything could be read"
      dismissAriaLabel="Close"
      content={<Reasons incomplete={incomplete} />}
    >
      <StatusIndicator type="warning">{label ?? partialWords(incomplete)}</StatusIndicator>
    </Popover>
  );
}

export function Reasons({ incomplete }: { incomplete: readonly Incomplete[] }) {
  return (
    <SpaceBetween size="xs">
      {incomplete.map((entry, at) => (
        <div key={at}>
          <Box variant="strong">
            {kindWord(entry.kind)}: {entry.scopes} {entry.scopes === 1 ? 'scope' : 'scopes'}
          </Box>
          <div>
            <Text>{entry.message}</Text>
          </div>
          {entry.code && <div className="mw-code">{entry.code}</div>}
        </div>
      ))}
      <Link href="#/sync">See the coverage of the last pull</Link>
    </SpaceBetween>
  );
}
