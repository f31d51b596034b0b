import type { ErrorKind, Problem } from '#shared/errors.ts';
import { Failure } from '../failure.ts';
import type { Question } from './aws.ts';
import type { SessionOptions } from './session.ts';

/** What of a session's options is not a function. */
export type WorkerData = Omit<SessionOptions, 'clock' | 'onWait' | 'onExpired'>;

/** A failure as it crosses from one thread to another. */
export interface SentFailure {
  kind: ErrorKind;
  problem: Problem;
  message: string;
  /** The trace of what caused it, for the log. */
  cause: string | null;
}

export type ToWorker =
  /** `signalAt`: which argument is the signal; -1 where none is. */
  | { say: 'ask'; id: number; question: Question; signalAt: number }
  | { say: 'stop'; id: number }
  /** An answer to `expired`: null where it is worth trying again. */
  | { say: 'signedIn'; failure: SentFailure | null };

/** How the session stands: calls sent, and what AWS's clock showed in its last answer (epoch ms). */
export interface Standing {
  calls: number;
  serverAt: number | null;
}

export type FromWorker =
  | { say: 'ready' }
  | ({ say: 'told'; id: number; value: unknown; troubles: Troubled } & Standing)
  | ({ say: 'failed'; id: number; failure: SentFailure; troubles: Troubled } & Standing)
  | { say: 'wait'; note: string | null }
  | { say: 'expired'; failure: SentFailure };

/** Troubles a call met, overcome or not: codes and how often. */
export type Troubled = [code: string, times: number][];

export const sent = ({ kind, problem, message, cause }: Failure): SentFailure => ({
  kind,
  problem,
  message,
  cause: cause instanceof Error ? (cause.stack ?? cause.message) : null,
});

export const arrived = ({ kind, problem, message, cause }: SentFailure): Failure =>
  new Failure(kind, problem.code, message, problem.next, problem.details, cause ?? undefined);
