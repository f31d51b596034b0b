import { daysAgo } from '#emulator/bank/calendar.ts';
import type { Foundation } from '#emulator/bank/foundation.ts';
import type {
  Blueprint,
  BlueprintConfiguration,
  Environment,
  EnvironmentConfiguration,
  ProjectProfile,
  SubscriptionTarget,
} from '#emulator/bank/governance/types.ts';
import { idOf } from '#emulator/bank/ids.ts';
import { type ProfileSpec, blueprints, failedEnvironments, profiles } from '#emulator/bank/story/environments.ts';
import type { Project, Stamp } from '#emulator/bank/types.ts';
import { hash32 } from '#emulator/random.ts';

const LAKEHOUSE = 'LakehouseCatalog';
const PROVIDER = 'Amazon SageMaker';

/** Environments a project may have: one place each, so that an id follows from project and place. */
const PLACES = 8;

export const blueprintIdOf = (seed: number, name: string): string =>
  idOf(
    seed,
    'blueprint',
    blueprints.findIndex(([each]) => each === name),
  );

/** The environment of a project that holds its Glue databases: where its data sources read and subscriptions land. */
export const lakehouseIdOf = (seed: number, project: number): string => idOf(seed, 'environment', project * PLACES + 1);
export const lakehouseTargetIdOf = (seed: number, project: number): string => idOf(seed, 'subscriptionTarget', project);

export const buildBlueprints = ({ size }: Foundation): Blueprint[] =>
  blueprints.map(([name, description], at) => ({
    id: idOf(size.seed, 'blueprint', at),
    name,
    description,
    provider: PROVIDER,
    templateUrl: `https://datazone-blueprints.s3.${size.region}.amazonaws.com/${name}/template.yaml`,
    managed: true,
    createdAt: daysAgo(900, at),
    updatedAt: daysAgo(60 + at),
  }));

const roleOf = (accountId: string, name: string): string => `arn:aws:iam::${accountId}:role/service-role/${name}`;

/** Every account a project uses has the blueprints producers need; the governance account has all. */
export const buildBlueprintConfigurations = ({ size, accounts, projects }: Foundation): BlueprintConfiguration[] => {
  const used = new Set(projects.map(({ accountId }) => accountId));
  return accounts.flatMap(({ id: accountId }, at) =>
    blueprints.flatMap(([name], place): BlueprintConfiguration[] =>
      at === 0 || (used.has(accountId) && (name === 'Tooling' || name === LAKEHOUSE))
        ? [
            {
              accountId,
              blueprintId: idOf(size.seed, 'blueprint', place),
              regions: [size.region],
              provisioningRoleArn: roleOf(accountId, 'AmazonSageMakerProvisioning'),
              manageAccessRoleArn: roleOf(accountId, 'AmazonSageMakerManageAccess'),
              createdAt: daysAgo(850 - at, place),
              updatedAt: daysAgo(400 - at, place),
            },
          ]
        : [],
    ),
  );
};

const configurationsOf = (spec: ProfileSpec, at: number, seed: number): EnvironmentConfiguration[] =>
  spec.blueprints.map((text, order) => {
    const name = text.replace('?', '');
    return {
      id: idOf(seed, 'environmentConfiguration', at * 10 + order),
      name,
      blueprintId: blueprintIdOf(seed, name),
      description: blueprints.find(([each]) => each === name)?.[1] ?? '',
      mode: text.endsWith('?') ? 'ON_DEMAND' : 'ON_CREATE',
      order,
      parameters: name === LAKEHOUSE ? { glueDbName: 'glue_db', workgroupName: 'workgroup' } : {},
    };
  });

export const buildProjectProfiles = ({ size, domain, users }: Foundation): ProjectProfile[] =>
  profiles.map((spec, at) => {
    const by = users[1]?.profileId ?? users[0]?.profileId ?? 'SYSTEM';
    return {
      id: idOf(size.seed, 'profile', at),
      name: spec.name,
      description: spec.description,
      status: spec.disabled ? 'DISABLED' : 'ENABLED',
      unitId: domain.rootDomainUnitId,
      configurations: configurationsOf(spec, at, size.seed),
      createdAt: daysAgo(860 - at * 9),
      createdBy: by,
      updatedAt: daysAgo(120 + at * 31),
      updatedBy: by,
    };
  });

