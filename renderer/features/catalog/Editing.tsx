import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation } from '@tanstack/react-query';
import type { KeyboardEvent, ReactNode } from 'react';
import { toFailure } from '../../api/failure.ts';
import { stageChanges } from '../../shell/staging.ts';
import { Failed } from '../../ui/Failed.tsx';
import type { Edit } from './edit-lines.ts';

interface EditingProps {
  /** What it would stage; null while nothing differs. */
  edit: Edit | null;
  /** Why it cannot be staged. */
  problem: string | null;
  onClose: () => void;
  children: ReactNode;
}

/** Around fields that are edited in place: Stage and Cancel, Ctrl+Enter and Escape. */
export function Editing({ edit, problem, onClose, children }: EditingProps) {
  const staging = useMutation({
    mutationFn: async ({ lines, label }: Edit) => await stageChanges(lines, label),
    onSuccess: onClose,
  });
  const stage = () => {
    if (problem !== null || staging.isPending) return;
    if (edit === null) onClose();
    else staging.mutate(edit);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      stage();
    }
    // An open list closes first, and says so.
    if (event.key === 'Escape' && !event.defaultPrevented && !isInOpenList(event.target)) {
      event.stopPropagation();
      onClose();
    }
  };
  return (
    <div className="mw-editing" onKeyDown={onKeyDown}>
      <SpaceBetween size="s">
        {children}
        {staging.error && <Failed failure={toFailure(staging.error)} />}
        <SpaceBetween direction="horizontal" size="xs">
          <Button
            variant="primary"
            loading={staging.isPending}
            disabled={problem !== null || edit === null}
            nativeButtonAttributes={{ title: 'Stage (Ctrl Enter)' }}
            onClick={stage}
          >
            Stage
          </Button>
          <Button variant="link" onClick={onClose}>
            Cancel
          </Button>
        </SpaceBetween>
      </SpaceBetween>
    </div>
  );
}

const isInOpenList = (target: EventTarget): boolean =>
  target instanceof Element &&
  (target.getAttribute('aria-expanded') === 'true' || target.closest('[role=listbox], [role=dialog]') !== null);
