import type { ListingState } from '#shared/catalog.ts';
import type { ChangeKind, ConflictKind, LineState, SetState } from '#shared/changes.ts';
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
  return capital(kindWord(kind));
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

/** Where a change set stands. */
export const setWords: Record<SetState, Word> = {
  open: { label: 'Open', tone: 'pending' },
  proposed: { label: 'Proposed', tone: 'info' },
  approved: { label: 'Approved', tone: 'success' },
  closed: { label: 'Closed', tone: 'stopped' },
};

/** Where a line of a change set stands. */
export const lineWords: Record<LineState, Word & { meaning: string }> = {
  staged: { label: 'Staged', tone: 'pending', meaning: 'Waits to be pushed.' },
  conflict: { label: 'Conflict', tone: 'warning', meaning: 'Something at AWS stands in the way: somebody decides.' },
  failed: { label: 'Failed', tone: 'error', meaning: 'AWS refused it.' },
  unknown: { label: 'Unknown', tone: 'warning', meaning: 'It was sent, and nobody knows whether it arrived.' },
  applied: { label: 'Pushed', tone: 'success', meaning: 'It was written and read back.' },
  dropped: { label: 'Given up', tone: 'stopped', meaning: 'What AWS says was kept.' },
};

/** Why a line could not simply be written, and what each way of settling it comes to. */
export const conflictWords: Record<ConflictKind, { label: string; sentence: string; ways: string }> = {
  value: {
    label: 'Changed by somebody else',
    sentence: 'Somebody else has changed this value since it was staged.',
    ways: 'Keep theirs gives this line up; use mine writes over what they wrote.',
  },
  gone: {
    label: 'Gone',
    sentence: 'What this line is about is not there any more.',
    ways: 'Keep theirs gives this line up; use mine tries again, for it may be back.',
  },
  retired: {
    label: 'Term retired',
    sentence: 'The term is disabled or gone.',
    ways: 'Keep theirs gives this line up; use mine tries again once the term is enabled.',
  },
  denied: {
    label: 'No right',
    sentence: 'AWS does not let you write this.',
    ways: 'Use mine tries again once the right was given; keep theirs gives this line up.',
  },
  limit: {
    label: 'Too many',
    sentence: 'With this line there would be more than AWS takes.',
    ways: 'Keep theirs gives this line up; use mine tries again once there is room.',
  },
  exists: {
    label: 'Name taken',
    sentence: 'Another one has this name already.',
    ways: 'Edit gives it another name; keep theirs gives this line up.',
  },
};

/** One of what a change is about. */
export const changeKindWords: Record<ChangeKind, string> = {
  glossary: 'glossary',
  glossary_term: 'term',
  asset: 'asset',
  listing: 'listing',
};

const changeFields: Record<string, string> = {
  name: 'name',
  description: 'description',
  short_description: 'short description',
  long_description: 'long description',
  status: 'status',
  restriction: 'restriction',
  project: 'project',
  glossary: 'glossary',
  terms: 'business term',
  governed_terms: 'governed term',
  is_a: '“is a” relation',
  classifies: '“classifies” relation',
  state: 'listing',
};

/** A field of a change in words. @param part '' for the entity itself, else a column's name */
export const changeFieldWord = (part: string, field: string): string => {
  if (part !== '' && field === 'name') return 'business name';
  return Object.hasOwn(changeFields, field) ? (changeFields[field] ?? field) : field;
};

/** The beginning of a line. */
export const capital = (text: string): string => (text[0]?.toUpperCase() ?? '') + text.slice(1);

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
  'changes.push': 'Push',
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
