import { useState } from 'react';
import Button from '@cloudscape-design/components/button';
import type { Pending } from '#shared/catalog.ts';
import { Difference } from './Difference.tsx';
import { lineWords } from '../words.ts';

interface StagedMarkProps {
  pending: readonly Pending[];
}

/** Beside a value that is staged: that it is, with the way to its change set. Nothing where nothing is. */
export function StagedMark({ pending }: StagedMarkProps) {
  const worst = pending.find(({ state }) => state !== 'staged') ?? pending[0];
  if (!worst) return null;
  return (
    <a
      className="mw-staged"
      href={`#/change-sets/${encodeURIComponent(worst.setId)}`}
      title={`What is shown is what it will be. ${lineWords[worst.state].meaning}`}
    >
      {lineWords[worst.state].label.toLowerCase()}
    </a>
  );
}

/** The same for a text, with what it was and what it will be on demand. */
export function StagedText({ pending }: { pending: Pending | undefined }) {
  const [open, setOpen] = useState(false);
  if (!pending) return null;
  return (
    <div className="mw-staged-text">
      <StagedMark pending={[pending]} />{' '}
      <Button variant="inline-link" ariaExpanded={open} onClick={() => setOpen(!open)}>
        {open ? 'Hide what it was' : 'Show what it was'}
      </Button>
      {open && <Difference before={pending.base} after={pending.value} />}
    </div>
  );
}
