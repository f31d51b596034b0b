import { createHash } from 'node:crypto';
import { daysAgo } from '#emulator/bank/calendar.ts';
import { growTerms } from '#emulator/bank/grow/terms.ts';
import { growUnits } from '#emulator/bank/grow/units.ts';
import { idOf, uuidOf } from '#emulator/bank/ids.ts';
import { type GlossarySpec, glossaries as glossarySpecs } from '#emulator/bank/story/glossary.ts';
import {
  type ProjectSpec,
  accounts,
  domainName,
  extraMembers,
  projects as projectSpecs,
  units as storyUnits,
} from '#emulator/bank/story/organisation.ts';
import { buildRoles } from '#emulator/bank/profiles.ts';
import { familyNames, givenNames, groups as groupSpecs, otherTitles, people } from '#emulator/bank/story/people.ts';
import type {
  Account,
  Domain,
  DomainUnit,
  Glossary,
  Group,
  Membership,
  Principal,
  Project,
  RoleGroup,
  RoleProfile,
  Stamp,
  Term,
  User,
  UserProfileStatus,
} from '#emulator/bank/types.ts';
import { randomFrom } from '#emulator/random.ts';

/** How large a bank to build. What is left out has the story's own size. */
export interface BankSize {
  readonly seed: number;
  readonly region: string;
  readonly assets?: number | undefined;
  readonly columnsPerAsset?: number | undefined;
  readonly terms?: number | undefined;
  readonly glossaries?: number | undefined;
  readonly projects?: number | undefined;
  /** domain units, 1 to 500 */
  readonly units?: number | undefined;
  readonly identityUsers?: number | undefined;
  /** edges of lineage between data sets and jobs */
  readonly lineageEdges?: number | undefined;
}

/** The small, fully held part of the bank: everything but assets, listings and tables. */
export interface Foundation {
  readonly size: BankSize;
  readonly accounts: readonly Account[];
  readonly domain: Domain;
  readonly identityStoreId: string;
  readonly users: readonly User[];
  readonly groups: readonly Group[];
  readonly memberships: readonly Membership[];
  readonly roleProfiles: readonly RoleProfile[];
  readonly roleGroups: readonly RoleGroup[];
  readonly units: readonly DomainUnit[];
  readonly projects: readonly Project[];
  /** what the project at the same place was made from: its business area, weight and database prefix */
  readonly projectSpecs: readonly ProjectSpec[];
  readonly glossaries: readonly Glossary[];
  readonly terms: readonly Term[];
  readonly termIds: ReadonlyMap<string, string>;
}

const stamp = (seed: number, stream: number, at: number, by: string): Stamp => {
  const random = randomFrom(seed, stream, at);
  const created = 200 + random.int(700);
  const updated = random.int(created);
  return {
    createdAt: daysAgo(created, random.int(1400)),
    createdBy: by,
    updatedAt: daysAgo(updated, random.int(1400)),
    updatedBy: by,
  };
};

const capital = (word: string): string => (word[0] ?? '').toUpperCase() + word.slice(1);

/** How people beyond the story stand to the domain: most were let in. */
const profileStatuses: readonly UserProfileStatus[] = [
  'ACTIVATED',
  'ACTIVATED',
  'ACTIVATED',
  'ASSIGNED',
  'NOT_ASSIGNED',
];

const buildUsers = (seed: number, count: number): User[] =>
  Array.from({ length: count }, (_, at) => {
    const random = randomFrom(seed, 21, at);
    const spec = people[at];
    const given = spec ? capital(spec.userName.split('.')[0] ?? '') : random.pick(givenNames);
    const family = spec ? capital(spec.userName.split('.')[1] ?? '') : random.pick(familyNames);
    const userName = spec?.userName ?? `${given}.${family}.${at}`.toLowerCase();
    const created = 300 + random.int(900);
    return {
      id: uuidOf(seed, 'user', at),
      profileId: uuidOf(seed, 'userProfile', at),
      userName,
      givenName: given,
      familyName: family,
      email: `${userName}@anybank.example`,
      title: spec?.title ?? random.pick(otherTitles),
      active: spec ? spec.active !== false : random.chance(0.96),
      createdAt: daysAgo(created),
      updatedAt: daysAgo(random.int(created)),
      profileStatus: spec ? (spec.profile ?? 'ACTIVATED') : random.pick(profileStatuses),
    };
  });

