import type { Foundation } from '#emulator/bank/foundation.ts';
import type { Subscriber } from '#emulator/bank/governance/types.ts';
import type { DomainUnit, Principal, Project } from '#emulator/bank/types.ts';

/** Finds what the story names. People and groups are profiles; what is not in the bank is undefined. */
export interface Names {
  readonly user: (userName: string) => string | undefined;
  readonly group: (name: string) => string | undefined;
  readonly unit: (name: string) => DomainUnit | undefined;
  readonly project: (name: string) => Project | undefined;
  readonly principal: (name: string) => Principal | undefined;
  readonly subscriber: (name: string) => Subscriber | undefined;
}

export const namesOf = (foundation: Foundation): Names => {
  const users = new Map(foundation.users.map((user) => [user.userName, user]));
  const groups = new Map(foundation.groups.map((group) => [group.name, group]));
  const units = new Map(foundation.units.map((unit) => [unit.name, unit]));
  const projects = new Map(foundation.projects.map((project) => [project.name, project]));
  const roles = new Map(foundation.roleProfiles.map((role) => [role.arn, role]));
  const subscriber = (name: string): Subscriber | undefined => {
    const project = projects.get(name);
    if (project) return { kind: 'project', id: project.id, name: project.name };
    const user = users.get(name);
    if (user) {
      const { profileId: id, userName, givenName, familyName } = user;
      return { kind: 'user', id, userName, names: [givenName, familyName] };
    }
    const group = groups.get(name);
    if (group) return { kind: 'group', id: group.profileId, name: group.name };
    const role = [...roles.keys()].find((arn) => arn.endsWith(name));
    return role === undefined ? undefined : { kind: 'iam', arn: role };
  };
  return {
    user: (userName) => users.get(userName)?.profileId,
    group: (name) => groups.get(name)?.profileId,
    unit: (name) => units.get(name),
    project: (name) => projects.get(name),
    principal: (name) => {
      const [user, group] = [users.get(name), groups.get(name)];
      return user ? { kind: 'user', id: user.profileId } : group && { kind: 'group', id: group.profileId };
    },
    subscriber,
  };
};
