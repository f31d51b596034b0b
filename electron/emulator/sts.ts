import { type Operations, operation } from '#emulator/operation.ts';

const getCallerIdentity = operation((call) => ({
  UserId: call.caller.userId,
  Account: call.caller.accountId,
  Arn: call.caller.arn,
}));

export const stsOperations: Operations = { GetCallerIdentity: getCallerIdentity };
