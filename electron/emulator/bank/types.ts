import type { EstateCounts } from '#emulator/bank/estate.ts';

import type { GovernanceCounts } from '#emulator/bank/governance/types.ts';

/** The bank's own truth, in plain values: times are epoch milliseconds, revisions are numbers. */

export interface Stamp {
  readonly createdAt: number;
  readonly createdBy: string;
  readonly updatedAt: number;
  readonly updatedBy: string;
}

export interface Account {
  readonly id: string;
  readonly name: string;
}

export interface Domain {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly description: string;
  readonly managedAccountId: string;
  readonly rootDomainUnitId: string;
  readonly portalUrl: string;
  readonly executionRole: string;
  readonly serviceRole: string;
  readonly idcInstanceArn: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly tags: Readonly<Record<string, string>>;
}

/** An owner of a domain unit or member of a project, by profile id. */
export interface Principal {
  readonly kind: 'user' | 'group';
  readonly id: string;
}

export interface DomainUnit extends Stamp {
  readonly id: string;
  readonly parentId?: string;
  readonly name: string;
  readonly description: string;
  readonly owners: readonly Principal[];
}

export interface Project extends Stamp {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly domainUnitId: string;
  readonly accountId: string;
  readonly profileId: string;
  readonly status: 'ACTIVE' | 'DELETING' | 'DELETE_FAILED' | 'UPDATING' | 'UPDATE_FAILED' | 'MOVING';
  readonly glossaryTerms: readonly string[];
  readonly members: readonly { readonly principal: Principal; readonly designation: string }[];
}

export interface Glossary extends Stamp {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly owningProjectId: string;
  readonly status: 'ENABLED' | 'DISABLED';
  readonly governed: boolean;
}

export interface Term extends Stamp {
  readonly id: string;
  readonly glossaryId: string;
  readonly name: string;
  readonly shortDescription?: string;
  readonly longDescription?: string;
  readonly isA: readonly string[];
  readonly classifies: readonly string[];
  readonly status: 'ENABLED' | 'DISABLED';
}

export interface FormType {
  readonly name: string;
  readonly revision: string;
  readonly managed: boolean;
  readonly description: string;
  readonly smithy: string;
  readonly owningProjectId?: string;
  readonly createdAt: number;
  readonly createdBy: string;
}

export interface TypeForm {
  readonly typeName: string;
  readonly typeRevision: string;
  readonly required: boolean;
}

export interface AssetType extends Stamp {
  readonly name: string;
  readonly revision: string;
  readonly managed: boolean;
  readonly description: string;
  readonly forms: Readonly<Record<string, TypeForm>>;
  readonly owningProjectId: string;
}

export interface LineageNodeType extends Stamp {
  readonly name: string;
  readonly revision: string;
  readonly description: string;
  readonly forms: Readonly<Record<string, TypeForm>>;
}

/** One form of an asset. `content` is the JSON text as it travels. */
export interface AssetForm {
  readonly formName: string;
  readonly typeName: string;
  readonly typeRevision: string;
  readonly content: string;
}

export interface QualityPoint {
  readonly id: string;
  readonly formName: string;
  readonly timestamp: number;
  readonly content: string;
}

export interface Listing {
  readonly id: string;
  readonly revision: number;
  readonly entityRevision: number;
  readonly status: 'CREATING' | 'ACTIVE' | 'INACTIVE';
  readonly createdAt: number;
  readonly createdBy: string;
  readonly updatedAt: number;
  readonly updatedBy: string;
  /** its revision before is still found while this one is being made */
  readonly stillShown?: true;
}

/** The cheap part of an asset: what lists, filters and joins need, without rendering its forms. */
export interface AssetHead {
  readonly ordinal: number;
  readonly projectId: string;
  readonly typeName: string;
  readonly revision: number;
  readonly createdAt: number;
  readonly firstCreatedAt: number;
  readonly published: boolean;
}

