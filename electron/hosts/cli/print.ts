import { ORPCError } from '@orpc/client';
import { asFailure, Failure } from '#core/failure.ts';
import { ERROR_KINDS, EXIT_CODES, type ErrorKind, Problem } from '#shared/errors.ts';
import type { Job, Progress } from '#shared/jobs.ts';

export interface Io {
  out: (text: string) => void;
  /** Progress and errors. */
  err: (text: string) => void;
  /** Whether a person watches: progress then rewrites its line. */
  live: boolean;
}

/**
 * Text from AWS may hold what a terminal obeys (escape sequences, bidi controls): in JSON they are written as escapes,
 * so that the output stays JSON and the terminal stays as it was.
 */
export const harmless = (json: string): string =>
  json.replace(
    /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

export function printValue(io: Io, value: unknown, json: boolean): void {
  io.out(`${harmless(JSON.stringify(value ?? null, null, json ? 0 : 2))}\n`);
}

interface Told {
  kind: ErrorKind;
  message: string;
  problem: Problem;
}

/** Write what went wrong and answer the exit code of its kind. */
export function printError(io: Io, error: unknown, json: boolean): number {
  const told = tell(error);
  if (json)
    io.err(`${harmless(JSON.stringify({ error: { kind: told.kind, message: told.message, ...told.problem } }))}\n`);
  else io.err(`${told.problem.code}: ${plain(told.message)}\n  ${plain(told.problem.next)}\n`);
  return EXIT_CODES[told.kind];
}

export const jobError = (error: NonNullable<Job['error']>): Failure =>
  new Failure(error.kind, error.problem.code, error.message, error.problem.next, error.problem.details);

function tell(error: unknown): Told {
  if (error instanceof ORPCError) {
    const kind = ERROR_KINDS.find((known) => known === error.code);
    const problem = Problem.safeParse(error.data);
    if (kind !== undefined && problem.success) return { kind, message: error.message, problem: problem.data };
  }
  return asFailure(error);
}

/** One line of what a job is doing, or of what it waits for the person to do. */
export function progressLine(progress: Progress): string {
  if (progress.ask !== null) return plain(`Open ${progress.ask.url} and confirm ${progress.ask.code}`);
  const amount = progress.total === null ? `${progress.done}` : `${progress.done}/${progress.total}`;
  const rate = progress.rate === null ? '' : ` · ${progress.rate}/s`;
  const item = progress.item === null ? '' : ` · ${progress.item}`;
  const note = progress.note === null ? '' : ` · ${progress.note}`;
  return plain(`${progress.phase} ${amount}${rate}${item}${note}`);
}

const plain = (text: string): string => harmless(text).replace(/\p{Cc}/gu, ' ');
