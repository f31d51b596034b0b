import type { KeyedList } from '#emulator/bank/keyed-list.ts';
import { governanceRole } from '#emulator/bank/story/people.ts';
import type { Account, Caller, User } from '#emulator/bank/types.ts';

const named = /USER_(\w+)$/i;

/** A user name as an access key can spell it: `PRIYA_RAMAN`. */
const spelled = (userName: string): string => userName.replace(/\W/g, '_').toUpperCase();

/**
 * The caller behind an access key. An account id anywhere in the key acts in that account, else in the first. A key
 * that ends in `USER_` and a user name (dots as underscores) is that person; any other is the domain's owner, who may
 * write everything.
 */
export const createCallers =
  (accounts: readonly Account[], users: KeyedList<User>, owner: User | undefined) =>
  (accessKeyId: string): Caller => {
    const accountId = (accounts.find(({ id }) => accessKeyId.includes(id)) ?? accounts[0])?.id ?? '';
    const name = named.exec(accessKeyId)?.[1]?.toUpperCase();
    const person = name === undefined ? owner : users.list().find(({ userName }) => spelled(userName) === name);
    const session = person?.email ?? `${name?.toLowerCase() ?? 'governance'}@anybank.example`;
    return {
      accessKeyId,
      accountId,
      arn: `arn:aws:sts::${accountId}:assumed-role/${governanceRole}/${session}`,
      userId: `AROAEMULATORANYBANK00:${session}`,
      ...(person ? { profileId: person.profileId } : {}),
      ownsDomain: name === undefined,
    };
  };
