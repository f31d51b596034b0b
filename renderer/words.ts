import type { ListingState } from '#shared/catalog.ts';
import type { Job, JobState } from '#shared/jobs.ts';
import type { EntityKind, Profile as ProfileShape, Run, ScopeState } from '#shared/sync.ts';
import type { z } from 'zod';

type ProfileKind = z.infer<typeof ProfileShape>['kind'];
type Tone = 'success' | 'warning' | 'error' | 'info' | 'stopped' | 'pending' | 'in-progress';

/** The entity kinds of the mirror in words, many of them. */
export const kindWords: Record<EntityKind, string> = {
  domain: 'domains',
  domain_unit: 'domain units',
  project: 'projects',
  form_type: 'form types',
  asset_type: 'asset types',
  lineage_node_type: 'lineage node types',
  glossary: 'glossaries',
  glossary_term: 'terms',
  asset: 'assets',
  asset_revision: 'asset revisions',
  listing: 'listings',
  data_product: 'data products',
  glue_database: 'Glue databases',
  glue_table: 'Glue tables',
  identity_user: 'users',
  identity_group: 'groups',
  user_profile: 'user profiles',
  group_profile: 'group profiles',
};

const isKind = (kind: string): kind is EntityKind => Object.hasOwn(kindWords, kind);
export const kindWord = (kind: string): string => (isKind(kind) ? kindWords[kind] : kind);

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

export const scopeWords: Record<ScopeState, { label: string; tone: Tone }> = {
  waiting: { label: 'Waiting', tone: 'pending' },
  reading: { label: 'Reading', tone: 'in-progress' },
  complete: { label: 'Complete', tone: 'success' },
  partial: { label: 'Partial', tone: 'warning' },
  denied: { label: 'Denied', tone: 'error' },
  failed: { label: 'Failed', tone: 'error' },
  skipped: { label: 'Skipped', tone: 'stopped' },
};

export const runWords: Record<Run['state'], { label: string; tone: Tone }> = {
  running: { label: 'Running', tone: 'in-progress' },
  complete: { label: 'Complete', tone: 'success' },
  partial: { label: 'Partial', tone: 'warning' },
  failed: { label: 'Failed', tone: 'error' },
  cancelled: { label: 'Cancelled', tone: 'stopped' },
};

export const jobWords: Record<JobState, { label: string; tone: Tone }> = {
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
