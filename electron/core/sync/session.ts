import { type Aws, awsHere } from '../aws/aws.ts';
import { awsInWorker } from '../aws/in-worker.ts';
import { AwsSession, type SessionOptions } from '../aws/session.ts';
import type { Context } from '../context.ts';
import type { Target } from './connection.ts';

type Heard = Pick<SessionOptions, 'onWait' | 'onExpired'>;

/** AWS for a few questions, paced and limited as the core was started. */
export const awsFor = (context: Context, target: Target, on: Heard = {}): Aws =>
  awsHere(new AwsSession({ ...optionsOf(context, target), ...on }));

/** AWS for a pull: its answers are read in a thread of their own, or here where none can be had. */
export async function awsInThread(context: Context, target: Target, on: Heard): Promise<Aws> {
  const options = { ...optionsOf(context, target), ...on };
  if (context.options.awsInProcess === true) return awsHere(new AwsSession(options));
  try {
    return await awsInWorker(options);
  } catch (error) {
    context.log({ level: 'warn', event: 'aws.noThread', reason: String(error) });
    return awsHere(new AwsSession(options));
  }
}

function optionsOf({ options, clock, env }: Context, target: Target): SessionOptions {
  // The sample bank is on this machine; an emulator of one's own may be told to have no rates, and the core with it.
  const ownPace = target.row.kind === 'sample';
  return {
    profile: target.row.profile,
    region: target.region,
    endpoints: target.endpoints,
    staticKeys: target.row.kind === 'sample',
    clock,
    rates: ownPace || env.MESHWARD_RATES === 'off' ? 'off' : (options.rates ?? 'published'),
    ...(options.patience === undefined ? {} : { patience: options.patience }),
    ...(options.largestAnswer === undefined ? {} : { largestAnswer: options.largestAnswer }),
  };
}
