import { createHash, createHmac } from 'node:crypto';
import { invalid } from '#emulator/wire/aws-error.ts';

/** Where a page starts. `key` binds a token to its operation and parameters. */
interface Position {
  readonly key: string;
  readonly offset: number;
  readonly at: number;
  readonly turn: number;
}

export interface PagedRequest {
  readonly operation: string;
  readonly input: Record<string, unknown>;
  readonly token: string | undefined;
  readonly size: number;
}

export interface Pager {
  /** The asked page of `items` and the token of the next one, absent on the last. Throws on a token not ours. */
  readonly page: <T>(items: readonly T[], request: PagedRequest) => { slice: readonly T[]; nextToken?: string };
  /** A new token for the same place the request already stands at: for faults that hand out empty pages. */
  readonly sameAgain: (request: PagedRequest) => string;
}

const badToken = () => invalid('Invalid pagination token: the nextToken was not issued for this request.');
const pagingMembers = new Set(['nexttoken', 'maxresults']);

const keyOf = (operation: string, input: Record<string, unknown>): string => {
  const bound = Object.entries(input)
    .filter(([name]) => !pagingMembers.has(name.toLowerCase()))
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([operation, bound]))
    .digest('base64url')
    .slice(0, 16);
};

/**
 * Issues and reads page tokens: opaque, signed, bound to the operation and every parameter but the page size, and
 * refused after `ttlMs` when that is given. A page boundary is an offset, as in a search index without a snapshot:
 * items deleted while a client pages make it miss others, which is what a real catalog does to it too.
 */
export const createPager = (options: { seed: number; clock: () => number; ttlMs?: number | undefined }): Pager => {
  const secret = `meshward emulator ${options.seed}`;
  let turn = 0;

  const sign = (text: string): string => createHmac('sha256', secret).update(text).digest('base64url').slice(0, 22);

  const mint = (position: Position): string => {
    const text = Buffer.from(JSON.stringify(position)).toString('base64url');
    return `${text}${sign(text)}`;
  };

  const read = (token: string, key: string): Position => {
    const text = token.slice(0, -22);
    if (text === '' || sign(text) !== token.slice(-22)) throw badToken();
    const position = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Position;
    if (position.key !== key) throw badToken();
    if (options.ttlMs !== undefined && options.clock() - position.at > options.ttlMs) {
      throw invalid('Invalid pagination token: the nextToken has expired.');
    }
    return position;
  };

  const standing = (request: PagedRequest): { key: string; offset: number } => {
    const key = keyOf(request.operation, request.input);
    return { key, offset: request.token === undefined ? 0 : read(request.token, key).offset };
  };

  return {
    page: (items, request) => {
      const { key, offset } = standing(request);
      const end = offset + request.size;
      const slice = items.slice(offset, end);
      if (end >= items.length) return { slice };
      return {
        slice,
        nextToken: mint({ key, offset: end, at: options.ttlMs === undefined ? 0 : options.clock(), turn: 0 }),
      };
    },
    sameAgain: (request) => {
      turn += 1;
      return mint({ ...standing(request), at: options.clock(), turn });
    },
  };
};
