import { AwsSession, type SessionOptions } from '../aws/session.ts';
import type { Context } from '../context.ts';
import type { Target } from './connection.ts';

/** SDK clients for this connection, paced and limited as the core was started. */
export function sessionFor(
  { options, clock, env }: Context,
  target: Target,
  on: Pick<SessionOptions, 'onWait' | 'onExpired'> = {},
): AwsSession {
  // The sample bank is on this machine; an emulator of one's own may be told to have no rates, and the core with it.
  const ownPace = target.row.kind === 'sample';
  return new AwsSession({
    profile: target.row.profile,
    region: target.region,
    endpoints: target.endpoints,
    staticKeys: target.row.kind === 'sample',
    clock,
    rates: ownPace || env.MESHWARD_RATES === 'off' ? 'off' : (options.rates ?? 'published'),
    ...(options.patience === undefined ? {} : { patience: options.patience }),
    ...(options.largestAnswer === undefined ? {} : { largestAnswer: options.largestAnswer }),
    ...on,
  });
}
