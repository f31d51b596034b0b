import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';

interface EmptyProps {
  title: string;
  /** Why there is nothing. */
  cause: ReactNode;
  /** The one next step. */
  step?: ReactNode;
}

/** Nothing to show: why, and the one thing to do about it. */
export function Empty({ title, cause, step }: EmptyProps) {
  return (
    <Box textAlign="center" padding={{ vertical: 'xxl', horizontal: 'l' }}>
      <SpaceBetween size="s">
        <Box variant="h3" tagOverride="p">
          {title}
        </Box>
        <Box color="text-body-secondary">{cause}</Box>
        {step}
      </SpaceBetween>
    </Box>
  );
}
