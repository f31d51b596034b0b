import * as dz from '@aws-sdk/client-datazone';
import type { QualityPointRow } from '../catalog/rows-sources.ts';
import type { AssetRecord, DataProductRow, Form, GlossaryRow, GlossaryTermRow, ListingRow } from '../catalog/rows.ts';
import type { Moved } from './moved-since.ts';
import { instant, type Page, said, token } from './page.ts';
import type { AwsSession } from './session.ts';

const PAGE = 50;

type Input = Omit<dz.SearchCommandInput, 'domainIdentifier' | 'maxResults' | 'nextToken'>;

async function search<T>(
  session: AwsSession,
  domainId: string,
  input: Input,
  next: string | null,
  signal: AbortSignal,
  row: (item: dz.SearchInventoryResultItem) => T[],
): Promise<Page<T>> {
  const client = await session.datazone();
  const answer = await session.call('datazone:Search', signal, (options) =>
    client.send(
      new dz.SearchCommand({ ...input, domainIdentifier: domainId, maxResults: PAGE, nextToken: next ?? undefined }),
      options,
    ),
  );
  return {
    items: (answer.items ?? []).flatMap(row),
    nextToken: token(answer.nextToken),
    total: answer.totalMatchCount ?? null,
  };
}

/** How many entities of one scope there are (that moved since); null where AWS does not say or does not let us ask. */
export async function countOf(
  session: AwsSession,
  domainId: string,
  searchScope: 'ASSET' | 'GLOSSARY' | 'GLOSSARY_TERM' | 'DATA_PRODUCT' | 'LISTING',
  signal: AbortSignal,
  filters?: Moved,
): Promise<number | null> {
  const client = await session.datazone();
  const input = { domainIdentifier: domainId, maxResults: 1, filters };
  const answer =
    searchScope === 'LISTING'
      ? await session.call('datazone:SearchListings', signal, (options) =>
          client.send(new dz.SearchListingsCommand(input), options),
        )
      : await session.call('datazone:Search', signal, (options) =>
          client.send(new dz.SearchCommand({ ...input, searchScope }), options),
        );
  return answer.totalMatchCount ?? null;
}

/** There is no ListGlossaries: the search items are complete. */
export const glossaries = (
  session: AwsSession,
  domainId: string,
  next: string | null,
  signal: AbortSignal,
  filters?: Moved,
): Promise<Page<GlossaryRow>> =>
  search(session, domainId, { searchScope: 'GLOSSARY', filters }, next, signal, ({ glossaryItem: item }) =>
    item === undefined
      ? []
      : [
          {
            id: item.id ?? '',
            name: item.name ?? '',
            description: said(item.description),
            status: said(item.status),
            owning_project_id: said(item.owningProjectId),
            usage_restrictions: JSON.stringify(item.usageRestrictions ?? []),
            created_by: said(item.createdBy),
            created_at: instant(item.createdAt),
            updated_by: said(item.updatedBy),
            updated_at: instant(item.updatedAt),
          },
        ],
  );

export const glossaryTerms = (
  session: AwsSession,
  domainId: string,
  next: string | null,
  signal: AbortSignal,
  filters?: Moved,
): Promise<Page<GlossaryTermRow>> =>
  search(session, domainId, { searchScope: 'GLOSSARY_TERM', filters }, next, signal, ({ glossaryTermItem: item }) =>
    item === undefined
      ? []
      : [
          {
            id: item.id ?? '',
            glossary_id: item.glossaryId ?? '',
            name: item.name ?? '',
            short_description: said(item.shortDescription),
            long_description: said(item.longDescription),
            status: said(item.status),
            is_a: JSON.stringify(item.termRelations?.isA ?? []),
            classifies: JSON.stringify(item.termRelations?.classifies ?? []),
            created_by: said(item.createdBy),
            created_at: instant(item.createdAt),
            updated_by: said(item.updatedBy),
            updated_at: instant(item.updatedAt),
          },
        ],
  );

