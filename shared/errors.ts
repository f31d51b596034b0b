import * as z from 'zod';

/**
 * The closed list of ways an operation can fail. Screens and exit codes switch on the kind, or on the finer `E_…`
 * code in `data.code`; never on the text.
 */
export const ERROR_KINDS = [
  'invalid',
  'not_found',
  'denied',
  'conflict',
  'offline',
  'throttled',
  'cancelled',
  'internal',
] as const;
export type ErrorKind = (typeof ERROR_KINDS)[number];

/** HTTP-like status per kind, for wires that need one. */
export const ERROR_STATUS: Record<ErrorKind, number> = {
  invalid: 400,
  denied: 403,
  not_found: 404,
  conflict: 409,
  throttled: 429,
  cancelled: 499,
  internal: 500,
  offline: 503,
};

/** Exit code of the command line per kind (0 is success, 2 a bad call, 130 an interrupt). */
export const EXIT_CODES: Record<ErrorKind, number> = {
  invalid: 2,
  not_found: 3,
  denied: 4,
  conflict: 5,
  offline: 6,
  throttled: 75,
  cancelled: 130,
  internal: 70,
};

export const Problem = z.object({
  /** Finer code, `E_…`; stable, documented by the place that throws it. */
  code: z.string().regex(/^[EW]_[A-Z0-9_]+$/),
  /** What the person should do next, one plain sentence. */
  next: z.string(),
  /** Facts for the screen: a path, an AWS request id, a limit. Never a secret. */
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
});
export type Problem = z.infer<typeof Problem>;

const describe = (kind: ErrorKind) => ({ status: ERROR_STATUS[kind], data: Problem });

/** The error map every operation of the contract carries. */
export const ERRORS = {
  invalid: describe('invalid'),
  not_found: describe('not_found'),
  denied: describe('denied'),
  conflict: describe('conflict'),
  offline: describe('offline'),
  throttled: describe('throttled'),
  cancelled: describe('cancelled'),
  internal: describe('internal'),
} as const;
