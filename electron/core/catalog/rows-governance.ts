/** Rows of who may do what in a domain: policies, rules, projects' people and places, subscriptions and what limits them. */

/**
 * Whom a policy is granted to. `projects_of_unit`: every project of the unit `principal_id`; `unit_owners`: the owners
 * of the unit `principal_id`; the `all_` ones name nobody.
 */
export type GrantPrincipalKind =
  | 'user'
  | 'all_users'
  | 'group'
  | 'project'
  | 'projects_of_unit'
  | 'all_projects'
  | 'unit_owners'
  | 'all_unit_owners'
  | 'unknown';

export interface PolicyGrantRow {
  id: string;
  /** DOMAIN_UNIT, ASSET_TYPE, ENVIRONMENT_BLUEPRINT_CONFIGURATION, ENVIRONMENT_PROFILE */
  entity_type: string;
  entity_id: string;
  policy_type: string;
  principal_kind: GrantPrincipalKind;
  principal_id: string | null;
  /** Of a project's or unit's people, which. */
  principal_designation: string | null;
  /** Whether it holds for the units below as well; null where the policy knows no such thing. */
  include_child_units: 0 | 1 | null;
  /** JSON: principal and detail as AWS told them. */
  content: string;
  created_by: string | null;
  created_at: string | null;
}

export interface RuleRow {
  id: string;
  name: string;
  description: string | null;
  revision: string | null;
  type: string | null;
  action: string | null;
  /** The domain unit it is laid on. */
  unit_id: string | null;
  include_child_units: 0 | 1 | null;
  /** JSON: which asset types, data products and projects it holds for. */
  scope: string;
  /** JSON: the forms or terms it asks for; null where only the list could be read. */
  detail: string | null;
  created_by: string | null;
  created_at: string | null;
  updated_by: string | null;
  updated_at: string | null;
}

export interface ProjectProfileRow {
  id: string;
  name: string;
  description: string | null;
  status: string | null;
  unit_id: string | null;
  /** JSON: the environments a project of this profile comes with; null where only the list could be read. */
  configurations: string | null;
  /** JSON: {key, value, isValueEditable}[] */
  resource_tags: string;
  created_by: string | null;
  created_at: string | null;
  updated_at: string | null;
}

export interface ProjectMembershipRow {
  project_id: string;
  member_id: string;
  member_kind: 'user' | 'group' | 'unknown';
  /** PROJECT_OWNER, PROJECT_CONTRIBUTOR, PROJECT_CATALOG_… */
  designation: string | null;
}

export interface EnvironmentRow {
  id: string;
  project_id: string;
  name: string;
  description: string | null;
  provider: string | null;
  account_id: string | null;
  region: string | null;
  status: string | null;
  profile_id: string | null;
  blueprint_id: string | null;
  configuration_id: string | null;
  configuration_name: string | null;
  /** JSON: {name, type, provider, value}[]; null where only the list could be read. */
  resources: string | null;
  /** JSON: the last deployment, with what it failed of. */
  last_deployment: string | null;
  created_by: string | null;
  created_at: string | null;
  updated_at: string | null;
}

export interface AssetFilterRow {
  id: string;
  asset_id: string;
  name: string;
  description: string | null;
  status: string | null;
  error: string | null;
  /** JSON: the columns that are left; null where all are. */
  columns: string | null;
  /** The condition on rows, as SQL. */
  row_filter: string | null;
  /** JSON: how it was written; null where only the list could be read. */
  configuration: string | null;
  created_at: string | null;
}

/** Who subscribes, to what: the same in a request and in the subscription that comes of it. */
interface SubscriptionSides {
  subscriber_kind: 'project' | 'user' | 'group' | 'iam' | 'unknown';
  /** An IAM principal is known by its ARN alone. */
  subscriber_id: string | null;
  subscriber_name: string | null;
  listing_id: string | null;
  listing_revision: string | null;
  /** The name of the listing, as it was then. */
  name: string | null;
  entity_kind: 'ASSET' | 'DATA_PRODUCT' | null;
  entity_id: string | null;
  entity_revision: string | null;
  owner_project_id: string | null;
  owner_project_name: string | null;
  created_by: string | null;
  created_at: string | null;
  updated_by: string | null;
  updated_at: string | null;
}

export interface SubscriptionRequestRow extends SubscriptionSides {
  id: string;
  status: string | null;
  reason: string | null;
  reviewer_id: string | null;
  decision_comment: string | null;
  existing_subscription_id: string | null;
  /** JSON: the forms the asker filled, each {name, type, revision, content}; content is null where it could not be read. */
  forms: string;
  /** JSON: every principal and listing of it, without the assets' own forms. */
  content: string;
}

export interface SubscriptionRow extends SubscriptionSides {
  id: string;
  status: string | null;
  request_id: string | null;
  retain_permissions: 0 | 1 | null;
  /** JSON: the ids of the asset filters it is limited by. */
  filter_ids: string;
  /** JSON: the listing as it was, without the asset's own forms. */
  content: string;
}

export interface SubscriptionGrantRow {
  id: string;
  subscription_id: string | null;
  environment_id: string | null;
  target_id: string | null;
  listing_id: string | null;
  listing_revision: string | null;
  status: string | null;
  /** JSON: each asset's part: {assetId, revision, status, targetName, failure, grantedAt, failedAt, filterIds, permissions}[] */
  assets: string;
  created_by: string | null;
  created_at: string | null;
  updated_by: string | null;
  updated_at: string | null;
}
