import type { AssetStore } from '#emulator/bank/assets.ts';
import type { Foundation } from '#emulator/bank/foundation.ts';
import { buildAssetFilters } from '#emulator/bank/governance/asset-filters.ts';
import {
  buildBlueprintConfigurations,
  buildBlueprints,
  buildEnvironments,
  buildProjectProfiles,
  buildSubscriptionTargets,
} from '#emulator/bank/governance/environments.ts';
import { buildGenerationRuns } from '#emulator/bank/governance/generation-runs.ts';
import { buildPolicyGrants } from '#emulator/bank/governance/policy-grants.ts';
import { buildRules } from '#emulator/bank/governance/rules.ts';
import { type Sources, createSources } from '#emulator/bank/governance/sources.ts';
import { type Access, buildAccess } from '#emulator/bank/governance/subscriptions.ts';
import type {
  AssetFilter,
  Blueprint,
  BlueprintConfiguration,
  DataSource,
  DataSourceRun,
  Environment,
  GenerationRun,
  GovernanceCounts,
  PolicyGrant,
  ProjectProfile,
  Rule,
  Subscription,
  SubscriptionGrant,
  SubscriptionRequest,
  SubscriptionTarget,
} from '#emulator/bank/governance/types.ts';
import { type KeyedList, groupedBy, keyedList } from '#emulator/bank/keyed-list.ts';
import type { DataProduct, DomainUnit, Project } from '#emulator/bank/types.ts';

/** Who may do what, who asked for what, and what AWS did about it. Every list is made at the first question. */
export interface Governance {
  readonly policyGrants: KeyedList<PolicyGrant>;
  readonly blueprints: KeyedList<Blueprint>;
  readonly blueprintConfigurations: KeyedList<BlueprintConfiguration>;
  readonly projectProfiles: KeyedList<ProjectProfile>;
  readonly environments: KeyedList<Environment>;
  readonly subscriptionTargets: KeyedList<SubscriptionTarget>;
  readonly rules: KeyedList<Rule>;
  readonly dataSources: KeyedList<DataSource>;
  readonly dataSourceRuns: KeyedList<DataSourceRun>;
  readonly subscriptionRequests: KeyedList<SubscriptionRequest>;
  readonly subscriptions: KeyedList<Subscription>;
  readonly subscriptionGrants: KeyedList<SubscriptionGrant>;
  readonly assetFilters: KeyedList<AssetFilter>;
  readonly generationRuns: KeyedList<GenerationRun>;
  readonly grantsOn: (entity: string) => readonly PolicyGrant[];
  readonly environmentsOf: (projectId: string) => readonly Environment[];
  readonly sourcesOf: (projectId: string) => readonly DataSource[];
  /** newest first */
  readonly runsOf: (dataSourceId: string) => readonly DataSourceRun[];
  readonly filtersOf: (assetId: string) => readonly AssetFilter[];
  readonly imports: Pick<Sources, 'outcomesOf' | 'activityOf'>;
}

export const createGovernance = (
  foundation: Foundation,
  assets: AssetStore,
  products: readonly DataProduct[],
  changed: () => void,
): Governance => {
  const keyed = <T extends { readonly id: string }>(make: () => readonly T[]): KeyedList<T> =>
    keyedList(make, ({ id }) => id, changed);
  const sources = createSources(foundation, assets);
  const filters = (): readonly AssetFilter[] => buildAssetFilters(foundation, assets);
  let access: Access | undefined;
  const built = (): Access => (access ??= buildAccess({ foundation, assets, products, filters: filters() }));

  const policyGrants = keyed(() => buildPolicyGrants(foundation));
  const environments = keyed(() => buildEnvironments(foundation));
  const dataSources = keyed(sources.sources);
  const dataSourceRuns = keyed(sources.runs);
  const assetFilters = keyed(filters);
  const runs = groupedBy(dataSourceRuns, ({ dataSourceId }) => dataSourceId);
  return {
    policyGrants,
    blueprints: keyed(() => buildBlueprints(foundation)),
    blueprintConfigurations: keyedList(
      () => buildBlueprintConfigurations(foundation),
      ({ accountId, blueprintId }) => `${accountId}:${blueprintId}`,
      changed,
    ),
    projectProfiles: keyed(() => buildProjectProfiles(foundation)),
    environments,
    subscriptionTargets: keyed(() => buildSubscriptionTargets(foundation)),
    rules: keyed(() => buildRules(foundation)),
    dataSources,
    dataSourceRuns,
    subscriptionRequests: keyed(() => built().requests),
    subscriptions: keyed(() => built().subscriptions),
    subscriptionGrants: keyed(() => built().grants),
    assetFilters,
    generationRuns: keyed(() => buildGenerationRuns(foundation, assets)),
    grantsOn: groupedBy(
      policyGrants,
      ({ entityType, entityId, policyType }) => `${entityType} ${policyType} ${entityId}`,
    ),
    environmentsOf: groupedBy(environments, ({ projectId }) => projectId),
    sourcesOf: groupedBy(dataSources, ({ projectId }) => projectId),
    runsOf: (id) => runs(id).toSorted((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? -1 : 1)),
    filtersOf: groupedBy(assetFilters, ({ assetId }) => assetId),
    imports: sources,
  };
};

/** Exact numbers of the present state. `accountId` is the account callers act in by default. */
export const governanceCounts = (
  bank: Governance & { readonly units: KeyedList<DomainUnit>; readonly projects: KeyedList<Project> },
  accountId: string,
): GovernanceCounts => ({
  owners: bank.units.list().reduce((sum, unit) => sum + unit.owners.length, 0),
  projectMemberships: bank.projects.list().reduce((sum, project) => sum + project.members.length, 0),
  policyGrants: bank.policyGrants.size(),
  projectProfiles: bank.projectProfiles.size(),
  environments: bank.environments.size(),
  environmentBlueprints: bank.blueprints.size(),
  ownBlueprintConfigurations: bank.blueprintConfigurations.list().filter((each) => each.accountId === accountId).length,
  subscriptionTargets: bank.subscriptionTargets.size(),
  rules: bank.rules.size(),
  dataSources: bank.dataSources.size(),
  dataSourceRuns: bank.dataSourceRuns.size(),
  subscriptionRequests: bank.subscriptionRequests.size(),
  subscriptions: bank.subscriptions.size(),
  subscriptionGrants: bank.subscriptionGrants.size(),
  assetFilters: bank.assetFilters.size(),
  metadataGenerationRuns: bank.generationRuns.size(),
});
