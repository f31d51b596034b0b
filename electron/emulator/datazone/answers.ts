import type { Asset, AssetForm, Principal, QualityPoint } from '#emulator/bank/types.ts';

/** Most DataZone times travel as epoch seconds (api-surface §4). */
export const seconds = (ms: number): number => ms / 1000;

/** Projects travel with ISO-8601 strings instead. */
export const iso = (ms: number): string => new Date(ms).toISOString();

/** Lists the API gives a minimum of one are left out when empty. */
export const orAbsent = <T>(list: readonly T[]): readonly T[] | undefined => (list.length === 0 ? undefined : list);

export const formAnswer = (form: AssetForm): object => ({
  formName: form.formName,
  typeName: form.typeName,
  typeRevision: form.typeRevision,
  content: form.content,
});

export const qualityAnswer = (point: QualityPoint): object => ({
  formName: point.formName,
  typeIdentifier: 'amazon.datazone.DataQualityResultFormType',
  typeRevision: '5',
  timestamp: seconds(point.timestamp),
  contentSummary: point.content,
  id: point.id,
});

export const ownerAnswer = (owner: Principal): object =>
  owner.kind === 'user' ? { user: { userId: owner.id } } : { group: { groupId: owner.id } };

/** The part GetAsset and Search answer alike. */
export const assetCore = (asset: Asset, domainId: string): object => ({
  domainId,
  name: asset.name,
  description: asset.description,
  typeIdentifier: asset.typeName,
  typeRevision: asset.typeRevision,
  externalIdentifier: asset.externalIdentifier,
  owningProjectId: asset.projectId,
  createdAt: seconds(asset.createdAt),
  createdBy: asset.createdBy,
  firstRevisionCreatedAt: seconds(asset.firstCreatedAt),
  firstRevisionCreatedBy: asset.firstCreatedBy,
  glossaryTerms: orAbsent(asset.glossaryTerms),
  governedGlossaryTerms: asset.governedTerms,
});
