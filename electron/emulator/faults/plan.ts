import type { ServiceName } from '#emulator/facts.ts';

/**
 * Which requests a rule means. Every member given must hold. `nth`, `from` and `to` count, from 1, the requests that
 * the other members match; `probability` is drawn from the plan's seed.
 */
export interface FaultMatch {
  readonly service?: ServiceName;
  readonly operation?: string | readonly string[];
  /** requests that touch this project: by its id, or through an asset, listing, glossary, term or product it owns */
  readonly project?: string;
  /** requests signed with this access key */
  readonly accessKeyId?: string;
  /** the SDK's attempt number, from 1 */
  readonly attempt?: number;
  readonly nth?: number | readonly number[];
  readonly from?: number;
  readonly to?: number;
  readonly probability?: number;
}

export type FaultAction =
  | { readonly kind: 'throttle'; readonly retryAfterSeconds?: number }
  /** `when: 'after'`: the operation took effect all the same */
  | { readonly kind: 'serverError'; readonly status?: 500 | 502 | 503 | 504; readonly when?: 'before' | 'after' }
  /** a proxy's page instead of the service's answer, before or after the operation took effect */
  | { readonly kind: 'html'; readonly status?: number; readonly when?: 'before' | 'after' }
  /** the connection closes without an answer, before or after the operation took effect */
  | { readonly kind: 'drop'; readonly when?: 'before' | 'after' }
  /** only the first part of the body: as a whole answer, or with the connection cut in the middle */
  | { readonly kind: 'truncate'; readonly keep?: number; readonly cut?: boolean }
  | { readonly kind: 'delay'; readonly ms: number }
  /** accepted and never answered */
  | { readonly kind: 'stall' }
  | { readonly kind: 'accessDenied'; readonly message?: string }
  | { readonly kind: 'expiredToken' }
  /** the page is right, its token is the one that was sent: a careless client pages for ever */
  | { readonly kind: 'repeatToken' }
  /** no items but a token that leads on */
  | { readonly kind: 'emptyPage' }
  /** items missing from a page that otherwise looks whole: the first `count`, or those of one project */
  | { readonly kind: 'hideItems'; readonly count?: number; readonly project?: string };

export interface FaultRule {
  readonly match?: FaultMatch;
  readonly action: FaultAction;
}

/** A scripted plan of misbehaviour. Plain JSON. Every rule that matches a request takes part, in order. */
export interface FaultPlan {
  readonly seed?: number;
  /** access keys whose session has run out */
  readonly expiredAccessKeys?: readonly string[];
  readonly rules?: readonly FaultRule[];
}

const kinds: Readonly<Record<FaultAction['kind'], true>> = {
  throttle: true,
  serverError: true,
  html: true,
  drop: true,
  truncate: true,
  delay: true,
  stall: true,
  accessDenied: true,
  expiredToken: true,
  repeatToken: true,
  emptyPage: true,
  hideItems: true,
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads a plan from JSON text or a parsed value. Throws TypeError that says which rule is wrong and how. */
export const readFaultPlan = (source: unknown): FaultPlan => {
  const value: unknown = typeof source === 'string' ? JSON.parse(source) : source;
  if (!isObject(value)) throw new TypeError('A fault plan is an object with a list of rules.');
  const rules = value['rules'] ?? [];
  if (!Array.isArray(rules)) throw new TypeError('The rules of a fault plan are a list.');
  rules.forEach((rule: unknown, at) => {
    const action = isObject(rule) ? rule['action'] : undefined;
    const kind = isObject(action) ? action['kind'] : undefined;
    if (typeof kind !== 'string' || !Object.hasOwn(kinds, kind)) {
      throw new TypeError(`Rule ${at + 1} has no known action; the kinds are ${Object.keys(kinds).join(', ')}.`);
    }
  });
  return value;
};
