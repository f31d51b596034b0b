import type { EnvironmentConfiguration, ProjectProfile } from '#emulator/bank/governance/types.ts';
import { iso } from '#emulator/datazone/answers.ts';
import { operation } from '#emulator/operation.ts';
import { notFound } from '#emulator/wire/aws-error.ts';

const PAGE = 50;

const core = (profile: ProjectProfile, domainId: string): object => ({
  domainId,
  id: profile.id,
  name: profile.name,
  description: profile.description,
  status: profile.status,
  createdBy: profile.createdBy,
  createdAt: iso(profile.createdAt),
  lastUpdatedAt: iso(profile.updatedAt),
  domainUnitId: profile.unitId,
});

interface ListProjectProfilesInput {
  readonly name?: string;
  readonly sortBy?: 'NAME';
  readonly sortOrder?: 'ASCENDING' | 'DESCENDING';
}

export const listProjectProfiles = operation((call, input: ListProjectProfilesInput) => {
  const named = call.bank.projectProfiles.list().filter(({ name }) => input.name === undefined || name === input.name);
  const sign = input.sortOrder === 'DESCENDING' ? -1 : 1;
  const profiles =
    input.sortBy === undefined && input.sortOrder === undefined
      ? named
      : named.toSorted((a, b) => sign * (a.name < b.name ? -1 : 1));
  const { slice, nextToken } = call.page(profiles, PAGE);
  return { items: slice.map((profile) => core(profile, call.bank.domain.id)), nextToken };
});

const configurationAnswer = (configuration: EnvironmentConfiguration, region: string): object => ({
  name: configuration.name,
  id: configuration.id,
  environmentBlueprintId: configuration.blueprintId,
  description: configuration.description,
  deploymentMode: configuration.mode,
  configurationParameters: {
    parameterOverrides: Object.entries(configuration.parameters).map(([name, value]) => ({
      name,
      value,
      isEditable: false,
    })),
  },
  awsAccount: configuration.accountId === undefined ? undefined : { awsAccountId: configuration.accountId },
  awsRegion: { regionName: region },
  deploymentOrder: configuration.order,
});

export const getProjectProfile = operation((call, input: { identifier: string }) => {
  const profile = call.bank.projectProfiles.get(input.identifier);
  if (!profile) throw notFound(`Project profile ${input.identifier} not found.`);
  return {
    ...core(profile, call.bank.domain.id),
    environmentConfigurations: profile.configurations.map((each) => configurationAnswer(each, call.bank.region)),
  };
});