const stampAfter = (project: Project, hours: number): Stamp => ({
  createdAt: project.createdAt + hours * 3_600_000,
  createdBy: project.createdBy,
  updatedAt: Math.max(project.updatedAt, project.createdAt + hours * 3_600_000),
  updatedBy: project.updatedBy,
});

const environmentOf = (foundation: Foundation, at: number, place: number): Environment | undefined => {
  const { seed, region } = foundation.size;
  const [project, spec] = [foundation.projects[at], foundation.projectSpecs[at]];
  const profile = Math.max(
    0,
    profiles.findIndex((_, each) => idOf(seed, 'profile', each) === project?.profileId),
  );
  const name = profiles[profile]?.blueprints[place]?.replace('?', '');
  if (!project || !spec || name === undefined) return undefined;
  // On demand means that not every project asked for it.
  const wanted = profiles[profile]?.blueprints[place]?.endsWith('?') !== true || hash32(seed, 52, at) % 3 === 0;
  const failure = place === 2 ? failedEnvironments[project.name] : undefined;
  if (!wanted && failure === undefined) return undefined;
  return {
    id: idOf(seed, 'environment', at * PLACES + place),
    projectId: project.id,
    name,
    description: `${name} of ${project.name}.`,
    accountId: project.accountId,
    region,
    provider: PROVIDER,
    status: failure === undefined ? 'ACTIVE' : 'CREATE_FAILED',
    blueprintId: blueprintIdOf(seed, name),
    configuration: { id: idOf(seed, 'environmentConfiguration', profile * 10 + place), name },
    resources:
      name === LAKEHOUSE
        ? [
            { name: 'glueDBName', type: 'GlueDatabase', value: `${spec.database}_consumption` },
            { name: 'athenaWorkGroupName', type: 'AthenaWorkGroup', value: `workgroup-${spec.database}` },
          ]
        : [],
    ...(failure === undefined ? {} : { failure }),
    ...stampAfter(project, place + 1),
  };
};

/** One of the first generation, made from an environment profile, which is what those had instead of a project profile. */
const oldEnvironment = (foundation: Foundation): Environment[] => {
  const { seed, region } = foundation.size;
  const at = foundation.projects.findIndex(({ name }) => name === 'Deposit Accounts');
  const project = foundation.projects[at];
  if (!project) return [];
  return [
    {
      id: idOf(seed, 'environment', at * PLACES + 7),
      projectId: project.id,
      name: 'shared-data-lake',
      description: 'Made in the pilot. Nothing new should land here.',
      accountId: project.accountId,
      region,
      provider: 'Amazon DataZone',
      status: 'SUSPENDED',
      blueprintId: blueprintIdOf(seed, 'DataLake'),
      profileId: idOf(seed, 'environmentProfile', 0),
      resources: [],
      ...stampAfter(project, 1),
    },
  ];
};

export const buildEnvironments = (foundation: Foundation): Environment[] => [
  ...foundation.projects.flatMap((_, at) =>
    Array.from({ length: 4 }, (__, place) => environmentOf(foundation, at, place)).filter((each) => each !== undefined),
  ),
  ...oldEnvironment(foundation),
];

/** One per project: its lakehouse. The sandbox's owner grants by hand. */
export const buildSubscriptionTargets = (foundation: Foundation): SubscriptionTarget[] =>
  foundation.projects.map((project, at) => {
    const { seed } = foundation.size;
    const database = `${foundation.projectSpecs[at]?.database ?? 'project'}_sub_db`;
    return {
      id: lakehouseTargetIdOf(seed, at),
      projectId: project.id,
      environmentId: lakehouseIdOf(seed, at),
      name: 'LakehouseSubscriptionTarget',
      type: 'GlueSubscriptionTargetType',
      principals: [`arn:aws:iam::${project.accountId}:role/datazone_usr_role_${project.id}`],
      manageAccessRole: roleOf(project.accountId, 'AmazonSageMakerManageAccess'),
      assetTypes: ['amazon.datazone.GlueTableAssetType', 'AnyBankContractedTable'],
      config: [{ formName: 'GlueSubscriptionTargetConfigForm', content: JSON.stringify({ databaseName: database }) }],
      mode: project.name === 'Open Banking Sandbox' ? 'MANUAL' : 'AUTOMATIC',
      ...stampAfter(project, 3),
    };
  });
