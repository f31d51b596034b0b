import type { Bank } from '#emulator/bank/bank.ts';
import type { DataSource, DataSourceRun, RunStatistics, SourceError } from '#emulator/bank/governance/types.ts';
import type { Outcome } from '#emulator/bank/governance/sources.ts';
import { iso } from '#emulator/datazone/answers.ts';
import { operation } from '#emulator/operation.ts';
import { notFound } from '#emulator/wire/aws-error.ts';

const PAGE = 50;
const WEEK = 7 * 24 * 3_600_000;

const errorAnswer = (error: SourceError | undefined): object | undefined =>
  error && { errorType: error.type, errorDetail: error.detail };

const outcomesOf = (bank: Bank, run: DataSourceRun): readonly Outcome[] => {
  const runs = bank.runsOf(run.dataSourceId);
  const before = runs[runs.findIndex(({ id }) => id === run.id) + 1];
  return bank.imports.outcomesOf(run, before?.startedAt ?? run.startedAt - WEEK);
};

const statisticsOf = (outcomes: readonly Outcome[]): RunStatistics => {
  const count = (...statuses: readonly string[]): number =>
    outcomes.filter(({ status }) => statuses.includes(status)).length;
  return {
    added: count('SUCCEEDED_CREATED'),
    updated: count('SUCCEEDED_UPDATED'),
    unchanged: count('UNCHANGED'),
    skipped: count('SKIPPED_NO_ACCESS'),
    failed: count('FAILED'),
  };
};

const scheduleAnswer = ({ schedule }: DataSource): object | undefined =>
  schedule === undefined ? undefined : { timezone: 'AUSTRALIA_SYDNEY', schedule };

/** What list and detail say alike, the latest run included. */
const core = (bank: Bank, source: DataSource): object => {
  const [last] = bank.runsOf(source.id);
  const statistics = last && statisticsOf(outcomesOf(bank, last));
  return {
    domainId: bank.domain.id,
    environmentId: source.environmentId,
    name: source.name,
    type: source.type,
    status: source.status,
    enableSetting: source.enabled ? 'ENABLED' : 'DISABLED',
    schedule: scheduleAnswer(source),
    lastRunStatus: last?.status,
    lastRunAt: last && iso(last.startedAt),
    lastRunErrorMessage: errorAnswer(last?.error),
    lastRunAssetCount: statistics && statistics.added + statistics.updated + statistics.unchanged,
    createdAt: iso(source.createdAt),
    updatedAt: iso(source.updatedAt),
    description: source.description,
  };
};

interface ListDataSourcesInput {
  readonly projectIdentifier: string;
  readonly environmentIdentifier?: string;
  readonly connectionIdentifier?: string;
  readonly type?: string;
  readonly status?: string;
  readonly name?: string;
}

export const listDataSources = operation((call, input: ListDataSourcesInput) => {
  const { bank } = call;
  if (!bank.projects.get(input.projectIdentifier)) throw notFound(`Project ${input.projectIdentifier} not found.`);
  const asked = (wanted: string | undefined, value: string | undefined): boolean =>
    wanted === undefined || wanted === value;
  const sources = bank
    .sourcesOf(input.projectIdentifier)
    .filter(
      (source) =>
        asked(input.environmentIdentifier, source.environmentId) &&
        asked(input.connectionIdentifier, undefined) &&
        asked(input.type, source.type) &&
        asked(input.status, source.status) &&
        asked(input.name, source.name),
    );
  const { slice, nextToken } = call.page(sources, PAGE);
  return { items: slice.map((source) => ({ ...core(bank, source), dataSourceId: source.id })), nextToken };
});

const configuration = (source: DataSource, region: string): object => {
  const dataAccessRole = `arn:aws:iam::${source.accountId}:role/service-role/AmazonSageMakerManageAccess`;
  const { accountId, databases } = source;
  if (source.type === 'GLUE') {
    return {
      glueRunConfiguration: {
        accountId,
        region,
        dataAccessRole,
        relationalFilterConfigurations: databases.map((databaseName) => ({
          databaseName,
          filterExpressions: [{ type: 'INCLUDE', expression: '*' }],
        })),
        autoImportDataQualityResult: true,
      },
    };
  }
  return {
    redshiftRunConfiguration: {
      accountId,
      region,
      dataAccessRole,
      relationalFilterConfigurations: databases.map((databaseName) => ({ databaseName, schemaName: 'public' })),
      redshiftCredentialConfiguration: {
        secretManagerArn: `arn:aws:secretsmanager:${region}:${accountId}:secret:anybank-warehouse`,
      },
      redshiftStorage: { redshiftClusterSource: { clusterName: 'anybank-warehouse' } },
    },
  };
};

