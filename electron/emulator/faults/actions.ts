import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultAction } from '#emulator/faults/plan.ts';
import { type ServiceName, pageMembersOf } from '#emulator/facts.ts';
import { AwsError, denied, expiredToken, throttled } from '#emulator/wire/aws-error.ts';
import type { WireAnswer } from '#emulator/wire/protocol.ts';

/** What finally happens on the socket. */
export type Outcome =
  | { readonly kind: 'answer'; readonly answer: WireAnswer }
  | { readonly kind: 'cut'; readonly answer: WireAnswer; readonly bytes: number }
  | { readonly kind: 'drop' }
  | { readonly kind: 'stall' };

/** The request a fault acts on. */
export interface FaultTurn {
  readonly service: ServiceName;
  readonly operation: string;
  /** the token the client sent, if any */
  readonly sentToken: string | undefined;
  /** a token for the place the request already stands at */
  readonly sameAgain: () => string;
  /** the project that owns a listed item, if it can be told */
  readonly projectOf: (item: object) => string | undefined;
  readonly signal: AbortSignal;
}

/**
 * A fault's effect: `before` may throw an error, wait, or settle the outcome; `output` changes what the operation
 * answered; `after` has the last word on the bytes.
 */
export interface Effect {
  readonly before?: (turn: FaultTurn) => Outcome | undefined | Promise<Outcome | undefined>;
  readonly output?: (turn: FaultTurn, output: object) => object;
  readonly after?: (answer: WireAnswer) => Outcome;
}

type Of<K extends FaultAction['kind']> = Extract<FaultAction, { kind: K }>;

const html = '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1><hr>proxy</body></html>';

const failing = (error: () => AwsError): Effect => ({
  before: () => {
    throw error();
  },
});

const throttle = (action: Of<'throttle'>): Effect => failing(() => throttled(action.retryAfterSeconds));

const serverError = (action: Of<'serverError'>): Effect => {
  const error = (): never => {
    throw new AwsError('InternalServerException', action.status ?? 500, 'An unexpected error occurred.');
  };
  return action.when === 'after' ? { after: error } : { before: error };
};

const htmlPage = (action: Of<'html'>): Effect => {
  const page = (): Outcome => ({
    kind: 'answer',
    answer: { status: action.status ?? 502, headers: { 'content-type': 'text/html' }, body: html },
  });
  return action.when === 'after' ? { after: page } : { before: page };
};

const drop = (action: Of<'drop'>): Effect =>
  action.when === 'after' ? { after: () => ({ kind: 'drop' }) } : { before: () => ({ kind: 'drop' }) };

const truncate = (action: Of<'truncate'>): Effect => ({
  after: (answer) => {
    const body = Buffer.from(answer.body);
    const bytes = Math.floor(body.length * (action.keep ?? 0.5));
    return action.cut
      ? { kind: 'cut', answer, bytes }
      : { kind: 'answer', answer: { ...answer, body: body.subarray(0, bytes).toString('utf8') } };
  },
});

const delay = (action: Of<'delay'>): Effect => ({
  before: async ({ signal }) => {
    await sleep(action.ms, undefined, { signal }).catch(() => undefined);
    return undefined;
  },
});

const stall = (): Effect => ({ before: () => ({ kind: 'stall' }) });

const accessDenied = (action: Of<'accessDenied'>): Effect => ({
  before: ({ operation }) => {
    throw action.message === undefined ? denied(operation) : new AwsError('AccessDeniedException', 403, action.message);
  },
});

const expired = (): Effect => failing(expiredToken);

/** A change to the page an operation answered; operations that do not page are left alone. */
const onPage = (
  change: (
    turn: FaultTurn,
    page: { items: readonly object[]; token: string | undefined },
  ) => { items: readonly object[]; token: string | undefined },
): Effect => ({
  output: (turn, output) => {
    const members = pageMembersOf(turn.service, turn.operation);
    if (!members) return output;
    const answer = output as Record<string, unknown>;
    const changed = change(turn, {
      items: (answer[members.list] ?? []) as readonly object[],
      token: answer[members.token] as string | undefined,
    });
    return { ...answer, [members.list]: changed.items, [members.token]: changed.token };
  },
});

const repeatToken = (): Effect =>
  onPage((turn, page) => ({ items: page.items, token: turn.sentToken ?? page.token ?? turn.sameAgain() }));

const emptyPage = (): Effect => onPage((turn) => ({ items: [], token: turn.sameAgain() }));

const hideItems = (action: Of<'hideItems'>): Effect =>
  onPage((turn, page) => ({
    token: page.token,
    items:
      action.project === undefined
        ? page.items.slice(action.count ?? 1)
        : page.items.filter((item) => turn.projectOf(item) !== action.project),
  }));

const makers: { readonly [K in FaultAction['kind']]: (action: Of<K>) => Effect } = {
  throttle,
  serverError,
  html: htmlPage,
  drop,
  truncate,
  delay,
  stall,
  accessDenied,
  expiredToken: expired,
  repeatToken,
  emptyPage,
  hideItems,
};

/** The effect of an action. */
export const effectOf = (action: FaultAction): Effect =>
  (makers[action.kind] as (action: FaultAction) => Effect)(action);
