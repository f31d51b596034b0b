import { getAssetFilter, listAssetFilters } from '#emulator/datazone/asset-filters.ts';
import {
  getDataSource,
  getDataSourceRun,
  listDataSourceRunActivities,
  listDataSourceRuns,
  listDataSources,
} from '#emulator/datazone/data-sources.ts';
import {
  getEnvironment,
  listEnvironmentBlueprintConfigurations,
  listEnvironmentBlueprints,
  listEnvironments,
  listSubscriptionTargets,
} from '#emulator/datazone/environments.ts';
import { getMetadataGenerationRun, listMetadataGenerationRuns } from '#emulator/datazone/generation-runs.ts';
import { listProjectMemberships } from '#emulator/datazone/memberships.ts';
import { listEntityOwners, listPolicyGrants } from '#emulator/datazone/policies.ts';
import { getGroupProfile, getUserProfile } from '#emulator/datazone/profiles.ts';
import { getProjectProfile, listProjectProfiles } from '#emulator/datazone/project-profiles.ts';
import { listAssetRevisions, listDataProductRevisions } from '#emulator/datazone/revisions.ts';
import { getRule, listRules } from '#emulator/datazone/rules.ts';
import {
  getSubscription,
  getSubscriptionGrant,
  getSubscriptionRequestDetails,
  listSubscriptionGrants,
  listSubscriptionRequests,
  listSubscriptions,
} from '#emulator/datazone/subscriptions.ts';
import type { Operations } from '#emulator/operation.ts';

/** Who may do what, who asked for what, and how data comes in. */
export const governanceOperations: Operations = {
  GetAssetFilter: getAssetFilter,
  GetDataSource: getDataSource,
  GetDataSourceRun: getDataSourceRun,
  GetEnvironment: getEnvironment,
  GetGroupProfile: getGroupProfile,
  GetMetadataGenerationRun: getMetadataGenerationRun,
  GetProjectProfile: getProjectProfile,
  GetRule: getRule,
  GetSubscription: getSubscription,
  GetSubscriptionGrant: getSubscriptionGrant,
  GetSubscriptionRequestDetails: getSubscriptionRequestDetails,
  GetUserProfile: getUserProfile,
  ListAssetFilters: listAssetFilters,
  ListAssetRevisions: listAssetRevisions,
  ListDataProductRevisions: listDataProductRevisions,
  ListDataSourceRunActivities: listDataSourceRunActivities,
  ListDataSourceRuns: listDataSourceRuns,
  ListDataSources: listDataSources,
  ListEntityOwners: listEntityOwners,
  ListEnvironmentBlueprintConfigurations: listEnvironmentBlueprintConfigurations,
  ListEnvironmentBlueprints: listEnvironmentBlueprints,
  ListEnvironments: listEnvironments,
  ListMetadataGenerationRuns: listMetadataGenerationRuns,
  ListPolicyGrants: listPolicyGrants,
  ListProjectMemberships: listProjectMemberships,
  ListProjectProfiles: listProjectProfiles,
  ListRules: listRules,
  ListSubscriptionGrants: listSubscriptionGrants,
  ListSubscriptionRequests: listSubscriptionRequests,
  ListSubscriptionTargets: listSubscriptionTargets,
  ListSubscriptions: listSubscriptions,
};
