import { daysAgo } from '#emulator/bank/calendar.ts';
import type { Foundation } from '#emulator/bank/foundation.ts';
import { type Names, namesOf } from '#emulator/bank/governance/principals.ts';
import {
  type PolicyEntityType,
  type PolicyGrant,
  type PolicyPrincipal,
  type PolicyType,
  unitPolicies,
} from '#emulator/bank/governance/types.ts';
import { idOf } from '#emulator/bank/ids.ts';
import { blueprintIdOf } from '#emulator/bank/governance/environments.ts';
import { type PolicySpec, policies } from '#emulator/bank/story/policies.ts';
import { units as storyUnits } from '#emulator/bank/story/organisation.ts';
import { hash32, randomFrom } from '#emulator/random.ts';

/** AWS's quota: grants of one policy on one unit. */
export const GRANTS_PER_POLICY = 20;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The id of a grant: ten characters, slashes and pluses among them. */
export const grantIdOf = (seed: number, ordinal: number): string =>
  Array.from({ length: 10 }, (_, at) => ALPHABET[hash32(seed, 22, ordinal, at) & 63] ?? 'A').join('');

/** Policies that know whether they hold for the units below. */
export const cascading: ReadonlySet<PolicyType> = new Set(unitPolicies);

const principalOf = (text: string, names: Names): PolicyPrincipal | undefined => {
  if (text === 'everyone') return { kind: 'allUsers' };
  if (text === 'owners of any unit') return { kind: 'unitOwners' };
  const [, how = '', name = ''] = /^(group|user|owners of|owner of|owners below) (.*)$/.exec(text) ?? [];
  if (how === 'group' || how === 'user') return names.principal(name);
  const unit = names.unit(name);
  if (how === 'owners of') return unit && { kind: 'unitOwners', unitId: unit.id };
  if (how === 'owners below')
    return unit && { kind: 'project', designation: 'OWNER', ofUnit: { unitId: unit.id, includeChildren: true } };
  const project = names.project(name);
  return project && { kind: 'project', designation: 'OWNER', projectId: project.id };
};

const entityOf = (spec: PolicySpec, names: Names, foundation: Foundation): string | undefined => {
  const { seed } = foundation.size;
  const entities: Readonly<Record<PolicyEntityType, string | undefined>> = {
    DOMAIN_UNIT: names.unit(spec.entity)?.id,
    ASSET_TYPE: spec.entity,
    ENVIRONMENT_PROFILE: idOf(seed, 'environmentProfile', 0),
    ENVIRONMENT_BLUEPRINT_CONFIGURATION: `${foundation.accounts[0]?.id ?? ''}:${blueprintIdOf(seed, spec.entity)}`,
  };
  return entities[spec.entityType];
};

const needsUnit: ReadonlySet<PolicyType> = new Set(['USE_ASSET_TYPE', 'CREATE_ENVIRONMENT_PROFILE']);

const storyGrants = (foundation: Foundation, names: Names): PolicyGrant[] =>
  policies.flatMap((spec, at): PolicyGrant[] => {
    const entityId = entityOf(spec, names, foundation);
    const principal = principalOf(spec.principal, names);
    if (entityId === undefined || !principal) return [];
    const { seed } = foundation.size;
    return [
      {
        id: grantIdOf(seed, at),
        entityType: spec.entityType,
        entityId,
        policyType: spec.policy,
        principal,
        ...(cascading.has(spec.policy) ? { includeChildren: spec.cascades } : {}),
        ...(needsUnit.has(spec.policy) ? { unitId: foundation.domain.rootDomainUnitId } : {}),
        ...(spec.policy === 'CREATE_PROJECT_FROM_PROJECT_PROFILE'
          ? { projectProfileIds: [idOf(seed, 'profile', 0), idOf(seed, 'profile', 1)] }
          : {}),
        createdAt: daysAgo(spec.days, at),
        createdBy: names.user(spec.by) ?? foundation.users[0]?.profileId ?? 'SYSTEM',
      },
    ];
  });

/** Grants of one unit beyond the story: a few policies, few principals each; now and then as many as the quota lets. */
const grownGrants = (foundation: Foundation, unit: number, from: number): PolicyGrant[] => {
  const { seed } = foundation.size;
  const owner = foundation.units[unit];
  const people = [
    ...foundation.groups
      .filter(({ assigned }) => assigned)
      .map(({ profileId: id }) => ({ kind: 'group', id }) as const),
    ...foundation.users.slice(0, 40).map(({ profileId: id }) => ({ kind: 'user', id }) as const),
  ];
  if (!owner || people.length === 0) return [];
  const random = randomFrom(seed, 51, unit);
  const grants: PolicyGrant[] = [];
  for (const policyType of unitPolicies) {
    if (!random.chance(0.4)) continue;
    const full = unit % 97 === 0 && policyType === 'CREATE_GLOSSARY';
    const count = Math.min(full ? GRANTS_PER_POLICY : 1 + random.int(3), people.length);
    const start = random.int(people.length);
    for (let n = 0; n < count; n += 1) {
      const principal = people[(start + n) % people.length];
      if (!principal) continue;
      grants.push({
        id: grantIdOf(seed, from + grants.length),
        entityType: 'DOMAIN_UNIT',
        entityId: owner.id,
        policyType,
        principal,
        includeChildren: random.chance(0.5),
        ...(policyType === 'CREATE_PROJECT_FROM_PROJECT_PROFILE'
          ? { projectProfileIds: [idOf(seed, 'profile', 0)] }
          : {}),
        createdAt: daysAgo(20 + random.int(600), random.int(1440)),
        createdBy: owner.createdBy,
      });
    }
  }
  return grants;
};

/** Every policy grant of the domain. */
export const buildPolicyGrants = (foundation: Foundation): PolicyGrant[] => {
  const grants = storyGrants(foundation, namesOf(foundation));
  let next = policies.length;
  for (let unit = storyUnits.length; unit < foundation.units.length; unit += 1) {
    const more = grownGrants(foundation, unit, next);
    next += more.length;
    grants.push(...more);
  }
  return grants;
};
