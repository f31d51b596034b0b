import Alert, { type AlertProps } from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ErrorKind } from '#shared/errors.ts';
import { type Failure, failureText } from '../api/failure.ts';
import { action, mayRun, wayOut } from '../actions.ts';
import { ActionButton } from '../shell/ActionButton.tsx';
import { useCommands } from '../shell/commands.tsx';
import { copyText } from './copying.ts';
import { Text } from './Text.tsx';

const tones: Record<ErrorKind, AlertProps.Type> = {
  invalid: 'error',
  not_found: 'info',
  denied: 'warning',
  conflict: 'warning',
  offline: 'warning',
  throttled: 'warning',
  cancelled: 'info',
  internal: 'error',
};

const titles: Record<ErrorKind, string> = {
  invalid: 'That was not understood',
  not_found: 'Not found',
  denied: 'Not allowed',
  conflict: 'That does not fit what is there now',
  offline: 'Out of reach',
  throttled: 'AWS asks to slow down',
  cancelled: 'Cancelled',
  internal: 'Something went wrong',
};

interface FailedProps {
  failure: Failure;
  onRetry?: () => void;
  /** An older answer is still shown below. */
  stale?: boolean;
}

/** What is not allowed, by its name: a permission of Meshward's own, or the action of AWS that was refused. */
function missingPermission({ kind, code, details }: Failure): string | null {
  if (kind !== 'denied') return null;
  const named = details['permission'] ?? (code === 'E_AWS_DENIED' ? details['operation'] : null);
  return typeof named === 'string' ? named : null;
}

/** What the core told besides: AWS's own code, a request id, a path, a limit. */
export function Facts({ details }: { details: Failure['details'] | undefined }) {
  return Object.entries(details ?? {}).map(([name, value]) => (
    <span key={name}>
      {' · '}
      {name} <Text limit={120}>{String(value)}</Text>
    </span>
  ));
}

/** A failure as a person needs it: what happened, what to do next, its code, and the details to hand on. */
export function Failed({ failure, onRetry, stale = false }: FailedProps) {
  const way = wayOut(failure.code);
  const { now } = useCommands();
  const command = way && mayRun(action(way), now) ? way : null;
  const permission = missingPermission(failure);
  return (
    <Alert
      type={tones[failure.kind]}
      header={titles[failure.kind]}
      statusIconAriaLabel={tones[failure.kind]}
      action={
        <SpaceBetween direction="horizontal" size="xs">
          <Button iconName="copy" onClick={() => void copyText(failureText(failure), 'Details')}>
            Copy details
          </Button>
          {command && <ActionButton id={command} />}
          {onRetry && (
            <Button iconName="refresh" onClick={onRetry}>
              Try again
            </Button>
          )}
        </SpaceBetween>
      }
    >
      <div>
        <Text limit={1000}>{failure.message}</Text>
      </div>
      {permission !== null && (
        <div>
          Missing permission: <code>{permission}</code>
        </div>
      )}
      <div>
        <Text limit={1000}>{failure.next}</Text>
      </div>
      {stale && <div>What is shown below is from before.</div>}
      <div className="mw-code">
        {failure.code}
        <Facts details={failure.details} />
      </div>
    </Alert>
  );
}
