import * as dz from '@aws-sdk/client-datazone';
import type { DataSourceRow, DataSourceRunRow, MetadataGenerationRunRow } from '../catalog/rows-sources.ts';
import { flag, instant, type Page, said, token } from './page.ts';
import type { AwsSession } from './session.ts';

const PAGE = 50;

/** Data sources of one project as the list tells them: without what they read. */
export async function dataSources(
  session: AwsSession,
  domainId: string,
  projectId: string,
  next: string | null,
  signal: AbortSignal,
): Promise<Page<DataSourceRow>> {
  const client = await session.datazone();
  const answer = await session.call('datazone:ListDataSources', signal, (options) =>
    client.send(
      new dz.ListDataSourcesCommand({
        domainIdentifier: domainId,
        projectIdentifier: projectId,
        maxResults: PAGE,
        nextToken: next ?? undefined,
      }),
      options,
    ),
  );
  return {
    items: (answer.items ?? []).map((item) => sourceRow(item, item.dataSourceId ?? '', projectId, {})),
    nextToken: token(answer.nextToken),
    total: null,
  };
}

export async function dataSource(
  session: AwsSession,
  domainId: string,
  projectId: string,
  sourceId: string,
  signal: AbortSignal,
): Promise<DataSourceRow> {
  const client = await session.datazone();
  const answer = await session.call('datazone:GetDataSource', signal, (options) =>
    client.send(new dz.GetDataSourceCommand({ domainIdentifier: domainId, identifier: sourceId }), options),
  );
  return sourceRow(answer, sourceId, projectId, answer);
}

function sourceRow(
  item: Partial<Omit<dz.DataSourceSummary, 'dataSourceId'>>,
  id: string,
  projectId: string,
  told: Partial<Pick<dz.GetDataSourceOutput, 'configuration' | 'publishOnImport' | 'recommendation' | 'errorMessage'>>,
): DataSourceRow {
  const json = (value: object | undefined) => (value === undefined ? null : JSON.stringify(value));
  return {
    id,
    project_id: projectId,
    name: item.name ?? '',
    description: said(item.description),
    type: said(item.type),
    status: said(item.status),
    enabled: item.enableSetting === undefined ? null : flag(item.enableSetting === 'ENABLED'),
    environment_id: said(item.environmentId),
    connection_id: said(item.connectionId),
    schedule: json(item.schedule),
    publish_on_import: flag(told.publishOnImport),
    generate_names: flag(told.recommendation?.enableBusinessNameGeneration),
    configuration: json(told.configuration),
    last_run_status: said(item.lastRunStatus),
    last_run_at: instant(item.lastRunAt),
    last_run_assets: item.lastRunAssetCount ?? null,
    last_run_error: json(item.lastRunErrorMessage),
    error: json(told.errorMessage),
    created_at: instant(item.createdAt),
    updated_at: instant(item.updatedAt),
  };
}

export async function dataSourceRuns(
  session: AwsSession,
  domainId: string,
  sourceId: string,
  next: string | null,
  signal: AbortSignal,
): Promise<Page<DataSourceRunRow>> {
  const client = await session.datazone();
  const answer = await session.call('datazone:ListDataSourceRuns', signal, (options) =>
    client.send(
      new dz.ListDataSourceRunsCommand({
        domainIdentifier: domainId,
        dataSourceIdentifier: sourceId,
        maxResults: PAGE,
        nextToken: next ?? undefined,
      }),
      options,
    ),
  );
  return {
    items: (answer.items ?? []).map((item) => ({
      id: item.id ?? '',
      data_source_id: item.dataSourceId ?? sourceId,
      project_id: said(item.projectId),
      type: said(item.type),
      status: said(item.status),
      added: item.runStatisticsForAssets?.added ?? null,
      updated: item.runStatisticsForAssets?.updated ?? null,
      unchanged: item.runStatisticsForAssets?.unchanged ?? null,
      skipped: item.runStatisticsForAssets?.skipped ?? null,
      failed: item.runStatisticsForAssets?.failed ?? null,
      error: item.errorMessage === undefined ? null : JSON.stringify(item.errorMessage),
      lineage_status: said(item.lineageSummary?.importStatus),
      created_at: instant(item.createdAt),
      started_at: instant(item.startedAt),
      stopped_at: instant(item.stoppedAt),
      updated_at: instant(item.updatedAt),
    })),
    nextToken: token(answer.nextToken),
    total: null,
  };
}

/** Runs that made names, descriptions or term links up; what they found stands in the assets' read-only forms. */
export async function metadataGenerationRuns(
  session: AwsSession,
  domainId: string,
  next: string | null,
  signal: AbortSignal,
): Promise<Page<MetadataGenerationRunRow>> {
  const client = await session.datazone();
  const answer = await session.call('datazone:ListMetadataGenerationRuns', signal, (options) =>
    client.send(
      new dz.ListMetadataGenerationRunsCommand({
        domainIdentifier: domainId,
        maxResults: PAGE,
        nextToken: next ?? undefined,
      }),
      options,
    ),
  );
  return {
    items: (answer.items ?? []).map((item) => ({
      id: item.id ?? '',
      project_id: said(item.owningProjectId),
      target_type: said(item.target?.type),
      asset_id: said(item.target?.identifier),
      asset_revision: said(item.target?.revision),
      status: said(item.status),
      types: JSON.stringify(item.types ?? (item.type === undefined ? [] : [item.type])),
      created_by: said(item.createdBy),
      created_at: instant(item.createdAt),
    })),
    nextToken: token(answer.nextToken),
    total: null,
  };
}