const buildGroups = (seed: number, users: readonly User[]): { groups: Group[]; memberships: Membership[] } => {
  const groups = groupSpecs.map((spec, at) => ({
    id: uuidOf(seed, 'group', at),
    profileId: uuidOf(seed, 'groupProfile', at),
    assigned: spec.assigned !== false,
    name: spec.name,
    description: spec.description,
    createdAt: daysAgo(900 - at),
    updatedAt: daysAgo(90 + at),
  }));
  const byName = new Map(users.map((user) => [user.userName, user]));
  const pairs = groupSpecs.flatMap((spec, at) =>
    spec.members.flatMap((name) => {
      const user = byName.get(name);
      const group = groups[at];
      return user && group ? [{ groupId: group.id, userId: user.id }] : [];
    }),
  );
  const open = groups.filter(({ assigned }) => assigned);
  const extra = users.slice(people.length).flatMap((user, at) => {
    const group = open[at % open.length];
    return group ? [{ groupId: group.id, userId: user.id }] : [];
  });
  const memberships = [...pairs, ...extra].map((pair, at) => ({
    ...pair,
    id: uuidOf(seed, 'membership', at),
    createdAt: daysAgo(400 - (at % 300)),
  }));
  return { groups, memberships };
};

const repeated = <T>(specs: readonly T[], count: number | undefined, next: (at: number) => T): T[] =>
  Array.from({ length: count ?? specs.length }, (_, at) => specs[at] ?? next(at));

const nextProject = (at: number): ProjectSpec => {
  const base = projectSpecs[at % (projectSpecs.length - 1)] as ProjectSpec;
  const turn = Math.floor(at / (projectSpecs.length - 1));
  return {
    ...base,
    name: `${base.name} ${turn + 1}`.slice(0, 64),
    database: `${base.database}_${turn + 1}`,
    weight: Math.max(1, base.weight),
  };
};

const nextGlossary = (at: number): GlossarySpec => ({
  name: `Working Glossary ${at + 1}`,
  description: 'Terms one programme works with until they are agreed.',
  project: 'Data Governance Office',
  terms: [],
});

/** Which project profile the projects of an area are made from, by its place; producers' where none is named. */
const profilePlaces: Readonly<Partial<Record<ProjectSpec['area'], number>>> = {
  campaigns: 1,
  regulatory: 1,
  platform: 1,
  customer: 2,
  behaviour: 2,
  fraud: 2,
};

const buildDomain = (size: BankSize, rootDomainUnitId: string): Domain => {
  const id = `dzd-${idOf(size.seed, 'domain', 0)}`;
  const account = accounts[0]?.[0] ?? '';
  const role = (name: string): string => `arn:aws:iam::${account}:role/service-role/${name}`;
  return {
    id,
    arn: `arn:aws:datazone:${size.region}:${account}:domain/${id}`,
    name: domainName,
    description: 'The data mesh of AnyBank: one catalog over every business unit.',
    managedAccountId: account,
    rootDomainUnitId,
    portalUrl: `https://${id}.sagemaker.${size.region}.on.aws`,
    executionRole: role('AmazonSageMakerDomainExecution'),
    serviceRole: role('AmazonSageMakerDomainService'),
    idcInstanceArn: `arn:aws:sso:::instance/ssoins-${createHash('sha256').update(`idc ${size.seed}`).digest('hex').slice(0, 16)}`,
    createdAt: daysAgo(900),
    updatedAt: daysAgo(30),
    tags: { environment: 'production', 'cost-centre': 'data-governance' },
  };
};

/** Owner, steward and engineers of a project, and whom the story adds. Nobody is a member twice. */
const membersOf = (spec: ProjectSpec, principal: (name: string) => Principal): Project['members'] => {
  const all = [
    [spec.owner, 'PROJECT_OWNER'],
    [spec.steward, 'PROJECT_CATALOG_STEWARD'],
    ['data-engineers', 'PROJECT_CONTRIBUTOR'],
    ...extraMembers.flatMap(([project, name, designation]) => (project === spec.name ? [[name, designation]] : [])),
  ].map(([name = '', designation = '']) => ({ principal: principal(name), designation }));
  return all.filter(({ principal: { id } }, at) => all.findIndex((each) => each.principal.id === id) === at);
};

