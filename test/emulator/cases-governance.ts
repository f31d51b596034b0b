import { policiesOf } from '#emulator/bank/governance/types.ts';
import type { Emulator } from '#emulator/server.ts';

const subscriptionStates = ['APPROVED', 'REVOKED', 'CANCELLED'];
const requestStates = ['PENDING', 'ACCEPTED', 'REJECTED'];

/** Inputs for DataZone's governance operations against a running bank. */
export const governanceCases = ({ bank, domainId: domainIdentifier }: Emulator): Record<string, object[]> => {
  const each = <T>(items: readonly T[], input: (item: T) => object): object[] =>
    items.map((item) => ({ domainIdentifier, ...input(item) }));
  const filtered = new Set(bank.assetFilters.list().map(({ assetId }) => assetId));
  const assets = bank.assets.ordinals().map((ordinal) => bank.assets.at(ordinal).id);
  const blueprints = bank.blueprintConfigurations.list().map((one) => `${one.accountId}:${one.blueprintId}`);
  const profiles = bank.environments.list().flatMap(({ profileId }) => profileId ?? []);
  const entities = {
    DOMAIN_UNIT: bank.units.list().map(({ id }) => id),
    ENVIRONMENT_BLUEPRINT_CONFIGURATION: blueprints,
    ENVIRONMENT_PROFILE: profiles,
    ASSET_TYPE: bank.assetTypes.list().map(({ name }) => name),
  };
  const [request] = bank.subscriptionRequests.list();
  const scopes = request
    ? [{ approverProjectId: request.listing.ownerProjectId }, { subscribedListingId: request.listing.id }]
    : [];
  const [user] = bank.users.list();
  const [group] = bank.groups.list();
  const principals = [
    { owningProjectId: bank.projects.list()[12]?.id ?? 'nosuchproject0' },
    { owningUserId: user?.profileId },
    { owningGroupId: group?.profileId },
    { owningIamPrincipalArn: 'arn:aws:iam::111122223333:role/DataPlatformPipeline' },
  ];
  return {
    ListPolicyGrants: (Object.keys(policiesOf) as (keyof typeof policiesOf)[]).flatMap((entityType) =>
      entities[entityType].flatMap((entityIdentifier) =>
        each(policiesOf[entityType], (policyType) => ({ entityType, entityIdentifier, policyType })),
      ),
    ),
    ListEntityOwners: each(bank.units.list(), ({ id }) => ({ entityType: 'DOMAIN_UNIT', entityIdentifier: id })),
    ListProjectMemberships: [
      ...each(bank.projects.list(), ({ id }) => ({ projectIdentifier: id, maxResults: 2 })),
      ...each(bank.projects.list().slice(0, 3), ({ id }) => ({
        projectIdentifier: id,
        sortBy: 'NAME',
        sortOrder: 'DESCENDING',
      })),
    ],
    ListProjectProfiles: [
      { domainIdentifier },
      { domainIdentifier, name: 'Data producer' },
      { domainIdentifier, sortBy: 'NAME', sortOrder: 'DESCENDING', maxResults: 2 },
    ],
    GetProjectProfile: each(bank.projectProfiles.list(), ({ id }) => ({ identifier: id })),
    ListEnvironments: [
      ...each(bank.projects.list(), ({ id }) => ({ projectIdentifier: id })),
      ...each(bank.projects.list().slice(0, 2), ({ id, accountId }) => ({
        projectIdentifier: id,
        awsAccountId: accountId,
        awsAccountRegion: bank.region,
        status: 'ACTIVE',
        provider: 'Amazon SageMaker',
        maxResults: 1,
      })),
    ],
    GetEnvironment: each(bank.environments.list(), ({ id }) => ({ identifier: id })),
    ListEnvironmentBlueprints: [
      { domainIdentifier },
      { domainIdentifier, name: 'Tooling', managed: true },
      { domainIdentifier, managed: false },
    ],
    ListEnvironmentBlueprintConfigurations: [{ domainIdentifier }, { domainIdentifier, maxResults: 4 }],
    ListSubscriptionTargets: each(bank.environments.list(), ({ id }) => ({
      environmentIdentifier: id,
      sortBy: 'UPDATED_AT',
    })),
    ListRules: [
      ...each(bank.units.list(), ({ id }) => ({ targetType: 'DOMAIN_UNIT', targetIdentifier: id })),
      ...each(bank.units.list(), ({ id }) => ({
        targetType: 'DOMAIN_UNIT',
        targetIdentifier: id,
        includeCascaded: true,
        maxResults: 25,
      })),
      ...each(bank.units.list().slice(0, 2), ({ id }) => ({
        targetType: 'DOMAIN_UNIT',
        targetIdentifier: id,
        ruleType: 'METADATA_FORM_ENFORCEMENT',
        action: 'CREATE_LISTING_CHANGE_SET',
        projectIds: bank.projects
          .list()
          .slice(0, 2)
          .map((project) => project.id),
        assetTypes: ['AnyBankContractedTable', 'ModelEvaluation'],
        dataProduct: false,
      })),
    ],
    GetRule: each(bank.rules.list(), ({ id, revision }) => ({ identifier: id, revision: String(revision) })),
    ListDataSources: [
      ...each(bank.projects.list(), ({ id }) => ({ projectIdentifier: id })),
      ...each(bank.projects.list().slice(0, 2), ({ id }) => ({ projectIdentifier: id, type: 'GLUE', status: 'READY' })),
    ],
    GetDataSource: each(bank.dataSources.list(), ({ id }) => ({ identifier: id })),
    ListDataSourceRuns: [
      ...each(bank.dataSources.list(), ({ id }) => ({ dataSourceIdentifier: id, maxResults: 3 })),
      ...each(bank.dataSources.list().slice(0, 2), ({ id }) => ({ dataSourceIdentifier: id, status: 'FAILED' })),
    ],
    GetDataSourceRun: each(bank.dataSourceRuns.list(), ({ id }) => ({ identifier: id })),
    ListDataSourceRunActivities: [
      ...each(bank.dataSourceRuns.list(), ({ id }) => ({ identifier: id })),
      ...each(bank.dataSourceRuns.list().slice(0, 5), ({ id }) => ({ identifier: id, status: 'UNCHANGED' })),
    ],
    ListSubscriptionRequests: [
      { domainIdentifier },
      ...each(requestStates, (status) => ({ status, maxResults: 3, sortBy: 'UPDATED_AT', sortOrder: 'DESCENDING' })),
      ...each([...scopes, ...principals], (scope) => ({ ...scope, status: 'ACCEPTED' })),
    ],
    GetSubscriptionRequestDetails: each(bank.subscriptionRequests.list(), ({ id }) => ({ identifier: id })),
    ListSubscriptions: [
      { domainIdentifier },
      ...each(subscriptionStates, (status) => ({ status, sortBy: 'CREATED_AT', sortOrder: 'ASCENDING' })),
      ...each([...scopes, ...principals], (scope) => scope),
      { domainIdentifier, subscriptionRequestIdentifier: request?.id ?? 'nosuchrequest0' },
    ],
    GetSubscription: each(bank.subscriptions.list(), ({ id }) => ({ identifier: id })),
    ListSubscriptionGrants: [
      { domainIdentifier, maxResults: 4 },
      { domainIdentifier, sortBy: 'UPDATED_AT', sortOrder: 'DESCENDING' },
      ...each(principals, (scope) => scope),
      ...each(bank.subscriptionGrants.list().slice(0, 2), (grant) => ({
        environmentId: grant.environmentId,
        subscriptionTargetId: grant.targetId,
        subscriptionId: grant.subscriptionId,
        subscribedListingId: grant.listing.id,
      })),
    ],
    GetSubscriptionGrant: each(bank.subscriptionGrants.list(), ({ id }) => ({ identifier: id })),
    ListAssetFilters: [
      ...each([...filtered], (assetIdentifier) => ({ assetIdentifier })),
      ...each([...filtered], (assetIdentifier) => ({ assetIdentifier, status: 'INVALID' })),
      ...each(assets.slice(0, 2), (assetIdentifier) => ({ assetIdentifier })),
    ],
    GetAssetFilter: each(bank.assetFilters.list(), ({ id, assetId }) => ({ assetIdentifier: assetId, identifier: id })),
    ListAssetRevisions: each(assets.slice(0, 30), (identifier) => ({ identifier, maxResults: 3 })),
    ListDataProductRevisions: each(bank.products.list(), ({ id }) => ({ identifier: id, maxResults: 1 })),
    ListMetadataGenerationRuns: [
      { domainIdentifier },
      { domainIdentifier, type: 'BUSINESS_NAMES', status: 'SUCCEEDED', maxResults: 2 },
      ...each(bank.generationRuns.list().slice(0, 1), ({ assetId }) => ({ targetIdentifier: assetId })),
    ],
    GetMetadataGenerationRun: each(bank.generationRuns.list(), ({ id }) => ({ identifier: id })),
    GetUserProfile: [
      ...each(bank.users.list(), ({ profileId }) => ({ userIdentifier: profileId })),
      ...each(bank.users.list().slice(0, 1), ({ userName }) => ({ userIdentifier: userName, type: 'SSO' })),
      ...each(bank.roleProfiles.list(), ({ arn, sessionName }) => ({ userIdentifier: arn, type: 'IAM', sessionName })),
    ],
    GetGroupProfile: [
      ...each(bank.groups.list(), ({ profileId }) => ({ groupIdentifier: profileId })),
      ...each(bank.groups.list().slice(0, 2), ({ name }) => ({ groupIdentifier: name })),
      ...each(bank.roleGroups.list(), ({ arn }) => ({ groupIdentifier: arn })),
    ],
  };
};
