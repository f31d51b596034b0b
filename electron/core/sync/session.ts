import { AwsSession, type SessionOptions } from '../aws/session.ts';
import type { Context } from '../context.ts';
import type { Target } from './connection.ts';

/** SDK clients for this connection, paced and limited as the core was started. */
export function sessionFor(
  { options, clock }: Context,
  target: Target,
  on: Pick<SessionOptions, 'onWait' | 'onExpired'> = {},
): AwsSession {
  return new AwsSession({
    profile: target.row.profile,
    region: target.region,
    endpoints: target.endpoints,
    staticKeys: target.row.kind === 'sample',
    clock,
    rates: options.rates ?? 'published',
    ...(options.patience === undefined ? {} : { patience: options.patience }),
    ...(options.largestAnswer === undefined ? {} : { largestAnswer: options.largestAnswer }),
    ...on,
  });
}
