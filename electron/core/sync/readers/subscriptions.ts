import type { Aws } from '../../aws/aws.ts';
import type { Page } from '../../aws/page.ts';
import { REQUEST_STATES, SUBSCRIPTION_STATES } from '../../aws/subscription-states.ts';
import { BEGIN, type DetailCursor, type Details, shortOf, withDetails } from './detailed.ts';
import { type Feed, type Reader, type ReadPage, type Source, WHOLE, written } from './reader.ts';

/** Days after which all are read again: a feed tells no deletions. */
const DUE = 168;

/** Which state is being read, and how far; the rest belongs to the details of what is on the pages. */
interface Cursor extends DetailCursor {
  state: number;
}

/** The rows that moved since then, of a page that tells the newest change first; older pages are not asked for. */
function since<Row extends { updated_at: string | null }>(page: Page<Row>, moment: string | null): Page<Row> {
  if (moment === null) return page;
  const items = page.items.filter((row) => row.updated_at === null || row.updated_at >= moment);
  return { ...page, items, nextToken: items.length < page.items.length ? null : page.nextToken };
}

/** The same state's next page, or the next state's first; null after the last. */
function onward(state: number, states: number, next: DetailCursor): string | null {
  if (next.token !== null) return JSON.stringify({ ...next, state });
  return state + 1 === states ? null : JSON.stringify({ ...next, state: state + 1 });
}

const cursorOf = (cursor: string | null): Cursor =>
  cursor === null ? { ...BEGIN, state: 0 } : (JSON.parse(cursor) as Cursor);

/** What the asker filled in; the list tells only which forms there are. */
const filled: Details<Awaited<ReturnType<Aws['subscriptions']['subscriptionRequest']>>> = {
  columns: ['forms'],
  wanted: (listed) => listed.forms !== '[]',
  stands: (held, listed) =>
    held.updated_at === listed.updated_at && !(JSON.parse(held.forms) as { content: unknown }[]).every(isEmpty),
  read: (s, row, signal) => s.aws.subscriptions.subscriptionRequest(s.domainId, row.id, signal),
  bounded: true,
};

const isEmpty = ({ content }: { content: unknown }): boolean => content === null;

async function readRequests(source: Source, moment: string | null, cursor: string | null, signal: AbortSignal) {
  const { state, ...at } = cursorOf(cursor);
  const states = REQUEST_STATES;
  const status = states[state] ?? 'PENDING';
  const page = since(
    await source.aws.subscriptions.subscriptionRequests(source.domainId, status, at.token, signal),
    moment,
  );
  const { rows, next } = await withDetails(source, 'subscription_request', page, filled, at, signal);
  const onto = onward(state, states.length, next);
  return {
    ...written('subscription_request', { items: rows, nextToken: onto, total: null }),
    ...(onto === null ? shortOf(next) : {}),
  };
}

async function readSubscriptions(source: Source, moment: string | null, cursor: string | null, signal: AbortSignal) {
  const { state, ...at } = cursorOf(cursor);
  const states = SUBSCRIPTION_STATES;
  const status = states[state] ?? 'APPROVED';
  const page = since(await source.aws.subscriptions.subscriptions(source.domainId, status, at.token, signal), moment);
  return written('subscription', {
    ...page,
    nextToken: onward(state, states.length, { ...at, token: page.nextToken }),
  });
}

async function readGrants(source: Source, moment: string | null, cursor: string | null, signal: AbortSignal) {
  const page = await source.aws.subscriptions.subscriptionGrants(source.domainId, cursor, signal);
  return written('subscription_grant', since(page, moment));
}

/** One that moves on from state to state while it is read is met once more: the states are read in that order. */
function reader(
  kind: 'subscription_request' | 'subscription' | 'subscription_grant',
  title: string,
  operation: string,
  read: (source: Source, moment: string | null, cursor: string | null, signal: AbortSignal) => Promise<ReadPage>,
): Reader {
  const feed: Feed = { operation, read };
  return {
    kind,
    title,
    operation,
    perCall: 50,
    due: DUE,
    scopes: () => [WHOLE],
    read: (source, _scope, cursor, signal) => read(source, null, cursor, signal),
    sweep: (mirror) => mirror.sweep(kind, null),
    feed,
  };
}

export const SUBSCRIPTION_READERS: readonly Reader[] = [
  reader('subscription_request', 'Reading subscription requests', 'datazone:ListSubscriptionRequests', readRequests),
  reader('subscription', 'Reading subscriptions', 'datazone:ListSubscriptions', readSubscriptions),
  reader('subscription_grant', 'Reading subscription grants', 'datazone:ListSubscriptionGrants', readGrants),
];