export const dataProducts = (
  session: AwsSession,
  domainId: string,
  next: string | null,
  signal: AbortSignal,
  filters?: Moved,
): Promise<Page<DataProductRow>> =>
  search(session, domainId, { searchScope: 'DATA_PRODUCT', filters }, next, signal, ({ dataProductItem: item }) =>
    item === undefined
      ? []
      : [
          {
            id: item.id ?? '',
            name: item.name ?? '',
            description: said(item.description),
            project_id: said(item.owningProjectId),
            terms: JSON.stringify(item.glossaryTerms ?? []),
            created_by: said(item.createdBy),
            created_at: instant(item.createdAt),
            first_created_at: instant(item.firstRevisionCreatedAt),
            revision: null,
            status: null,
            items: null,
            detail_of: null,
          },
        ],
  );

/** What the search does not tell of a data product. */
export async function dataProductDetail(
  session: AwsSession,
  domainId: string,
  productId: string,
  signal: AbortSignal,
): Promise<Pick<DataProductRow, 'revision' | 'status' | 'items'>> {
  const client = await session.datazone();
  const answer = await session.call('datazone:GetDataProduct', signal, (options) =>
    client.send(new dz.GetDataProductCommand({ domainIdentifier: domainId, identifier: productId }), options),
  );
  return {
    revision: said(answer.revision),
    status: said(answer.status),
    items: JSON.stringify(
      (answer.items ?? []).map((item) => ({
        type: item.itemType ?? null,
        id: item.identifier ?? null,
        revision: item.revision ?? null,
        terms: item.glossaryTerms ?? [],
      })),
    ),
  };
}

/** An asset, and the newest point of each of its time series. */
export interface FoundAsset {
  record: AssetRecord;
  points: QualityPointRow[];
}

/**
 * The inventory of one project, or (null) of the whole domain, forms included: no GetAsset per row.
 * Whether AWS takes the question without a project is not documented.
 */
export const assets = (
  session: AwsSession,
  domainId: string,
  projectId: string | null,
  next: string | null,
  signal: AbortSignal,
  filters?: Moved,
): Promise<Page<FoundAsset>> =>
  search(
    session,
    domainId,
    {
      searchScope: 'ASSET',
      ...(projectId === null ? {} : { owningProjectIdentifier: projectId }),
      additionalAttributes: ['FORMS', 'TIME_SERIES_DATA_POINT_FORMS'],
      filters,
    },
    next,
    signal,
    ({ assetItem: item }) =>
      item === undefined
        ? []
        : [
            {
              record: {
                id: item.identifier ?? '',
                name: item.name ?? '',
                description: said(item.description),
                type: item.typeIdentifier ?? '',
                typeRevision: said(item.typeRevision),
                externalId: said(item.externalIdentifier),
                projectId: said(item.owningProjectId) ?? projectId,
                createdAt: instant(item.createdAt),
                createdBy: said(item.createdBy),
                firstCreatedAt: instant(item.firstRevisionCreatedAt),
                firstCreatedBy: said(item.firstRevisionCreatedBy),
                terms: item.glossaryTerms ?? [],
                governedTerms: item.governedGlossaryTerms ?? [],
                forms: forms(item.additionalAttributes?.formsOutput),
                readOnlyForms: forms(item.additionalAttributes?.readOnlyFormsOutput),
                revision: null,
              },
              points: points(item.identifier ?? '', item.additionalAttributes?.latestTimeSeriesDataPointFormsOutput),
            },
          ],
  );

export async function listings(
  session: AwsSession,
  domainId: string,
  next: string | null,
  signal: AbortSignal,
  filters?: Moved,
): Promise<Page<ListingRow>> {
  const client = await session.datazone();
  const answer = await session.call('datazone:SearchListings', signal, (options) =>
    client.send(
      new dz.SearchListingsCommand({
        domainIdentifier: domainId,
        maxResults: PAGE,
        nextToken: next ?? undefined,
        filters,
      }),
      options,
    ),
  );
  return {
    items: (answer.items ?? []).flatMap(listingRow),
    nextToken: token(answer.nextToken),
    total: answer.totalMatchCount ?? null,
  };
}

