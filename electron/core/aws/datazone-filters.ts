import * as dz from '@aws-sdk/client-datazone';
import type { AssetFilterRow } from '../catalog/rows-governance.ts';
import { instant, type Page, said, token } from './page.ts';
import type { AwsSession } from './session.ts';

const PAGE = 50;

/** The filters of one asset as the list tells them: without how they were written. */
export async function assetFilters(
  session: AwsSession,
  domainId: string,
  assetId: string,
  next: string | null,
  signal: AbortSignal,
): Promise<Page<AssetFilterRow>> {
  const client = await session.datazone();
  const answer = await session.call('datazone:ListAssetFilters', signal, (options) =>
    client.send(
      new dz.ListAssetFiltersCommand({
        domainIdentifier: domainId,
        assetIdentifier: assetId,
        maxResults: PAGE,
        nextToken: next ?? undefined,
      }),
      options,
    ),
  );
  return {
    items: (answer.items ?? []).map((item) => filterRow(item, assetId, undefined)),
    nextToken: token(answer.nextToken),
    total: null,
  };
}

export async function assetFilter(
  session: AwsSession,
  domainId: string,
  assetId: string,
  filterId: string,
  signal: AbortSignal,
): Promise<AssetFilterRow> {
  const client = await session.datazone();
  const answer = await session.call('datazone:GetAssetFilter', signal, (options) =>
    client.send(
      new dz.GetAssetFilterCommand({ domainIdentifier: domainId, assetIdentifier: assetId, identifier: filterId }),
      options,
    ),
  );
  return filterRow({ ...answer, id: filterId }, assetId, answer.configuration);
}

const filterRow = (
  item: Partial<dz.AssetFilterSummary>,
  assetId: string,
  configuration: dz.AssetFilterConfiguration | undefined,
): AssetFilterRow => ({
  id: item.id ?? '',
  asset_id: item.assetId ?? assetId,
  name: item.name ?? '',
  description: said(item.description),
  status: said(item.status),
  error: said(item.errorMessage),
  columns: item.effectiveColumnNames === undefined ? null : JSON.stringify(item.effectiveColumnNames),
  row_filter: said(item.effectiveRowFilter),
  configuration: configuration === undefined ? null : JSON.stringify(configuration),
  created_at: instant(item.createdAt),
});
