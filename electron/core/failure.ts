import { ORPCError } from '@orpc/server';
import { ERROR_STATUS, type ErrorKind, type Problem } from '#shared/errors.ts';

type Details = NonNullable<Problem['details']>;

/**
 * The one way core says no: a kind from the closed list, a fine code, a plain sentence and what to do next.
 * Anything else that is thrown becomes `internal`, with its cause in the log and not on the wire.
 */
export class Failure extends Error {
  readonly kind: ErrorKind;
  readonly problem: Problem;

  constructor(kind: ErrorKind, code: string, message: string, next: string, details?: Details, cause?: unknown) {
    super(message, { cause });
    this.name = 'Failure';
    this.kind = kind;
    this.problem = details === undefined ? { code, next } : { code, next, details };
  }
}

/** The sentence and code for anything thrown; `internal` hides what it cannot vouch for. */
export function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof Error && error.name === 'AbortError')
    return new Failure(
      'cancelled',
      'E_CANCELLED',
      'Stopped because it was cancelled.',
      'Start it again when you are ready.',
    );
  if (isDiskFull(error)) return diskFull(error);
  const code = sqliteCode(error);
  if (code !== null && /^SQLITE_(CORRUPT|NOTADB)/.test(code))
    return new Failure(
      'conflict',
      'E_DB_CORRUPT',
      'The workspace file is damaged.',
      'Close it and open a backup from the folder “backups” beside it.',
    );
  if (code !== null && /^SQLITE_(READONLY|IOERR|CANTOPEN)/.test(code))
    return new Failure(
      'conflict',
      'E_DB_READONLY',
      'The workspace file could not be written.',
      'Check that the disk is connected and that you may write to the folder.',
    );
  if (isBrokenDisk(error))
    return new Failure(
      'conflict',
      'E_DISK_ERROR',
      'The disk did not write or read a file as it was told.',
      'Check that the disk is connected and whole, then try again.',
    );
  return new Failure(
    'internal',
    'E_INTERNAL',
    'Something went wrong inside Meshward.',
    'Try again; if it happens again, report it with what you did.',
    undefined,
    error,
  );
}

/** No room to write: reading goes on, and writing by itself as soon as there is room. */
export const diskFull = (cause?: unknown): Failure =>
  new Failure(
    'conflict',
    'E_DISK_FULL',
    'The disk is full: nothing can be saved now. Nothing that was saved before is lost.',
    'Free some space; writing goes on by itself.',
    undefined,
    cause,
  );

/** Did SQLite or the system say that there is no room? */
export function isDiskFull(error: unknown): boolean {
  if (error instanceof Failure) return error.problem.code === 'E_DISK_FULL';
  if (sqliteCode(error)?.startsWith('SQLITE_FULL') === true) return true;
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}

const isBrokenDisk = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && ['EIO', 'EROFS', 'ENXIO', 'ENODEV'].includes(String(error.code));

/** Did SQLite say that the disk did not do what it was told? */
export const isIoError = (error: unknown): boolean => /^SQLITE_(IOERR|CANTOPEN)/.test(sqliteCode(error) ?? '');

/** The code of an error of SQLite; null where it is another. */
export function sqliteCode(error: unknown): string | null {
  if (error instanceof Error && error.name === 'SqliteError' && 'code' in error) return String(error.code);
  return null;
}

/** The same on the wire. */
export function asWireError(error: unknown): ORPCError<ErrorKind, Problem> {
  const failure = asFailure(error);
  return new ORPCError(failure.kind, {
    defined: true,
    status: ERROR_STATUS[failure.kind],
    message: failure.message,
    data: failure.problem,
  });
}