export const getDataSource = operation((call, input: { identifier: string }) => {
  const { bank } = call;
  const source = bank.dataSources.get(input.identifier);
  if (!source) throw notFound(`Data source ${input.identifier} not found.`);
  const selfGrantStatusDetails = source.databases.map((databaseName) => ({
    databaseName,
    ...(source.type === 'REDSHIFT' ? { schemaName: 'public' } : {}),
    status: 'GRANTED',
  }));
  return {
    ...core(bank, source),
    id: source.id,
    projectId: source.projectId,
    configuration: configuration(source, bank.region),
    recommendation: { enableBusinessNameGeneration: source.generateNames },
    publishOnImport: source.publishOnImport,
    assetFormsOutput: [],
    selfGrantStatus:
      source.type === 'GLUE'
        ? { glueSelfGrantStatus: { selfGrantStatusDetails } }
        : { redshiftSelfGrantStatus: { selfGrantStatusDetails } },
  };
});

const runCore = (bank: Bank, run: DataSourceRun): object => ({
  id: run.id,
  dataSourceId: run.dataSourceId,
  type: run.type,
  status: run.status,
  projectId: run.projectId,
  runStatisticsForAssets: statisticsOf(outcomesOf(bank, run)),
  errorMessage: errorAnswer(run.error),
  createdAt: iso(run.createdAt),
  updatedAt: iso(run.updatedAt),
  startedAt: iso(run.startedAt),
  stoppedAt: run.stoppedAt === undefined ? undefined : iso(run.stoppedAt),
  lineageSummary: run.lineage && { importStatus: run.lineage },
});

/** ListDataSourceRuns: newest first. */
export const listDataSourceRuns = operation((call, input: { dataSourceIdentifier: string; status?: string }) => {
  const { bank } = call;
  if (!bank.dataSources.get(input.dataSourceIdentifier)) {
    throw notFound(`Data source ${input.dataSourceIdentifier} not found.`);
  }
  const runs = bank
    .runsOf(input.dataSourceIdentifier)
    .filter(({ status }) => input.status === undefined || status === input.status);
  const { slice, nextToken } = call.page(runs, PAGE);
  return { items: slice.map((run) => runCore(bank, run)), nextToken };
});

export const getDataSourceRun = operation((call, input: { identifier: string }) => {
  const { bank } = call;
  const run = bank.dataSourceRuns.get(input.identifier);
  if (!run) throw notFound(`Data source run ${input.identifier} not found.`);
  const source = bank.dataSources.get(run.dataSourceId);
  return {
    ...runCore(bank, run),
    domainId: bank.domain.id,
    dataSourceConfigurationSnapshot: source && JSON.stringify(configuration(source, bank.region)),
  };
});

export const listDataSourceRunActivities = operation((call, input: { identifier: string; status?: string }) => {
  const { bank } = call;
  const run = bank.dataSourceRuns.get(input.identifier);
  if (!run) throw notFound(`Data source run ${input.identifier} not found.`);
  const outcomes = call.remember(`${run.id} ${input.status}`, () =>
    outcomesOf(bank, run).filter(({ status }) => input.status === undefined || status === input.status),
  );
  const { slice, nextToken } = call.page(outcomes, PAGE);
  return {
    items: slice.map(bank.imports.activityOf).map((activity) => ({
      database: activity.database,
      dataSourceRunId: run.id,
      technicalName: activity.technicalName,
      dataAssetStatus: activity.status,
      projectId: run.projectId,
      dataAssetId: activity.assetId,
      technicalDescription: activity.description,
      errorMessage: errorAnswer(activity.error),
      createdAt: iso(run.startedAt),
      updatedAt: iso(run.updatedAt),
    })),
    nextToken,
  };
});
