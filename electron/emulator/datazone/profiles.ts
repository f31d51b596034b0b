import { type GroupProfile, type UserProfile, groupProfiles, userProfiles } from '#emulator/bank/profiles.ts';
import { type Readers, runQuery } from '#emulator/datazone/query.ts';
import { operation } from '#emulator/operation.ts';
import { notFound } from '#emulator/wire/aws-error.ts';

const PAGE = 50;

const userTexts: Readers<UserProfile> = {
  texts: {
    username: ({ user }) => user?.userName,
    firstName: ({ user }) => user?.givenName,
    lastName: ({ user }) => user?.familyName,
    arn: ({ role }) => role?.arn,
    sessionName: ({ role }) => role?.sessionName,
  },
  values: {},
};

const groupTexts: Readers<GroupProfile> = {
  texts: { groupName: ({ group }) => group?.name, rolePrincipalArn: ({ role }) => role?.arn },
  values: {},
};

const userAnswer = (profile: UserProfile, domainId: string): object => ({
  domainId,
  id: profile.id,
  type: profile.user ? 'SSO' : 'IAM',
  status: profile.status,
  details: profile.user
    ? {
        sso: {
          username: profile.user.userName,
          firstName: profile.user.givenName,
          lastName: profile.user.familyName,
        },
      }
    : {
        iam: {
          arn: profile.role.arn,
          principalId: profile.role.principalId,
          sessionName: profile.role.sessionName,
          groupProfileId: profile.role.groupProfileId,
        },
      },
});

const groupAnswer = (profile: GroupProfile, domainId: string): object => ({
  domainId,
  id: profile.id,
  status: profile.status,
  ...(profile.group
    ? { groupName: profile.group.name }
    : { rolePrincipalArn: profile.role.arn, rolePrincipalId: profile.role.principalId }),
});

export const searchUserProfiles = operation(
  (call, input: { userType: keyof typeof userProfiles; searchText?: string }) => {
    const { userType, searchText = '' } = input;
    const found = call.remember(`${userType} ${searchText}`, () =>
      runQuery(userProfiles[userType](call.bank), { searchText }, userTexts, call.timeFilterUnit),
    );
    const { slice, nextToken } = call.page(found, PAGE);
    return { items: slice.map((profile) => userAnswer(profile, call.bank.domain.id)), nextToken };
  },
);

export const searchGroupProfiles = operation(
  (call, input: { groupType: keyof typeof groupProfiles; searchText?: string }) => {
    const { groupType, searchText = '' } = input;
    const found = call.remember(`${groupType} ${searchText}`, () =>
      runQuery(groupProfiles[groupType](call.bank), { searchText }, groupTexts, call.timeFilterUnit),
    );
    const { slice, nextToken } = call.page(found, PAGE);
    return { items: slice.map((profile) => groupAnswer(profile, call.bank.domain.id)), nextToken };
  },
);

interface GetUserProfileInput {
  readonly userIdentifier: string;
  readonly type?: 'IAM' | 'SSO';
  readonly sessionName?: string;
}

/** GetUserProfile: by profile id, by user name, or by the ARN of an IAM principal (and the name of a session). */
export const getUserProfile = operation((call, input: GetUserProfileInput) => {
  const { userIdentifier: wanted, type, sessionName } = input;
  const people = [...userProfiles.SSO_USER(call.bank), ...userProfiles.DATAZONE_IAM_USER(call.bank)];
  const profile = people.find(
    ({ id, user, role }) =>
      (id === wanted || user?.userName === wanted || role?.arn === wanted) &&
      (type === undefined || (type === 'SSO') === (user !== undefined)) &&
      (sessionName === undefined || role?.sessionName === sessionName),
  );
  if (!profile) throw notFound(`User profile ${wanted} not found.`);
  return userAnswer(profile, call.bank.domain.id);
});

/** GetGroupProfile: by profile id, by group name, or by the ARN of the role its members come in by. */
export const getGroupProfile = operation((call, input: { groupIdentifier: string }) => {
  const { groupIdentifier: wanted } = input;
  const groups = [...groupProfiles.SSO_GROUP(call.bank), ...groupProfiles.IAM_ROLE_SESSION_GROUP(call.bank)];
  const profile = groups.find(({ id, group, role }) => id === wanted || group?.name === wanted || role?.arn === wanted);
  if (!profile) throw notFound(`Group profile ${wanted} not found.`);
  return groupAnswer(profile, call.bank.domain.id);
});
