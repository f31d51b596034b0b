import { hash32 } from '#emulator/random.ts';
import { uuidOf } from '#emulator/bank/ids.ts';
import { accounts } from '#emulator/bank/story/organisation.ts';
import { roles } from '#emulator/bank/story/people.ts';
import type { Group, RoleGroup, RoleProfile, User, UserProfileStatus } from '#emulator/bank/types.ts';

/** A user as the domain knows one: from Identity Center, or an IAM principal. */
export type UserProfile = { readonly id: string; readonly status: UserProfileStatus } & (
  | { readonly user: User; readonly role?: never }
  | { readonly role: RoleProfile; readonly user?: never }
);

/** A group as the domain knows one: from Identity Center, or everybody of one IAM role. */
export type GroupProfile = { readonly id: string; readonly status: 'ASSIGNED' | 'NOT_ASSIGNED' } & (
  | { readonly group: Group; readonly role?: never }
  | { readonly role: RoleGroup; readonly group?: never }
);

interface People {
  readonly users: { readonly list: () => readonly User[] };
  readonly groups: { readonly list: () => readonly Group[] };
  readonly roleProfiles: { readonly list: () => readonly RoleProfile[] };
  readonly roleGroups: { readonly list: () => readonly RoleGroup[] };
}

const directoryUsers = (bank: People): UserProfile[] =>
  bank.users.list().map((user) => ({ id: user.profileId, status: user.profileStatus, user }));

/** Those who have been in the domain: the profile is made at the first visit. */
const visitors = (bank: People): UserProfile[] =>
  directoryUsers(bank).filter(({ status }) => status === 'ACTIVATED' || status === 'DEACTIVATED');

const principals = (bank: People): UserProfile[] =>
  bank.roleProfiles.list().map((role) => ({ id: role.profileId, status: role.status, role }));

const directoryGroups = (bank: People): GroupProfile[] =>
  bank.groups.list().map((group) => ({
    id: group.profileId,
    status: group.assigned ? 'ASSIGNED' : 'NOT_ASSIGNED',
    group,
  }));

/** Which users each search type shows. */
export const userProfiles = {
  SSO_USER: directoryUsers,
  DATAZONE_SSO_USER: visitors,
  DATAZONE_IAM_USER: principals,
  DATAZONE_USER: (bank: People): UserProfile[] => [...visitors(bank), ...principals(bank)],
} as const;

/** Which groups each search type shows. */
export const groupProfiles = {
  SSO_GROUP: directoryGroups,
  DATAZONE_SSO_GROUP: (bank: People): GroupProfile[] =>
    directoryGroups(bank).filter(({ status }) => status === 'ASSIGNED'),
  IAM_ROLE_SESSION_GROUP: (bank: People): GroupProfile[] =>
    bank.roleGroups.list().map((role) => ({ id: role.profileId, status: 'ASSIGNED', role })),
} as const;

/** The story's IAM principals: one profile each, or one for each session of a role that is a group. */
export const buildRoles = (
  seed: number,
): { readonly roleProfiles: readonly RoleProfile[]; readonly roleGroups: readonly RoleGroup[] } => {
  const roleProfiles: RoleProfile[] = [];
  const roleGroups: RoleGroup[] = [];
  for (const [at, { principal, sessions, profile = 'ACTIVATED' }] of roles.entries()) {
    const arn = `arn:aws:iam::${accounts[0]?.[0] ?? ''}:${principal}`;
    const unique = hash32(seed, at).toString(36).toUpperCase().padStart(17, '0');
    const principalId = `${principal.startsWith('user/') ? 'AIDA' : 'AROA'}${unique}`;
    if (sessions === undefined) {
      roleProfiles.push({ profileId: uuidOf(seed, 'roleProfile', at * 100), arn, principalId, status: profile });
      continue;
    }
    const groupProfileId = uuidOf(seed, 'roleGroup', at);
    roleGroups.push({ profileId: groupProfileId, arn, principalId });
    for (const [place, sessionName] of sessions.entries())
      roleProfiles.push({
        profileId: uuidOf(seed, 'roleProfile', at * 100 + place),
        arn,
        principalId: `${principalId}:${sessionName}`,
        sessionName,
        groupProfileId,
        status: profile,
      });
  }
  return { roleProfiles, roleGroups };
};
