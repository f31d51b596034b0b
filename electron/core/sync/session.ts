import { AwsSession } from '../aws/session.ts';
import type { Context } from '../context.ts';
import type { Target } from './connection.ts';

/** SDK clients for this connection, paced and limited as the core was started. */
export function sessionFor({ options }: Context, target: Target, onWait?: (note: string | null) => void): AwsSession {
  return new AwsSession({
    profile: target.row.profile,
    region: target.region,
    endpoints: target.endpoints,
    staticKeys: target.row.kind === 'sample',
    rates: options.rates ?? 'published',
    ...(options.patience === undefined ? {} : { patience: options.patience }),
    ...(options.largestAnswer === undefined ? {} : { largestAnswer: options.largestAnswer }),
    ...(onWait === undefined ? {} : { onWait }),
  });
}
