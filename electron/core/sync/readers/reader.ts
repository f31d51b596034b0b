import type { EntityKind } from '#shared/entities.ts';
import type { Aws } from '../../aws/aws.ts';
import type { Page } from '../../aws/page.ts';
import type { Mirror, Wrote } from '../../catalog/mirror.ts';
import type { PlainKind, PlainRows } from '../../catalog/mirror-tables.ts';
import type { Db } from '../../db/open.ts';
import type { Failure } from '../../failure.ts';
import type { Growth } from '../growth.ts';

export interface Scope {
  id: string;
  name: string;
}

/** What the readers of one pull share. */
export interface Source {
  aws: Aws;
  db: Db;
  domainId: string;
  accountId: string;
  identityStoreId: string | null;
  /** How far the kinds of this pull have come. */
  growth: Growth;
  /** How many assets may be read on their own in this pull. */
  mostRevisions: number;
  now: () => string;
  /** Calls this run has made so far. */
  calls: () => number;
}

/** One page, and how to write it. */
export interface ReadPage {
  items: number;
  next: string | null;
  total: number | null;
  write: (mirror: Mirror) => Wrote[];
  /** On a last page: why the scope was not read to its end all the same. */
  short?: Failure;
}

/** Reads one entity kind. `read` may be asked for the next pages before the last one was written. */
export interface Reader {
  kind: EntityKind;
  /** "Reading assets" */
  title: string;
  /** The operation most of its calls are of, for the plan: "datazone:Search". */
  operation: string;
  /** Items one call brings at most: what a plan reckons with where no pull has told. */
  perCall: number;
  /** Hours for which a reading is good: until then an `auto` pull keeps what it holds. 0: read in full each time. */
  due: number;
  /** Kinds that must be in the mirror before this one can be read; the domain when left out. */
  after?: readonly EntityKind[];
  /** Kinds that give it scopes while they are read themselves: `scopes` is asked again after each of their pages. */
  beside?: readonly EntityKind[];
  scopes: (source: Source) => Scope[];
  /** Pages asked for before the one in hand is written; 1 when left out. More for a long listing in one piece. */
  ahead?: number;
  read: (source: Source, scope: Scope, cursor: string | null, signal: AbortSignal) => Promise<ReadPage>;
  /** Called when the scope was read to its end, in the transaction that says so. */
  sweep: (mirror: Mirror, scope: Scope) => number;
  /** How many distinct items of the scope this run has met, where that can be compared with AWS's own count. */
  met?: (db: Db, run: number, scope: Scope) => number;
  /** Why this kind cannot be read here at all. */
  unavailable?: (source: Pick<Source, 'identityStoreId'>) => Failure | null;
  feed?: Feed;
}

/** Asks AWS for what changed since a moment. Never deletes. */
export interface Feed {
  operation: string;
  /** @param since RFC 3339, by AWS's clock, with some overlap; what was not moved since may come again */
  read: (source: Source, since: string, cursor: string | null, signal: AbortSignal) => Promise<ReadPage>;
  /**
   * What AWS and the mirror each count over all scopes. A feed tells no deletions: where the two differ after it was
   * read to its end, a full reading is due.
   */
  counts?: (source: Source, signal: AbortSignal) => Promise<{ theirs: number; ours: number } | null>;
}

export const WHOLE: Scope = { id: 'domain', name: 'whole domain' };

export function written<K extends PlainKind>(kind: K, page: Page<PlainRows[K]>): ReadPage {
  return {
    items: page.items.length,
    next: page.nextToken,
    total: page.total,
    write: (mirror) => page.items.map((row) => mirror.put(kind, row)),
  };
}

/** A kind with one scope, the whole domain, and one operation that pages through it. */
export function plain<K extends PlainKind>(
  kind: K,
  title: string,
  cost: Pick<Reader, 'operation' | 'perCall' | 'due'> &
    Partial<Pick<Reader, 'after' | 'ahead' | 'feed' | 'unavailable'>>,
  page: (source: Source, cursor: string | null, signal: AbortSignal) => Promise<Page<PlainRows[K]>>,
): Reader {
  return {
    kind,
    title,
    ...cost,
    scopes: () => [WHOLE],
    read: async (source, _scope, cursor, signal) => written(kind, await page(source, cursor, signal)),
    sweep: (mirror) => mirror.sweep(kind, null),
  };
}
