import type { Page } from '../../aws/page.ts';
import { held } from '../../catalog/mirror-held.ts';
import type { PlainKind, PlainRows } from '../../catalog/mirror-tables.ts';
import { asFailure, Failure } from '../../failure.ts';
import { isFatal } from '../../jobs/fatal.ts';
import type { Reader, ReadPage, Scope, Source } from './reader.ts';

/** What only a call of its own tells of an entity that a list has told. */
export interface Details<Row> {
  /** Its columns, which the list leaves empty. */
  columns: readonly (keyof Row & string)[];
  /** Whether what the mirror holds of them still stands, for it has not moved since. */
  stands: (held: Row, listed: Row) => boolean;
  /** Whether there is anything to be told; always when left out. */
  wanted?: (listed: Row) => boolean;
  read: (source: Source, listed: Row, signal: AbortSignal) => Promise<Partial<Row>>;
  /** Whether a pull may run out of time for them: then it reads as many as it may, and the rest is told as partial. */
  bounded?: boolean;
}

interface Listing<K extends PlainKind> extends Omit<Reader, 'kind' | 'read'> {
  list: (source: Source, scope: Scope, token: string | null, signal: AbortSignal) => Promise<Page<PlainRows[K]>>;
  details: Details<PlainRows[K]>;
}

/** Where a listing with details stands; `denied` and `left`: of which it could not, or not yet, read the details. */
export interface DetailCursor {
  token: string | null;
  read: number;
  left: number;
  denied: { count: number; message: string } | null;
}

export const BEGIN: DetailCursor = { token: null, read: 0, left: 0, denied: null };

/** A kind of which a list tells most, and the rest is asked for one by one where it moved. */
export function detailed<K extends PlainKind>(kind: K, { list, details, ...reader }: Listing<K>): Reader {
  return {
    kind,
    ...reader,
    read: (source, scope, cursor, signal) =>
      detailedPage(source, kind, (token) => list(source, scope, token, signal), details, cursor, signal),
  };
}

/** One page of a list, with the details of what is on it. @param cursor what the page before told; null for the first */
export async function detailedPage<K extends PlainKind>(
  source: Source,
  kind: K,
  list: (token: string | null) => Promise<Page<PlainRows[K]>>,
  details: Details<PlainRows[K]>,
  cursor: string | null,
  signal: AbortSignal,
): Promise<ReadPage> {
  const at = cursor === null ? BEGIN : (JSON.parse(cursor) as DetailCursor);
  const page = await list(at.token);
  const { rows, next } = await withDetails(source, kind, page, details, at, signal);
  return {
    items: rows.length,
    next: next.token === null ? null : JSON.stringify(next),
    total: page.total,
    write: (mirror) => rows.map((row) => mirror.put(kind, row)),
    ...(next.token === null ? shortOf(next) : {}),
  };
}

/** The rows of a page with their details, and how far the reading has come with it. */
export async function withDetails<K extends PlainKind>(
  source: Source,
  kind: K,
  page: Page<PlainRows[K]>,
  details: Details<PlainRows[K]>,
  at: DetailCursor,
  signal: AbortSignal,
): Promise<{ rows: PlainRows[K][]; next: DetailCursor }> {
  const next: DetailCursor = { ...at, token: page.nextToken };
  const rows = await Promise.all(
    page.items.map(async (row) => {
      const known = held(source.db, kind, row);
      const before = known === undefined ? row : { ...row, ...pick(known, details.columns) };
      if (details.wanted?.(row) === false) return row;
      if (known !== undefined && details.stands(known, row)) return before;
      if (details.bounded === true && next.read >= source.mostRevisions) {
        next.left += 1;
        return before;
      }
      next.read += 1;
      try {
        return { ...row, ...pick(await details.read(source, row, signal), details.columns) };
      } catch (error) {
        const failure = refusal(error, signal);
        next.denied = { count: (next.denied?.count ?? 0) + 1, message: failure.message };
        return before;
      }
    }),
  );
  return { rows, next };
}

/** What stops one question and no other. Rethrows what ends the whole pull. */
export function refusal(error: unknown, signal: AbortSignal): Failure {
  signal.throwIfAborted();
  const failure = asFailure(error);
  if (isFatal(failure)) throw failure;
  return failure;
}

/** Why a listing that came to its end does not tell all the same. */
export function shortOf({ read, left, denied }: DetailCursor): Pick<ReadPage, 'short'> {
  if (denied !== null)
    return {
      short: new Failure(
        'denied',
        'W_DETAILS_DENIED',
        `Of ${denied.count} only what the list tells is known: ${denied.message}`,
        'Ask for the right to read them one by one; nothing was deleted on the strength of this reading.',
      ),
    };
  if (left === 0) return {};
  return {
    short: new Failure(
      'throttled',
      'W_LATER',
      `${read} were read on their own; ${left} are left to later pulls.`,
      'Pull again to go on, or pull all revisions at once.',
    ),
  };
}

const pick = <Row>(from: Partial<Row>, columns: readonly (keyof Row & string)[]): Partial<Row> =>
  Object.fromEntries(
    columns.flatMap((column) => (from[column] === undefined ? [] : [[column, from[column]]])),
  ) as Partial<Row>;
