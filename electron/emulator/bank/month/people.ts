import type { Step } from '#emulator/bank/month/types.ts';
import type { Group, User } from '#emulator/bank/types.ts';

const directory = (user: User): { id: string; name: string } => ({ id: user.id, name: user.userName });
const profile = (user: User): { id: string; name: string } => ({ id: user.profileId, name: user.userName });
const groupProfile = (group: Group): { id: string; name: string } => ({ id: group.profileId, name: group.name });

export const peopleSteps: readonly Step[] = [
  (month) => {
    const user = month.user('tomas.lindqvist');
    if (!user) return;
    month.bank.edit.changeUser(user.id, { active: false, profileStatus: 'DEACTIVATED' });
    month.changed('identity_user', directory(user), 'UserStatus');
    month.changed('user_profile', profile(user), 'status');
  },
  (month) => {
    const user = month.user('kofi.mensah');
    if (!user) return;
    month.bank.edit.changeUser(user.id, { title: 'Lead Data Engineer' });
    month.changed('identity_user', directory(user), 'Title');
  },
  (month) => {
    const user = month.user('ben.carter');
    if (!user) return;
    month.bank.edit.changeUser(user.id, { profileStatus: 'ACTIVATED' });
    month.changed('user_profile', profile(user), 'status');
  },
  (month) => {
    const user = month.bank.edit.addUser({
      userName: 'wei.zhang',
      givenName: 'Wei',
      familyName: 'Zhang',
      title: 'Domain Data Product Owner, Wealth',
      profileStatus: 'ACTIVATED',
    });
    month.added('identity_user', directory(user));
    month.added('user_profile', profile(user));
  },
  (month) => {
    const group = month.bank.edit.addGroup('wealth-data-owners', 'Owners of wealth data products');
    month.added('identity_group', group);
    month.added('group_profile', groupProfile(group));
  },
  (month) => {
    const group = month.group('retired-contractors');
    const held = month.bank.memberships.list().some(({ groupId }) => groupId === group?.id);
    if (!group || held) return;
    month.bank.edit.removeGroup(group.id);
    month.removed('identity_group', group);
    month.removed('group_profile', groupProfile(group));
  },
  (month) => {
    const group = month.group('data-engineers');
    if (!group) return;
    const changed = month.bank.edit.changeGroup(group.id, { description: 'Build, run and mend pipelines' });
    month.changed('identity_group', changed, 'Description');
  },
];
