import { type GroupProfile, type UserProfile, groupProfiles, userProfiles } from '#emulator/bank/profiles.ts';
import { type Readers, runQuery } from '#emulator/datazone/query.ts';
import { operation } from '#emulator/operation.ts';

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
