/** Form types and asset types of the domain: those AWS manages and three of AnyBank's own. */

export interface FormTypeSpec {
  readonly name: string;
  readonly revision: string;
  readonly description: string;
  /** members as `name: Type`, comma-separated */
  readonly members: string;
  readonly project?: string;
}

const AMAZON = 'amazon.datazone.';

export const formTypes: readonly FormTypeSpec[] = [
  {
    name: `${AMAZON}GlueTableFormType`,
    revision: '13',
    description: 'A table in the AWS Glue Data Catalog.',
    members:
      'catalogId: String, databaseName: String, tableName: String, tableArn: String, region: String, tableDescription: String, columns: GlueColumnList',
  },
  {
    name: `${AMAZON}RedshiftTableFormType`,
    revision: '9',
    description: 'A table in Amazon Redshift.',
    members:
      'accountId: String, clusterName: String, databaseName: String, schemaName: String, tableName: String, columns: RedshiftColumnList',
  },
  {
    name: `${AMAZON}S3ObjectCollectionFormType`,
    revision: '7',
    description: 'A bucket or prefix in Amazon S3.',
    members: 'bucketArn: String, objectCount: Long, fileFormat: String',
  },
  {
    name: `${AMAZON}ColumnBusinessMetadataFormType`,
    revision: '7',
    description: 'Business names, descriptions and terms of columns.',
    members: 'columnsBusinessMetadata: ColumnBusinessMetadataList',
  },
  {
    name: `${AMAZON}AssetCommonDetailsFormType`,
    revision: '6',
    description: 'Source identifier, summary and read-me of an asset.',
    members: 'sourceIdentifier: String, summary: String, readMe: String',
  },
  {
    name: `${AMAZON}DataSourceReferenceFormType`,
    revision: '4',
    description: 'The data source an asset came in by.',
    members: 'dataSourceIdentifier: DataSourceIdentifier, dataSourceType: String, dataSourceRunId: String',
  },
  {
    name: `${AMAZON}SubscriptionTermsFormType`,
    revision: '2',
    description: 'Whether a subscription needs approval.',
    members: 'approvalRequired: String',
  },
  {
    name: `${AMAZON}DataQualityResultFormType`,
    revision: '5',
    description: 'The outcome of a data quality ruleset.',
    members: 'evaluations: EvaluationList, passingPercentage: Double, evaluationsCount: Integer',
  },
  {
    name: `${AMAZON}AttributeCommonFormType`,
    revision: '1',
    description: 'Read-me of one column.',
    members: 'readMe: String',
  },
  {
    name: `${AMAZON}AssetPredictionsFormType`,
    revision: '3',
    description: 'Generated names and descriptions that wait for a decision.',
    members: 'predictions: PredictionList',
  },
  {
    name: 'DataContractForm',
    revision: '2',
    description: 'The agreement between the producer of a data set and those who use it.',
    members:
      'contractVersion: String, dataOwner: String, criticality: String, refreshFrequency: String, retention: String',
    project: 'Data Governance Office',
  },
  {
    name: 'RetentionEvidenceForm',
    revision: '1',
    description:
      'Where it is recorded how long data is kept, and who checked. A rule asks for it; nobody has filled it.',
    members: 'policy: String, checkedBy: String, checkedOn: String',
    project: 'Data Governance Office',
  },
  {
    name: 'AccessPurposeForm',
    revision: '2',
    description: 'What a consumer wants the data for.',
    members: 'purpose: String, legalBasis: String, until: String',
    project: 'Data Governance Office',
  },
  {
    name: 'ModelEvaluationForm',
    revision: '1',
    description: 'How good a model was on held-out data.',
    members:
      'modelName: String, accuracy: Double, truePositives: Long, falsePositives: Long, trueNegatives: Long, falseNegatives: Long',
    project: 'Churn Prediction',
  },
];

export interface AssetTypeSpec {
  readonly name: string;
  readonly revision: string;
  readonly description: string;
  /** form name -> [form type name, required] */
  readonly forms: Readonly<Record<string, readonly [typeName: string, required: boolean]>>;
  readonly project?: string;
}

const common = {
  AssetCommonDetailsForm: [`${AMAZON}AssetCommonDetailsFormType`, false],
  ColumnBusinessMetadataForm: [`${AMAZON}ColumnBusinessMetadataFormType`, false],
  DataSourceReferenceForm: [`${AMAZON}DataSourceReferenceFormType`, false],
  SubscriptionTermsForm: [`${AMAZON}SubscriptionTermsFormType`, false],
} as const;

export const assetTypes: readonly AssetTypeSpec[] = [
  {
    name: `${AMAZON}GlueTableAssetType`,
    revision: '24',
    description: 'A table in the AWS Glue Data Catalog.',
    forms: { GlueTableForm: [`${AMAZON}GlueTableFormType`, true], ...common },
  },
  {
    name: `${AMAZON}RedshiftTableAssetType`,
    revision: '17',
    description: 'A table in Amazon Redshift.',
    forms: { RedshiftTableForm: [`${AMAZON}RedshiftTableFormType`, true], ...common },
  },
  {
    name: `${AMAZON}S3ObjectCollectionAssetType`,
    revision: '13',
    description: 'A collection of objects in Amazon S3.',
    forms: {
      S3ObjectCollectionForm: [`${AMAZON}S3ObjectCollectionFormType`, true],
      AssetCommonDetailsForm: common.AssetCommonDetailsForm,
    },
  },
  {
    name: 'AnyBankContractedTable',
    revision: '3',
    description: 'A Glue table that is delivered under a data contract.',
    project: 'Data Governance Office',
    forms: {
      GlueTableForm: [`${AMAZON}GlueTableFormType`, true],
      DataContractForm: ['DataContractForm', true],
      ...common,
    },
  },
  {
    name: 'ModelEvaluation',
    revision: '1',
    description: 'The evaluation of a trained model, kept as a data product of its own.',
    project: 'Churn Prediction',
    forms: {
      ModelEvaluationForm: ['ModelEvaluationForm', true],
      AssetCommonDetailsForm: common.AssetCommonDetailsForm,
    },
  },
];

export const lineageNodeTypes: readonly { name: string; revision: string; description: string }[] = [
  { name: `${AMAZON}DatasetLineageNodeType`, revision: '5', description: 'A data set that jobs read or write.' },
  { name: `${AMAZON}JobLineageNodeType`, revision: '4', description: 'A job.' },
  { name: `${AMAZON}JobRunLineageNodeType`, revision: '4', description: 'One run of a job.' },
];
