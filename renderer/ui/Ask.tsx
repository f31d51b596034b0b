import Box from '@cloudscape-design/components/box';
import Spinner from '@cloudscape-design/components/spinner';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { toFailure } from '../api/failure.ts';
import { Failed } from './Failed.tsx';

interface AskProps<T> {
  query: UseQueryResult<T>;
  /** What is being read, for the waiting line: "assets". */
  word: string;
  /** What stands there instead when the answer holds nothing; null when it holds something. */
  renderEmpty?: (data: T) => ReactNode;
  children: (data: T) => ReactNode;
}

/**
 * The four states of every question: waiting, failed or forbidden, empty, answered. An answer stays on screen while it
 * is asked again, and also when asking again fails; then the failure stands above it.
 */
export function Ask<T>({ query, word, renderEmpty, children }: AskProps<T>): ReactNode {
  const { data, error, isPending } = query;
  if (data !== undefined) {
    return (
      <>
        {error && <Failed failure={toFailure(error)} onRetry={() => void query.refetch()} stale />}
        {renderEmpty?.(data) || children(data)}
      </>
    );
  }
  if (error) return <Failed failure={toFailure(error)} onRetry={() => void query.refetch()} />;
  if (isPending) return <Waiting word={word} />;
  return null;
}

/** Waiting, with a word; it shows itself only after a moment so that quick answers do not flicker. */
export function Waiting({ word }: { word: string }) {
  return (
    <div className="mw-waiting" role="status">
      <Box color="text-status-inactive">
        <Spinner /> Reading {word}…
      </Box>
      <span className="mw-bones" aria-hidden="true">
        <span />
        <span />
        <span />
      </span>
    </div>
  );
}
