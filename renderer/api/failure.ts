import { ORPCError } from '@orpc/client';
import { ERROR_KINDS, type ErrorKind, Problem } from '#shared/errors.ts';

/** An error as a screen shows it. Screens switch on `kind` and `code`, never on the text. */
export interface Failure {
  kind: ErrorKind;
  code: string;
  message: string;
  next: string;
  details: Record<string, string | number | boolean | null>;
}

const kinds: ReadonlySet<string> = new Set(ERROR_KINDS);
const isKind = (code: string): code is ErrorKind => kinds.has(code);

const lostWire = {
  code: 'E_WIRE_LOST',
  next: 'The page reconnects by itself and asks again.',
} satisfies Problem;

export const offline = () =>
  new ORPCError('offline', { message: 'The core is not running; reconnecting…', data: lostWire });

/** Kinds for answers that never passed the contract: refused input, or a handler's own crash. */
const foreign: Record<string, ErrorKind> = {
  BAD_REQUEST: 'invalid',
  UNAUTHORIZED: 'denied',
  FORBIDDEN: 'denied',
  NOT_FOUND: 'not_found',
  TOO_MANY_REQUESTS: 'throttled',
  CLIENT_CLOSED_REQUEST: 'cancelled',
  SERVICE_UNAVAILABLE: 'offline',
};

const nextOf: Record<ErrorKind, string> = {
  invalid: 'Correct the value and try again.',
  not_found: 'It may have gone since the last pull. Go back and look again.',
  denied: 'Ask whoever gives rights on this account for the missing permission.',
  conflict: 'Somebody else changed it. Look at it again before going on.',
  offline: lostWire.next,
  throttled: 'Wait a little and try again.',
  cancelled: 'Start it again when you want.',
  internal: 'Try again. If it stays, copy the details and report them.',
};

/** Turns whatever was thrown into something a screen can show. */
export function toFailure(error: unknown): Failure {
  if (error instanceof ORPCError) {
    const kind = isKind(error.code) ? error.code : (foreign[error.code] ?? 'internal');
    const problem = Problem.safeParse(error.data);
    if (problem.success) {
      const { code, next, details } = problem.data;
      return { kind, code, message: error.message, next, details: details ?? {} };
    }
    return { kind, code: `E_${error.code.toUpperCase()}`, message: error.message, next: nextOf[kind], details: {} };
  }
  if (error instanceof Error && error.name === 'AbortError') {
    return { kind: 'offline', message: 'The core is not running; reconnecting…', details: {}, ...lostWire };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { kind: 'internal', code: 'E_PAGE', message, next: nextOf.internal, details: {} };
}

/** All there is to know about a failure, as text for a report. */
export function failureText(failure: Failure): string {
  const details = Object.entries(failure.details).map(([name, value]) => `${name}: ${String(value)}`);
  return [`${failure.code} (${failure.kind})`, failure.message, failure.next, ...details].join('\n');
}
