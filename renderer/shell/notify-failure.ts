import { failureText, toFailure } from '../api/failure.ts';
import { copyText } from '../ui/copying.ts';
import { notify } from '../ui/notices.ts';

/** Tells of an error nobody waits for on a screen. */
export function notifyFailure(header: string, error: unknown): void {
  const failure = toFailure(error);
  notify({
    id: `${header} ${failure.code}`,
    type: failure.kind === 'internal' || failure.kind === 'invalid' ? 'error' : 'warning',
    header,
    text: `${failure.message} ${failure.next} (${failure.code})`,
    action: { label: 'Copy details', run: () => void copyText(failureText(failure), 'Details') },
  });
}
