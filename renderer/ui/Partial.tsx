import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import Popover, { type PopoverProps } from '@cloudscape-design/components/popover';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { kindWord } from '../words.ts';
import { coverageMark, type Incomplete } from './coverage-mark.ts';
import { Status } from './Status.tsx';
import { Text } from './Text.tsx';
import { counted } from './times.ts';

interface PartialProps {
  incomplete: readonly Incomplete[];
  /** Other words than the mark's own. */
  label?: string;
  position?: PopoverProps.Position;
}

/** The mark beside a number that may be too small; a click tells why. Nothing where the reading was complete. */
export function Partial({ incomplete, label, position = 'right' }: PartialProps) {
  const mark = coverageMark(incomplete);
  if (!mark) return null;
  return (
    <Popover
      size="large"
      position={position}
      header="Not everything is read"
      dismissAriaLabel="Close"
      content={<Reasons incomplete={incomplete} />}
    >
      <Status tone={mark.tone} label={label ?? mark.label} />
    </Popover>
  );
}

export function Reasons({ incomplete }: { incomplete: readonly Incomplete[] }) {
  return (
    <SpaceBetween size="xs">
      {incomplete.map((entry, at) => (
        <div key={at}>
          {entry.kind !== 'everything' && (
            <Box variant="strong">
              {kindWord(entry.kind)}: {counted(entry.scopes, 'scope')}
            </Box>
          )}
          <div>
            <Text>{entry.message}</Text>
          </div>
          {entry.code && <div className="mw-code">{entry.code}</div>}
        </div>
      ))}
      <Link href="#/sync/coverage?only=incomplete">See the coverage of the last pull</Link>
    </SpaceBetween>
  );
}
