import type { AssetForm, Principal, Stamp } from '#emulator/bank/types.ts';

/** The governing half of the bank's truth, in plain values: times are epoch milliseconds, revisions are numbers. */

export const unitPolicies = [
  'CREATE_DOMAIN_UNIT',
  'OVERRIDE_DOMAIN_UNIT_OWNERS',
  'ADD_TO_PROJECT_MEMBER_POOL',
  'OVERRIDE_PROJECT_OWNERS',
  'CREATE_GLOSSARY',
  'CREATE_FORM_TYPE',
  'CREATE_ASSET_TYPE',
  'CREATE_PROJECT',
  'CREATE_PROJECT_FROM_PROJECT_PROFILE',
] as const;

/** Which policies are granted on which entities. AWS's model does not say; this is what its documentation implies. */
export const policiesOf = {
  DOMAIN_UNIT: unitPolicies,
  ENVIRONMENT_BLUEPRINT_CONFIGURATION: [
    'CREATE_ENVIRONMENT_PROFILE',
    'DELEGATE_CREATE_ENVIRONMENT_PROFILE',
    'CREATE_ENVIRONMENT_FROM_BLUEPRINT',
  ],
  ENVIRONMENT_PROFILE: ['CREATE_ENVIRONMENT'],
  ASSET_TYPE: ['USE_ASSET_TYPE'],
} as const;

export type PolicyEntityType = keyof typeof policiesOf;
export type PolicyType = (typeof policiesOf)[PolicyEntityType][number];

/** Whom a policy is granted to. */
export type PolicyPrincipal =
  | Principal
  | { readonly kind: 'allUsers' }
  | {
      readonly kind: 'project';
      readonly designation: 'OWNER' | 'CONTRIBUTOR' | 'PROJECT_CATALOG_STEWARD';
      readonly projectId?: string;
      /** every project of a unit instead of one project */
      readonly ofUnit?: { readonly unitId: string; readonly includeChildren: boolean };
    }
  /** the owners of one unit; without an id, of every unit */
  | { readonly kind: 'unitOwners'; readonly unitId?: string };

export interface PolicyGrant {
  readonly id: string;
  readonly entityType: PolicyEntityType;
  readonly entityId: string;
  readonly policyType: PolicyType;
  readonly principal: PolicyPrincipal;
  /** whether it holds for the units below as well; only where the policy knows that */
  readonly includeChildren?: boolean;
  /** the unit an asset type or blueprint may be used in */
  readonly unitId?: string;
  readonly projectProfileIds?: readonly string[];
  readonly createdAt: number;
  readonly createdBy: string;
}

