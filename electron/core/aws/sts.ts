import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Identity } from '#shared/sync.ts';
import type { AwsSession } from './session.ts';

/** Who these credentials are, says AWS. */
export async function callerIdentity(session: AwsSession, signal: AbortSignal): Promise<Identity> {
  const client = await session.sts();
  const answer = await session.call('sts:GetCallerIdentity', signal, (options) =>
    client.send(new GetCallerIdentityCommand({}), options),
  );
  return { accountId: answer.Account ?? '', arn: answer.Arn ?? '', userId: answer.UserId ?? '' };
}
