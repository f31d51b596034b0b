import Alert from '@cloudscape-design/components/alert';
import type { Refusal } from '../api/wire.ts';

const words: Record<Refusal, { header: string; text: string }> = {
  'link-used': {
    header: 'This link was already used',
    text: 'Each link opens Meshward once.',
  },
  'link-missing': {
    header: 'This page needs its link',
    text: 'Meshward lets in only who has the link it printed when it started.',
  },
  'session-ended': {
    header: 'This page’s session has ended',
    text: 'Meshward was started again since this page was opened, or the session ran out.',
  },
};

/** The whole page where the core will not talk to it. */
export function Refused({ refusal }: { refusal: Refusal }) {
  const { header, text } = words[refusal];
  return (
    <main className="mw-refused">
      <h1>Meshward</h1>
      <Alert type="warning" statusIconAriaLabel="Warning" header={header}>
        {text} Run <code>npm start</code> again and open the new link it prints.
      </Alert>
    </main>
  );
}