/** An asset at one revision. Its forms are the truth: columns, business metadata and read-me live inside them. */
export interface Asset extends AssetHead {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly typeRevision: string;
  readonly externalIdentifier?: string;
  readonly createdBy: string;
  readonly firstCreatedBy: string;
  readonly glossaryTerms: readonly string[];
  readonly governedTerms: readonly string[];
  readonly forms: readonly AssetForm[];
  readonly readOnlyForms: readonly AssetForm[];
  readonly quality: readonly QualityPoint[];
  readonly listing?: Listing;
}

export interface DataProduct {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly owningProjectId: string;
  readonly revision: number;
  readonly glossaryTerms: readonly string[];
  readonly items: readonly {
    readonly assetId: string;
    readonly revision?: number;
    readonly glossaryTerms: readonly string[];
  }[];
  readonly createdAt: number;
  readonly createdBy: string;
  readonly firstCreatedAt: number;
  readonly firstCreatedBy: string;
  readonly listing?: Listing;
  /** the product as it was at the listed revision, where that is not the latest that was ever edited */
  readonly listedAs?: DataProduct;
}

export type UserProfileStatus = 'ASSIGNED' | 'NOT_ASSIGNED' | 'ACTIVATED' | 'DEACTIVATED';

export interface User {
  readonly id: string;
  /** Profile id inside the domain: what owners and members are named by. */
  readonly profileId: string;
  readonly userName: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string;
  readonly title: string;
  readonly active: boolean;
  readonly profileStatus: UserProfileStatus;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface Group {
  readonly id: string;
  readonly profileId: string;
  /** whether the group was let into the domain */
  readonly assigned: boolean;
  readonly name: string;
  readonly description: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** An IAM user, a role, or one who comes in by a role, with a profile in the domain. */
export interface RoleProfile {
  readonly profileId: string;
  readonly arn: string;
  readonly principalId: string;
  readonly sessionName?: string;
  readonly groupProfileId?: string;
  readonly status: UserProfileStatus;
}

/** Everybody who comes in by one role, as a group. */
export interface RoleGroup {
  readonly profileId: string;
  readonly arn: string;
  readonly principalId: string;
}

export interface Membership {
  readonly id: string;
  readonly groupId: string;
  readonly userId: string;
  readonly createdAt: number;
}

export interface GlueColumn {
  readonly name: string;
  readonly type: string;
  readonly comment?: string;
  readonly partition?: boolean;
}

export interface GlueTable {
  readonly accountId: string;
  readonly database: string;
  readonly name: string;
  readonly description?: string;
  readonly columns: readonly GlueColumn[];
  readonly location: string;
  readonly format: 'parquet' | 'csv' | 'iceberg';
  readonly owner: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly versionId: number;
  readonly registered: boolean;
  readonly parameters: Readonly<Record<string, string>>;
}

export interface GlueDatabase {
  readonly accountId: string;
  readonly name: string;
  readonly description: string;
  readonly location: string;
  readonly createdAt: number;
}

export interface Caller {
  readonly accessKeyId: string;
  readonly accountId: string;
  readonly arn: string;
  readonly userId: string;
  /** the profile that signs what the caller writes; absent: nobody the bank knows */
  readonly profileId?: string;
  /** may write whatever project it belongs to */
  readonly ownsDomain: boolean;
}

/** Exact numbers of what a complete pull finds. `columns` counts the columns of all assets in inventory. */
export interface BankCounts extends EstateCounts, GovernanceCounts {
  readonly domainUnits: number;
  readonly projects: number;
  readonly glossaries: number;
  readonly terms: number;
  readonly assets: number;
  readonly columns: number;
  /** listings SearchListings answers with: assets and data products */
  readonly listings: number;
  readonly assetListings: number;
  readonly dataProducts: number;
  readonly formTypes: number;
  readonly assetTypes: number;
  readonly lineageNodeTypes: number;
  /** over all accounts */
  readonly glueDatabases: number;
  readonly glueTables: number;
  /** in the account callers act in by default: what GetDatabases and GetTables answer when no catalog is named */
  readonly ownGlueDatabases: number;
  readonly ownGlueTables: number;
  readonly users: number;
  readonly groups: number;
  readonly groupMemberships: number;
  /** profiles in the domain, each once, however many search types show it */
  readonly userProfiles: number;
  readonly groupProfiles: number;
}
