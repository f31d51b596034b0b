import type { ListingState } from '#shared/catalog.ts';
import type { EntityKind } from '#shared/entities.ts';
import type { ChangeWord } from '#shared/history.ts';
import type { Job, JobState } from '#shared/jobs.ts';
import type { KindCoverage, Plan, PlanLine, Profile as ProfileShape, PullMode, Run, ScopeState } from '#shared/sync.ts';
import type { z } from 'zod';

type ProfileKind = z.infer<typeof ProfileShape>['kind'];
type Tone = 'success' | 'warning' | 'error' | 'info' | 'stopped' | 'pending' | 'in-progress';
interface Word {
  label: string;
  tone: Tone;
}

/** The entity kinds of the mirror in words, many of them. */
export const kindWords: Record<EntityKind, string> = {
  domain: 'domains',
  domain_unit: 'domain units',
  policy_grant: 'policy grants',
  rule: 'rules',
  project: 'projects',
  project_profile: 'project profiles',
  project_membership: 'project memberships',
  environment: 'environments',
  user_profile: 'user profiles',
  group_profile: 'group profiles',
  form_type: 'form types',
  asset_type: 'asset types',
  lineage_node_type: 'lineage node types',
  glossary: 'glossaries',
  glossary_term: 'terms',
  asset: 'assets',
  asset_revision: 'asset revisions',
  asset_filter: 'asset filters',
  quality_point: 'quality results',
  listing: 'listings',
  data_product: 'data products',
  data_source: 'data sources',
  data_source_run: 'data source runs',
  subscription_request: 'subscription requests',
  subscription: 'subscriptions',
  subscription_grant: 'subscription grants',
  metadata_generation_run: 'metadata generation runs',
  lineage_event: 'lineage events',
  lineage_node: 'lineage nodes',
  glue_database: 'Glue databases',
  glue_table: 'Glue tables',
  glue_quality_ruleset: 'Glue quality rulesets',
  glue_quality_result: 'Glue quality results',
  glue_glossary: 'Glue glossaries',
  glue_glossary_term: 'Glue terms',
  lf_tag: 'LF-Tags',
  lf_tag_assignment: 'LF-Tag assignments',
  lf_permission: 'Lake Formation permissions',
  lf_data_cells_filter: 'data cells filters',
  identity_user: 'users',
  identity_group: 'groups',
  identity_membership: 'group memberships',
  organizational_unit: 'organizational units',
  account: 'accounts',
};

const isKind = (kind: string): kind is EntityKind => Object.hasOwn(kindWords, kind);
export const kindWord = (kind: string): string => (isKind(kind) ? kindWords[kind] : kind);
/** The same at the beginning of a line. */
export const kindTitle = (kind: string): string => {
  const word = kindWord(kind);
  return (word[0]?.toUpperCase() ?? '') + word.slice(1);
};

export const listingWords: Record<ListingState, { label: string; tone: Tone; meaning: string }> = {
  published: { label: 'Published', tone: 'success', meaning: 'The catalog shows the asset as it is now.' },
  stale: {
    label: 'Published, outdated',
    tone: 'warning',
    meaning: 'Consumers see an older revision than the inventory holds.',
  },
  unpublished: { label: 'Not published', tone: 'stopped', meaning: 'Only the owning project sees it.' },
  inactive: { label: 'Withdrawn', tone: 'stopped', meaning: 'It was published once and withdrawn.' },
  unknown: { label: 'Not known', tone: 'pending', meaning: 'The pull could not read enough to say.' },
};

export const scopeWords: Record<ScopeState, Word> = {
  waiting: { label: 'Waiting', tone: 'pending' },
  reading: { label: 'Reading', tone: 'in-progress' },
  complete: { label: 'Complete', tone: 'success' },
  partial: { label: 'Partial', tone: 'warning' },
  denied: { label: 'Denied', tone: 'error' },
  failed: { label: 'Failed', tone: 'error' },
  skipped: { label: 'Skipped', tone: 'stopped' },
};

