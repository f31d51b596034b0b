import type { Foundation } from '#emulator/bank/foundation.ts';
import { idOf, ordinalOf } from '#emulator/bank/ids.ts';
import { RUNS_KEPT, runIdOf, sourceIdOf } from '#emulator/bank/governance/source-ids.ts';
import type { AssetPlan, PlannedColumn } from '#emulator/bank/plan.ts';
import { formTypes } from '#emulator/bank/story/types.ts';
import type { AssetForm, QualityPoint } from '#emulator/bank/types.ts';

const revisions = new Map(formTypes.map((type) => [type.name, type.revision]));

/** A form with its current type revision. */
export const formOf = (formName: string, typeName: string, value: object): AssetForm => ({
  formName,
  typeName,
  typeRevision: revisions.get(typeName) ?? '1',
  content: JSON.stringify(value),
});

export const tableArn = (region: string, accountId: string, database: string, table: string): string =>
  `arn:aws:glue:${region}:${accountId}:table/${database}/${table}`;

export interface ColumnMetadata {
  readonly columnIdentifier: string;
  readonly name?: string;
  readonly description?: string;
  readonly glossaryTerms?: readonly string[];
}

const metadataOf = (column: PlannedColumn): ColumnMetadata[] =>
  column.title === undefined && column.description === undefined && column.terms.length === 0
    ? []
    : [
        {
          columnIdentifier: column.name,
          ...(column.title === undefined ? {} : { name: column.title }),
          ...(column.description === undefined ? {} : { description: column.description }),
          ...(column.terms.length === 0 ? {} : { glossaryTerms: column.terms }),
        },
      ];

const technicalForm = (plan: AssetPlan, region: string): AssetForm[] => {
  const { table } = plan;
  if (!table) return [];
  const columns = plan.columns.map((column) => ({ columnName: column.name, dataType: column.type }));
  if (plan.typeName === 'amazon.datazone.RedshiftTableAssetType') {
    return [
      formOf('RedshiftTableForm', 'amazon.datazone.RedshiftTableFormType', {
        accountId: table.accountId,
        region,
        clusterName: 'anybank-warehouse',
        databaseName: table.database,
        schemaName: 'public',
        tableName: table.name,
        columns,
      }),
    ];
  }
  return [
    formOf('GlueTableForm', 'amazon.datazone.GlueTableFormType', {
      catalogId: table.accountId,
      databaseName: table.database,
      tableName: table.name,
      tableArn: tableArn(region, table.accountId, table.database, table.name),
      region,
      ...(table.description === undefined ? {} : { tableDescription: table.description }),
      columns,
    }),
  ];
};

/** Forms of an asset at a revision. Business metadata came with the second revision, so the first has none. */
export const renderForms = (plan: AssetPlan, foundation: Foundation, revision: number): AssetForm[] => {
  const { region, seed } = foundation.size;
  const forms = technicalForm(plan, region);
  const early = revision < plan.revision && revision === 1;
  if (plan.described && !early) {
    const columnsBusinessMetadata = plan.columns.flatMap(metadataOf);
    forms.push(
      formOf('ColumnBusinessMetadataForm', 'amazon.datazone.ColumnBusinessMetadataFormType', {
        columnsBusinessMetadata,
      }),
    );
  }
  const source = plan.table
    ? { sourceIdentifier: tableArn(region, plan.table.accountId, plan.table.database, plan.table.name) }
    : {};
  forms.push(
    formOf('AssetCommonDetailsForm', 'amazon.datazone.AssetCommonDetailsFormType', {
      ...source,
      ...(plan.summary === undefined ? {} : { summary: plan.summary }),
      ...(plan.readMe === undefined ? {} : { readMe: plan.readMe }),
    }),
  );
  if (plan.table) {
    const type = plan.typeName.includes('Redshift') ? 'REDSHIFT' : 'GLUE';
    const project = ordinalOf(seed, 'project', plan.project.id) ?? 0;
    forms.push(
      formOf('DataSourceReferenceForm', 'amazon.datazone.DataSourceReferenceFormType', {
        dataSourceIdentifier: { id: sourceIdOf(seed, project, type), type: 'managed' },
        dataSourceType: type,
        dataSourceRunId: runIdOf(seed, project, type, RUNS_KEPT - 1),
      }),
      formOf('SubscriptionTermsForm', 'amazon.datazone.SubscriptionTermsFormType', { approvalRequired: 'yes' }),
    );
  }
  for (const [name, { typeName, value }] of Object.entries(plan.extra)) forms.push(formOf(name, typeName, value));
  return forms;
};

/** What a generation run made up, waiting for someone to accept or reject it: choices by place, best first. */
export const predictionsForm = (
  predictions: readonly {
    readonly predictionTarget: string;
    readonly choices: readonly string[];
    readonly confidence: number;
  }[],
): AssetForm => formOf('AssetPredictionsForm', 'amazon.datazone.AssetPredictionsFormType', { predictions });

const inWords = (column: string): string => column.replaceAll('_', ' ').toLowerCase();

export const renderReadOnlyForms = (plan: AssetPlan): AssetForm[] =>
  plan.predicted
    ? [
        predictionsForm(
          plan.columns.slice(0, 3).map((column, at) => ({
            predictionTarget: `columns.${column.name}.name`,
            choices: [inWords(column.name), `${inWords(column.name)} of the ${inWords(plan.table?.name ?? plan.name)}`],
            confidence: 0.9 - at / 5,
          })),
        ),
      ]
    : [];

const checks: readonly (readonly [type: string, rule: string])[] = [
  ['Completeness', 'IsComplete'],
  ['Uniqueness', 'IsUnique'],
  ['Validity', 'ColumnValues in range'],
  ['Timeliness', 'DataFreshness under 24 hours'],
  ['Accuracy', 'RowCount within bounds'],
];

/** The content of a data quality result of which the share `quality` of the rules passed, to the nearest rule. */
export const qualityContent = (plan: Pick<AssetPlan, 'columns'>, quality: number): string => {
  const passed = Math.round(quality * checks.length);
  const evaluations = checks.map(([type, description], at) => ({
    types: [type],
    description,
    status: at < passed ? 'PASS' : 'FAIL',
    ...(plan.columns[at] ? { applicableFields: [plan.columns[at].name] } : {}),
  }));
  return JSON.stringify({
    evaluations,
    passingPercentage: (passed / checks.length) * 100,
    evaluationsCount: checks.length,
  });
};

/** The latest data quality result of an asset that is checked at all. */
export const renderQuality = (plan: AssetPlan, seed: number): QualityPoint[] =>
  plan.quality === undefined
    ? []
    : [
        {
          id: idOf(seed, 'dataPoint', plan.ordinal),
          formName: 'glue_nightly_ruleset',
          timestamp: plan.createdAt,
          content: qualityContent(plan, plan.quality),
        },
      ];