export interface Blueprint {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly provider: string;
  readonly templateUrl: string;
  readonly managed: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** A blueprint made usable in one account. */
export interface BlueprintConfiguration {
  readonly accountId: string;
  readonly blueprintId: string;
  readonly regions: readonly string[];
  readonly provisioningRoleArn: string;
  readonly manageAccessRoleArn: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface EnvironmentConfiguration {
  readonly id: string;
  readonly name: string;
  readonly blueprintId: string;
  readonly description: string;
  readonly mode: 'ON_CREATE' | 'ON_DEMAND';
  readonly order: number;
  readonly accountId?: string;
  readonly parameters: Readonly<Record<string, string>>;
}

export interface ProjectProfile extends Stamp {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly status: 'ENABLED' | 'DISABLED';
  readonly unitId: string;
  readonly configurations: readonly EnvironmentConfiguration[];
}

export interface Environment extends Stamp {
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  readonly description: string;
  readonly accountId: string;
  readonly region: string;
  readonly provider: string;
  readonly status: 'ACTIVE' | 'CREATING' | 'CREATE_FAILED' | 'UPDATE_FAILED' | 'SUSPENDED' | 'INACCESSIBLE';
  readonly blueprintId: string;
  readonly profileId?: string;
  readonly configuration?: { readonly id: string; readonly name: string };
  readonly resources: readonly { readonly name: string; readonly type: string; readonly value: string }[];
  readonly failure?: string;
}

/** Where the data of approved subscriptions is made available. */
export interface SubscriptionTarget extends Stamp {
  readonly id: string;
  readonly projectId: string;
  readonly environmentId: string;
  readonly name: string;
  readonly type: string;
  readonly principals: readonly string[];
  readonly manageAccessRole: string;
  readonly assetTypes: readonly string[];
  readonly config: readonly { readonly formName: string; readonly content: string }[];
  readonly mode: 'AUTOMATIC' | 'MANUAL';
}

export interface Rule extends Stamp {
  readonly id: string;
  readonly revision: number;
  readonly name: string;
  readonly description: string;
  readonly action: 'CREATE_LISTING_CHANGE_SET' | 'CREATE_SUBSCRIPTION_REQUEST';
  readonly unitId: string;
  readonly includeChildren: boolean;
  /** absent: all asset types */
  readonly assetTypes?: readonly string[];
  readonly dataProduct: boolean;
  /** absent: all projects */
  readonly projectIds?: readonly string[];
  readonly requires:
    | { readonly forms: readonly { readonly typeName: string; readonly typeRevision: string }[] }
    | { readonly termIds: readonly string[] };
}

export interface SourceError {
  readonly type: 'ACCESS_DENIED_EXCEPTION' | 'RESOURCE_NOT_FOUND_EXCEPTION' | 'VALIDATION_EXCEPTION';
  readonly detail: string;
}

export interface DataSource extends Stamp {
  readonly id: string;
  readonly projectId: string;
  readonly environmentId: string;
  readonly name: string;
  readonly description: string;
  readonly type: 'GLUE' | 'REDSHIFT';
  readonly status: 'CREATING' | 'FAILED_CREATION' | 'READY' | 'UPDATING' | 'RUNNING';
  readonly enabled: boolean;
  readonly publishOnImport: boolean;
  readonly generateNames: boolean;
  readonly accountId: string;
  readonly databases: readonly string[];
  readonly schedule?: string;
}

export interface RunStatistics {
  readonly added: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly skipped: number;
  readonly failed: number;
}

export interface DataSourceRun {
  readonly id: string;
  readonly dataSourceId: string;
  readonly projectId: string;
  readonly type: 'PRIORITIZED' | 'SCHEDULED';
  readonly status: 'REQUESTED' | 'RUNNING' | 'FAILED' | 'PARTIALLY_SUCCEEDED' | 'SUCCESS';
  readonly error?: SourceError;
  /** what it did, where that does not follow from the assets the bank began with */
  readonly activities?: readonly RunActivity[];
  readonly lineage?: 'SUCCESS' | 'FAILED' | 'PARTIALLY_SUCCEEDED';
  readonly createdAt: number;
  readonly startedAt: number;
  readonly stoppedAt?: number;
  readonly updatedAt: number;
}

export type ActivityStatus = 'FAILED' | 'SUCCEEDED_CREATED' | 'SUCCEEDED_UPDATED' | 'SKIPPED_NO_ACCESS' | 'UNCHANGED';

export interface RunActivity {
  readonly database: string;
  readonly technicalName: string;
  readonly description?: string;
  readonly status: ActivityStatus;
  readonly assetId?: string;
  readonly error?: SourceError;
}

/** Who subscribes. Names are those of the day it was asked for, as the service keeps them. */
export type Subscriber =
  | { readonly kind: 'project'; readonly id: string; readonly name: string }
  | { readonly kind: 'user'; readonly id: string; readonly userName: string; readonly names: readonly [string, string] }
  | { readonly kind: 'group'; readonly id: string; readonly name: string }
  | { readonly kind: 'iam'; readonly arn: string };

/** What is subscribed to, as it was when it was asked for. */
export interface SubscribedListing {
  readonly id: string;
  readonly revision: number;
  readonly name: string;
  readonly description: string;
  readonly kind: 'asset' | 'product';
  readonly entityId: string;
  readonly entityRevision: number;
  readonly entityType?: string;
  readonly ownerProjectId: string;
  readonly ownerProjectName: string;
  /** what a data product held */
  readonly items?: readonly { readonly assetId: string; readonly revision?: number }[];
}

export interface SubscriptionRequest extends Stamp {
  readonly id: string;
  readonly status: 'PENDING' | 'ACCEPTED' | 'REJECTED';
  readonly reason: string;
  readonly subscriber: Subscriber;
  readonly listing: SubscribedListing;
  readonly reviewerId?: string;
  readonly decisionComment?: string;
  readonly forms: readonly AssetForm[];
}

export interface Subscription extends Stamp {
  readonly id: string;
  readonly status: 'APPROVED' | 'REVOKED' | 'CANCELLED';
  readonly subscriber: Subscriber;
  readonly listing: SubscribedListing;
  readonly requestId?: string;
  readonly retainPermissions?: boolean;
  /** the filters the approval came with */
  readonly filterIds: readonly string[];
}

export type GrantStatus =
  | 'PENDING'
  | 'IN_PROGRESS'
  | 'GRANT_FAILED'
  | 'REVOKE_FAILED'
  | 'GRANT_AND_REVOKE_FAILED'
  | 'COMPLETED'
  | 'INACCESSIBLE';

export interface GrantedAsset {
  readonly assetId: string;
  readonly revision: number;
  readonly status: 'GRANT_IN_PROGRESS' | 'GRANTED' | 'REVOKED' | 'GRANT_FAILED' | 'REVOKE_FAILED';
  readonly targetName: string;
  readonly failure?: string;
  readonly grantedAt?: number;
  readonly failedAt?: number;
}

export interface SubscriptionGrant extends Stamp {
  readonly id: string;
  readonly subscriptionId: string;
  readonly environmentId: string;
  readonly targetId: string;
  readonly listing: { readonly id: string; readonly revision: number };
  readonly subscriber: Subscriber;
  readonly status: GrantStatus;
  readonly filterIds: readonly string[];
  readonly assets: readonly GrantedAsset[];
}

/** A condition on rows, in the shape it travels in. */
export type RowFilter =
  | { readonly expression: Readonly<Record<string, object>> }
  | { readonly and: readonly RowFilter[] }
  | { readonly or: readonly RowFilter[] };

export interface AssetFilter {
  readonly id: string;
  readonly assetId: string;
  readonly name: string;
  readonly description: string;
  readonly status: 'VALID' | 'INVALID';
  readonly error?: string;
  readonly configuration:
    | { readonly columns: readonly string[] }
    | { readonly rows: RowFilter; readonly sql: string; readonly sensitive: boolean };
  readonly createdAt: number;
}

export type GenerationType = 'BUSINESS_DESCRIPTIONS' | 'BUSINESS_NAMES' | 'BUSINESS_GLOSSARY_ASSOCIATIONS';

type GenerationStatus = 'SUBMITTED' | 'IN_PROGRESS' | 'CANCELED' | 'SUCCEEDED' | 'FAILED' | 'PARTIALLY_SUCCEEDED';

/** One run that made names, descriptions or term links up for an asset. */
export interface GenerationRun {
  readonly id: string;
  readonly assetId: string;
  readonly assetRevision: number;
  readonly projectId: string;
  readonly status: GenerationStatus;
  readonly results: readonly {
    readonly type: GenerationType;
    readonly status: Exclude<GenerationStatus, 'PARTIALLY_SUCCEEDED'>;
    readonly error?: string;
  }[];
  readonly createdAt: number;
  readonly createdBy: string;
}

/** Exact numbers of what a complete pull of governance finds. */
export interface GovernanceCounts {
  readonly policyGrants: number;
  /** pairs of a unit and who owns it */
  readonly owners: number;
  readonly projectMemberships: number;
  readonly projectProfiles: number;
  readonly environments: number;
  readonly environmentBlueprints: number;
  /** in the account callers act in by default: what ListEnvironmentBlueprintConfigurations answers */
  readonly ownBlueprintConfigurations: number;
  readonly subscriptionTargets: number;
  readonly rules: number;
  readonly dataSources: number;
  readonly dataSourceRuns: number;
  readonly subscriptionRequests: number;
  readonly subscriptions: number;
  readonly subscriptionGrants: number;
  readonly assetFilters: number;
  readonly metadataGenerationRuns: number;
}
