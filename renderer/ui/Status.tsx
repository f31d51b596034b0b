import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ListingState } from '#shared/catalog.ts';
import { listingWords, type Tone } from '../words.ts';

/** A state in one word with its mark; never by colour alone. */
export function Status({ label, tone }: { label: string; tone: Tone }) {
  return (
    <span className="mw-status">
      <StatusIndicator type={tone}>{label}</StatusIndicator>
    </span>
  );
}

export function ListingStatus({ state }: { state: ListingState }) {
  const { label, tone, meaning } = listingWords[state];
  return (
    <span title={meaning}>
      <Status label={label} tone={tone} />
    </span>
  );
}