function listingRow(item: dz.SearchResultItem): ListingRow[] {
  const asset = item.assetListing;
  const product = item.dataProductListing;
  const listing = asset ?? product;
  if (listing === undefined) return [];
  return [
    {
      id: listing.listingId ?? '',
      name: listing.name ?? '',
      revision: said(listing.listingRevision),
      entity_id: said(listing.entityId),
      // The item's own entityType is the asset's type name, not the kind of entity.
      entity_type: asset === undefined ? 'DATA_PRODUCT' : 'ASSET',
      entity_revision: said(listing.entityRevision),
      project_id: said(listing.owningProjectId),
      // The search shows what consumers can find; GetListing alone tells CREATING and INACTIVE.
      status: 'ACTIVE',
      created_at: instant(listing.createdAt),
      updated_at: null,
      content: null,
    },
  ];
}

/** One asset with its revision and listing; needed where the inventory search does not say. */
export async function asset(
  session: AwsSession,
  domainId: string,
  assetId: string,
  signal: AbortSignal,
): Promise<AssetRecord> {
  const client = await session.datazone();
  const answer = await session.call('datazone:GetAsset', signal, (options) =>
    client.send(new dz.GetAssetCommand({ domainIdentifier: domainId, identifier: assetId }), options),
  );
  return recordOf(answer, assetId);
}

/** An asset as GetAsset and CreateAssetRevision tell it. */
export function recordOf(
  answer: dz.GetAssetCommandOutput | dz.CreateAssetRevisionCommandOutput,
  assetId: string,
): AssetRecord {
  return {
    id: answer.id ?? assetId,
    name: answer.name ?? '',
    description: said(answer.description),
    type: answer.typeIdentifier ?? '',
    typeRevision: said(answer.typeRevision),
    externalId: said(answer.externalIdentifier),
    projectId: said(answer.owningProjectId),
    createdAt: instant(answer.createdAt),
    createdBy: said(answer.createdBy),
    firstCreatedAt: instant(answer.firstRevisionCreatedAt),
    firstCreatedBy: said(answer.firstRevisionCreatedBy),
    terms: answer.glossaryTerms ?? [],
    governedTerms: answer.governedGlossaryTerms ?? [],
    forms: forms(answer.formsOutput),
    readOnlyForms: forms(answer.readOnlyFormsOutput),
    revision: said(answer.revision),
  };
}

const forms = (given: dz.FormOutput[] | undefined): Form[] =>
  (given ?? []).map((form) => ({
    name: form.formName ?? '',
    type: form.typeName ?? '',
    revision: said(form.typeRevision),
    content: form.content ?? '',
  }));

const points = (assetId: string, given: dz.TimeSeriesDataPointSummaryFormOutput[] | undefined): QualityPointRow[] =>
  (given ?? []).map((point) => {
    const summary = numbersIn(point.contentSummary);
    return {
      id: point.id ?? `${assetId}/${point.formName ?? ''}`,
      asset_id: assetId,
      name: point.formName ?? '',
      type: said(point.typeIdentifier),
      type_revision: said(point.typeRevision),
      at: instant(point.timestamp),
      passing_percentage: summary.passingPercentage ?? null,
      evaluations: summary.evaluationsCount === undefined ? null : Math.trunc(summary.evaluationsCount),
      summary: said(point.contentSummary),
    };
  });

/** The finite numbers of what should be a JSON object; whoever posted it wrote it. */
function numbersIn(text: string | undefined): Record<string, number | undefined> {
  try {
    const value: unknown = JSON.parse(text ?? '');
    if (typeof value !== 'object' || value === null) return {};
    return Object.fromEntries(Object.entries(value).filter(([, one]) => typeof one === 'number'));
  } catch {
    return {};
  }
}
