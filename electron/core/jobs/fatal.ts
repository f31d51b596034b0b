import type { Failure } from '../failure.ts';

/** Trouble that the next question would meet just the same. */
const FATAL = new Set([
  'E_CANCELLED',
  'E_AUTH_EXPIRED',
  'E_AUTH_MISSING',
  'E_AWS_UNREACHABLE',
  'E_TLS',
  'E_CLOCK_SKEW',
  'E_DISK_FULL',
  'E_DB_CORRUPT',
  'E_DB_READONLY',
  'E_INTERNAL',
  'E_AWS_THREAD',
]);

/** Does this end the whole job? */
export const isFatal = (failure: Failure): boolean => FATAL.has(failure.problem.code);