/** Builds the foundation. Throws RangeError for sizes that contradict each other (terms without a glossary). */
export const buildFoundation = (size: BankSize): Foundation => {
  const { seed } = size;
  const users = buildUsers(seed, size.identityUsers ?? people.length);
  const { groups, memberships } = buildGroups(seed, users);
  const profileOf = (userName: string): string => {
    const at = people.findIndex((person) => person.userName === userName);
    return uuidOf(seed, 'userProfile', Math.max(0, at));
  };
  const principal = (name: string): Principal => {
    const at = groupSpecs.findIndex((group) => group.name === name);
    return at >= 0 ? { kind: 'group', id: uuidOf(seed, 'groupProfile', at) } : { kind: 'user', id: profileOf(name) };
  };

  const unitSpecs = growUnits(storyUnits, seed, size.units);
  const unitIds = new Map(unitSpecs.map((spec, at) => [spec.name, idOf(seed, 'unit', at)]));
  // A unit that was left out is stood in for by the nearest one above it.
  const unitIdOf = (name: string | undefined): string =>
    unitIds.get(name ?? '') ?? unitIdOf(storyUnits.find((each) => each.name === name)?.parent ?? domainName);
  const units = unitSpecs.map(
    (spec, at): DomainUnit => ({
      id: idOf(seed, 'unit', at),
      ...(spec.parent === undefined ? {} : { parentId: unitIdOf(spec.parent) }),
      name: spec.name,
      description: spec.description,
      owners: spec.owners.map(principal),
      ...stamp(seed, 22, at, profileOf(spec.owners[0] ?? '')),
    }),
  );

  const projectList = repeated(projectSpecs, size.projects, nextProject);
  const grownUnits = units.slice(storyUnits.length);
  const projects = projectList.map((spec, at): Project => {
    const grown = at < projectSpecs.length ? undefined : grownUnits[at % Math.max(1, grownUnits.length)];
    return {
      id: idOf(seed, 'project', at),
      name: spec.name,
      description: spec.description,
      domainUnitId: grown?.id ?? unitIdOf(spec.unit),
      accountId: accounts[spec.account]?.[0] ?? '',
      profileId: idOf(seed, 'profile', profilePlaces[spec.area] ?? 0),
      status: 'ACTIVE',
      glossaryTerms: [],
      members: membersOf(spec, principal),
      ...stamp(seed, 23, at, profileOf(spec.owner)),
    };
  });

  const specs = repeated(glossarySpecs, size.glossaries, nextGlossary);
  const governance = projects[projectList.findIndex((spec) => spec.name === 'Data Governance Office')] ?? projects[0];
  if (specs.length > 0 && !governance)
    throw new RangeError('A glossary needs a project to own it: ask for at least one project.');
  const glossaries = specs.map(
    (spec, at): Glossary => ({
      id: idOf(seed, 'glossary', at),
      name: spec.name,
      description: spec.description,
      owningProjectId:
        (projects[projectList.findIndex((project) => project.name === spec.project)] ?? governance)?.id ?? '',
      status: spec.disabled ? 'DISABLED' : 'ENABLED',
      governed: spec.governed === true,
      ...stamp(seed, 24, at, profileOf('grace.okafor')),
    }),
  );

  const stampOf = (at: number): Stamp => stamp(seed, 25, at, profileOf('grace.okafor'));
  const { terms, termIds } = growTerms({ seed, count: size.terms, specs, glossaries, stampOf });
  return {
    size,
    accounts: accounts.map(([id, name]) => ({ id, name })),
    domain: buildDomain(size, units[0]?.id ?? ''),
    identityStoreId: `d-${createHash('sha256').update(`identity store ${seed}`).digest('hex').slice(0, 10)}`,
    users,
    groups,
    memberships,
    ...buildRoles(seed),
    units,
    projects,
    projectSpecs: projectList,
    glossaries,
    terms,
    termIds,
  };
};
