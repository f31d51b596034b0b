import type { DataSource, DataSourceRun } from '#emulator/bank/governance/types.ts';
import type { Month, Step } from '#emulator/bank/month/types.ts';

type Outcome = Pick<DataSourceRun, 'status' | 'error' | 'activities' | 'lineage'>;

const imported = new Set(['SUCCEEDED_CREATED', 'SUCCEEDED_UPDATED', 'UNCHANGED']);

/** How many assets the latest run of a source brought in or found there. */
const broughtIn = (month: Month, source: DataSource): number => {
  const [last, before] = month.bank.runsOf(source.id);
  if (!last) return 0;
  const outcomes = month.bank.imports.outcomesOf(last, before?.startedAt ?? 0);
  return outcomes.filter(({ status }) => imported.has(status)).length;
};

/** One more run of a source, which then shows it as its latest. */
const run =
  (name: string, outcome: Outcome): Step =>
  (month) => {
    const { bank } = month;
    const source = bank.dataSources.list().find((each) => each.name === name);
    const [before] = source ? bank.runsOf(source.id) : [];
    if (!source || !before) return;
    const count = broughtIn(month, source);
    const added = bank.edit.addDataSourceRun(source.id, outcome);
    month.added('data_source_run', { id: added.id, name: `${source.name} ${outcome.status}` });
    month.changed(
      'data_source',
      source,
      'lastRunAt',
      ...(before.status === added.status ? [] : ['lastRunStatus']),
      ...(before.error || added.error ? ['lastRunErrorMessage'] : []),
      ...(broughtIn(month, source) === count ? [] : ['lastRunAssetCount']),
    );
  };

export const sourceSteps: readonly Step[] = [
  run('sap_fi-glue', {
    status: 'SUCCESS',
    lineage: 'SUCCESS',
    activities: [
      { database: 'sap_fi_raw', technicalName: 'bseg', status: 'UNCHANGED' },
      { database: 'sap_fi_raw', technicalName: 'kna1', status: 'SUCCEEDED_UPDATED' },
    ],
  }),
  run('aml-glue', {
    status: 'FAILED',
    error: { type: 'RESOURCE_NOT_FOUND_EXCEPTION', detail: 'Database aml_raw not found.' },
  }),
  run('churn-glue', {
    status: 'PARTIALLY_SUCCEEDED',
    activities: [
      { database: 'churn_cleansed', technicalName: 'churn_training_set', status: 'UNCHANGED' },
      {
        database: 'churn_raw',
        technicalName: 'surveys_2026',
        status: 'FAILED',
        error: { type: 'ACCESS_DENIED_EXCEPTION', detail: 'Insufficient Lake Formation permission(s) on surveys_2026' },
      },
    ],
  }),
  (month) => {
    const source = month.bank.dataSources.list().find(({ name }) => name === 'risk_scoring-glue');
    if (!source) return;
    const changed = month.bank.edit.changeDataSource(source.id, {
      enabled: !source.enabled,
      schedule: 'cron(15 1 * * ? *)',
    });
    month.changed('data_source', changed, 'enableSetting', 'schedule');
  },
  (month) => {
    const project = month.project('Wealth Advisory');
    const environment = month.bank.environmentsOf(project?.id ?? '')[0];
    if (!project || !environment) return;
    const source = month.bank.edit.addDataSource({
      projectId: project.id,
      environmentId: environment.id,
      name: 'wealth-glue',
      description: 'Brings in portfolios.',
      type: 'GLUE',
      status: 'READY',
      enabled: true,
      publishOnImport: false,
      generateNames: true,
      accountId: project.accountId,
      databases: ['wealth_raw'],
    });
    month.added('data_source', source);
    const first = month.bank.edit.addDataSourceRun(source.id, {
      status: 'SUCCESS',
      activities: [{ database: 'wealth_raw', technicalName: 'client_portfolios', status: 'SUCCEEDED_CREATED' }],
    });
    month.added('data_source_run', { id: first.id, name: 'wealth-glue SUCCESS' });
  },
  (month) => {
    const { bank } = month;
    const source = bank.dataSources.list().findLast(({ type }) => type === 'REDSHIFT');
    if (!source) return;
    for (const gone of bank.edit.removeDataSource(source.id))
      month.removed('data_source_run', { id: gone.id, name: source.name });
    month.removed('data_source', source);
  },
];
