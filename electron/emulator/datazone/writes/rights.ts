import type { Bank } from '#emulator/bank/bank.ts';
import type { Caller, Principal } from '#emulator/bank/types.ts';
import type { Call } from '#emulator/operation.ts';
import { denied } from '#emulator/wire/aws-error.ts';

const writing: ReadonlySet<string> = new Set(['PROJECT_OWNER', 'PROJECT_CONTRIBUTOR']);

/** Whether a principal is the person, or a group of the directory the person is in. */
const stands = (
  bank: Bank,
  { kind, id }: Principal,
  caller: { readonly profileId: string; readonly userId: string },
) => {
  if (kind === 'user') return id === caller.profileId;
  const group = bank.groups.list().find(({ profileId }) => profileId === id);
  return bank.memberships.list().some(({ groupId, userId }) => groupId === group?.id && userId === caller.userId);
};

const writes = (bank: Bank, { ownsDomain, profileId }: Caller, projectId: string): boolean => {
  if (ownsDomain) return true;
  const user = bank.users.list().find((each) => each.profileId === profileId);
  // Being assigned is not enough: only who has been in the domain is let at anything (api-surface §4, last lines).
  if (user?.profileStatus !== 'ACTIVATED') return false;
  const members = bank.projects.get(projectId)?.members ?? [];
  return members.some(
    ({ principal, designation }) =>
      writing.has(designation) && stands(bank, principal, { profileId: user.profileId, userId: user.id }),
  );
};

/** Throws AccessDeniedException unless the caller is owner or contributor of the project, or owns the domain. */
export const mayWrite = (call: Call, projectId: string): void => {
  if (!writes(call.bank, call.caller, projectId)) throw denied(call.operation);
};
