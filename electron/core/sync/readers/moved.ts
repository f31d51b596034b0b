import type { Aws } from '../../aws/aws.ts';
import { type Moved, movedSince } from '../../aws/moved-since.ts';
import { timeUnit } from '../time-unit.ts';
import type { Feed, Source } from './reader.ts';

/** The filter for what moved since then, in the unit this domain counts in. */
export const moved = async (source: Source, since: string, signal: AbortSignal): Promise<Moved> =>
  movedSince(since, await timeUnit(source, signal));

/** AWS's count of a search beside the rows of its table. */
export const counted =
  (scope: Parameters<Aws['search']['countOf']>[1], table: string): NonNullable<Feed['counts']> =>
  async (source, signal) => {
    const theirs = await source.aws.search.countOf(source.domainId, scope, signal);
    return theirs === null
      ? null
      : { theirs, ours: Number(source.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()) };
  };