export const runWords: Record<Run['state'], Word> = {
  running: { label: 'Running', tone: 'in-progress' },
  complete: { label: 'Complete', tone: 'success' },
  partial: { label: 'Partial', tone: 'warning' },
  failed: { label: 'Failed', tone: 'error' },
  cancelled: { label: 'Cancelled', tone: 'stopped' },
};

export const runKindWords: Record<Run['kind'], string> = {
  pull: 'Pull',
  refresh: 'One asset read again',
  import: 'Import',
  push: 'Push',
};

export const modeWords: Record<PullMode, { label: string; meaning: string }> = {
  auto: {
    label: 'As due',
    meaning: 'Asks AWS what changed, and reads in full what is due.',
  },
  changes: {
    label: 'Changes only',
    meaning: 'Asks AWS what changed since the last pull. Deletions are found by the next full reading.',
  },
  full: {
    label: 'Everything',
    meaning: 'Reads everything again. Finds every deletion; takes longest.',
  },
};

/** How a pull meets a kind: what it would do, and what it did. */
export const howWords: Record<PlanLine['how'], { plan: string; done: string }> = {
  full: { plan: 'Read in full', done: 'Read in full' },
  changes: { plan: 'Ask for changes', done: 'Changes only' },
  kept: { plan: 'Keep what is here', done: 'Kept' },
  unavailable: { plan: 'Cannot be read', done: 'Cannot be read' },
};

export const standingWords: Record<KindCoverage['standing'], Word> = {
  complete: { label: 'Complete', tone: 'success' },
  partial: { label: 'Partial', tone: 'warning' },
  never: { label: 'Never read', tone: 'pending' },
};

export const changeWords: Record<ChangeWord, string> = { added: 'Added', removed: 'Removed', changed: 'Changed' };

export const basisWords: Record<Plan['basis'], string> = {
  'last pull': 'what the last pull took',
  'sizes told by AWS': 'the sizes AWS told',
  'nothing yet': 'nothing yet',
};

export const jobWords: Record<JobState, Word> = {
  running: { label: 'Running', tone: 'in-progress' },
  cancelling: { label: 'Cancelling', tone: 'in-progress' },
  succeeded: { label: 'Succeeded', tone: 'success' },
  failed: { label: 'Failed', tone: 'error' },
  cancelled: { label: 'Cancelled', tone: 'stopped' },
  interrupted: { label: 'Interrupted', tone: 'warning' },
};

const operations: Record<string, string> = {
  'sync.pull': 'Pull',
  'sync.probe': 'Find domains',
  'sync.signIn': 'Sign in',
  'sync.refreshAsset': 'Read asset again',
  'sync.size': 'Ask how much there is',
  'sync.asOf': 'Open a past pull',
  'sync.compact': 'Let go of old pulls',
  'lineage.import': 'Import lineage',
};
export const operationWord = (job: Pick<Job, 'operation'>): string => operations[job.operation] ?? job.operation;

/** The asset types that come with DataZone, as people call them; any other is called by its own name. */
const assetTypes: Record<string, string> = {
  'amazon.datazone.GlueTableAssetType': 'Glue table',
  'amazon.datazone.GlueViewAssetType': 'Glue view',
  'amazon.datazone.RedshiftTableAssetType': 'Redshift table',
  'amazon.datazone.RedshiftViewAssetType': 'Redshift view',
  'amazon.datazone.S3ObjectCollectionAssetType': 'S3 object collection',
  'amazon.datazone.SageMakerFeatureGroupAssetType': 'SageMaker feature group',
  'amazon.datazone.SageMakerModelPackageGroupAssetType': 'SageMaker model package group',
};
export const typeWord = (type: string): string => (Object.hasOwn(assetTypes, type) ? (assetTypes[type] ?? type) : type);

export const profileWords: Record<ProfileKind, string> = {
  sso: 'IAM Identity Center sign-in',
  role: 'assumes a role',
  keys: 'access keys',
  process: 'runs a program',
  web_identity: 'web identity',
  unknown: 'settings not recognised',
};

export type { ProfileKind, Tone };
