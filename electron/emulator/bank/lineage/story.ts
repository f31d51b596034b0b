import { daysAgo } from '#emulator/bank/calendar.ts';
import { tableArn } from '#emulator/bank/forms.ts';
import {
  type ColumnSource,
  type Run,
  type SpokenDataset,
  type System,
  spoken,
} from '#emulator/bank/lineage/open-lineage.ts';
import type { Named, RunState } from '#emulator/bank/lineage/types.ts';
import { rows } from '#emulator/bank/story/rows.ts';
import type { FirstCatalog } from '#emulator/bank/tables.ts';

/** A job of the story and its runs. A data set is a Glue table, or a place nobody put into the catalog. */
export interface StoryJob {
  readonly system: System;
  readonly job: Named;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly columns: readonly ColumnSource[];
  /** days before the bank's day, oldest first */
  readonly days: readonly number[];
}

/** How many teams cut their own extract from the one table everybody needs. */
const EXTRACTS = 120;

/**
 * `system | namespace | job | inputs | outputs | columns`. A data set is `account/database.table` or `namespace name`;
 * a column is `output<input.field`. Two jobs carry the numbers of the onboarding form into a marketing table; the churn
 * jobs feed each other in a circle.
 */
const specs = rows(`
glue | arn:aws:glue:ap-southeast-2:222233334444 | onboarding_form_import | kafka://onboarding.anybank.example:9092 onboarding.applications | 222233334444/retail_onboarding_cleansed.customer_onboarding_register | application_id<0.id; customer_identifier<0.identificationNumber; email_address<0.email
spark | spark-emr-222233334444 | onboarding.split_identifiers | 222233334444/retail_onboarding_cleansed.customer_onboarding_register | 222233334444/retail_onboarding_cleansed.customer_identifier | application_id<0.application_id; customer_identifier<0.customer_identifier
glue | arn:aws:glue:ap-southeast-2:222233334444 | applicant_export_for_marketing | 222233334444/retail_onboarding_cleansed.customer_identifier | s3://anybank-888899990000-scratch tmp/applicants | cust<0.customer_id; ext_id<0.customer_identifier
dbt | dbt-anybank | campaigns.consumption.campaign_audience | s3://anybank-888899990000-scratch tmp/applicants, 888899990000/segmentation_consumption.customer_segments, 888899990000/campaigns_consumption.consent_register | 888899990000/campaigns_consumption.campaign_audience | customer_id<0.cust; ext_ref<0.ext_id; customer_segment<1.customer_segment; consent_marketing<2.consent_marketing
spark | spark-emr-222233334444 | deposits.publish_customer_accounts | 222233334444/retail_deposits_raw.cust_acct_master, oracle://core.anybank.example:1521 CORE.ACCT.HOLDERS | 222233334444/retail_deposits_consumption.customer_accounts | cust_id<0.CUST_NO; customer_name<0.CUST_NM; account_id<0.ACCT_NO; balance_amount<0.LDGR_BAL_AMT
airflow | airflow-mwaa-retail | deposits.load_cust_acct_master | oracle://core.anybank.example:1521 CORE.ACCT.MASTER | 222233334444/retail_deposits_raw.cust_acct_master |
spark | spark-emr-666677778888 | scoring.customer_credit_score | 666677778888/risk_scoring_raw.bureau_reports, 222233334444/retail_deposits_consumption.customer_accounts | 666677778888/risk_scoring_consumption.customer_credit_score | customer_number<1.cust_id; credit_score<0.credit_score
spark | spark-emr-666677778888 | models.expected_credit_loss | 666677778888/risk_scoring_consumption.customer_credit_score, 666677778888/risk_models_consumption.pd_estimates | 666677778888/risk_models_consumption.expected_credit_loss | customer_number<0.customer_number; probability_of_default<1.probability_of_default; risk_rating<1.risk_rating
dbt | dbt-anybank | regulatory.consumption.risk_data_aggregation_return | 666677778888/risk_models_consumption.expected_credit_loss, 343434343434/finance_ledger_consumption.general_ledger_journal | 343434343434/regulatory_consumption.risk_data_aggregation_return | reported_amount<0.expected_credit_loss; fiscal_period<1.fiscal_period
spark | spark-emr-999900001111 | c360.identifier_map | 222233334444/retail_deposits_consumption.customer_accounts, 222233334444/retail_onboarding_cleansed.customer_identifier | 999900001111/customer_360_cleansed.customer_identifier_map | cust_id<0.cust_id; customer_id<1.customer_id
spark | spark-emr-999900001111 | c360.profile | 999900001111/customer_360_cleansed.customer_identifier_map, 666677778888/risk_scoring_consumption.customer_credit_score, 121212121212/fraud_signals_consumption.transaction_behaviour, 888899990000/digital_behaviour_cleansed.app_sessions | 999900001111/customer_360_consumption.customer_360_profile | customer_id<0.customer_id; credit_score<1.credit_score; fraud_score<2.fraud_score
spark | spark-emr-999900001111 | churn.train | 999900001111/churn_cleansed.churn_training_set, 999900001111/customer_360_consumption.customer_360_profile | s3://anybank-999900001111-models churn/model | weights<0.churn_flag
spark | spark-emr-999900001111 | churn.score | s3://anybank-999900001111-models churn/model, 999900001111/customer_360_consumption.customer_360_profile | 999900001111/churn_consumption.churn_predictions | customer_id<1.customer_id; churn_probability<0.weights
spark | spark-emr-999900001111 | churn.feedback | 999900001111/churn_consumption.churn_predictions | 999900001111/churn_cleansed.churn_training_set | customer_id<0.customer_id
dbt | dbt-anybank | segmentation.consumption.customer_segments | 999900001111/customer_360_consumption.customer_360_profile, 999900001111/churn_consumption.churn_predictions | 888899990000/segmentation_consumption.customer_segments | customer_id<0.customer_id; customer_segment<0.customer_segment
spark | spark-emr-121212121212 | fraud.card_scores | 333344445555/cards_debit_cleansed.debit_card_transactions, 121212121212/fraud_signals_consumption.transaction_behaviour | 121212121212/fraud_card_models_consumption.card_fraud_scores | transaction_id<0.transaction_id
airflow | airflow-mwaa-finance | ledger.journal | sap://fi.anybank.example FI.BSEG | 343434343434/finance_ledger_consumption.general_ledger_journal |
airflow | airflow-mwaa-platform | platform.quality_results | 343434343434/finance_ledger_consumption.general_ledger_journal | 565656565656/platform_ops_consumption.data_quality_results |
`);

const listed = (text: string, separator: string): string[] =>
  text.split(separator).flatMap((part) => (part.trim() === '' ? [] : [part.trim()]));

const columnsIn = (text: string): ColumnSource[] =>
  listed(text, ';').map((part) => {
    const [output = '', source = ''] = part.split('<');
    const cut = source.indexOf('.');
    return { output, from: [{ input: Number(source.slice(0, cut)), field: source.slice(cut + 1) }] };
  });

const systemNames: readonly System[] = ['spark', 'glue', 'dbt', 'airflow'];

const written = (region: string): StoryJob[] =>
  specs.map(([system = '', namespace = '', name = '', inputs = '', outputs = '', columns = ''], at) => ({
    system: systemNames.find((each) => each === system) ?? 'spark',
    job: { namespace: namespace.replace('ap-southeast-2', region), name },
    inputs: listed(inputs, ','),
    outputs: listed(outputs, ','),
    columns: columnsIn(columns),
    days: name.includes('marketing') || name.includes('campaign_audience') ? [58, 27] : [21 + (at % 5), 7, at % 3],
  }));

/** One team after another cuts an extract: the table behind has more readers than AWS shows at once. */
const extracts = (): StoryJob[] =>
  Array.from({ length: EXTRACTS }, (_, at) => ({
    system: 'airflow',
    job: { namespace: 'airflow-mwaa-retail', name: `branch_extracts.branch_${at + 100}` },
    inputs: ['222233334444/retail_deposits_consumption.customer_accounts'],
    outputs: [`s3://anybank-branch-extracts branch=${at + 100}`],
    columns: [],
    days: [1 + (at % 9)],
  }));

const edgesOf = ({ inputs, outputs }: StoryJob): number => inputs.length + outputs.length;

/** The jobs of the story, as many as have together at most `most` edges; the last may be cut to fit. */
export const storyJobs = (
  region: string,
  most: number,
): { readonly jobs: readonly StoryJob[]; readonly edges: number } => {
  const jobs: StoryJob[] = [];
  let edges = 0;
  for (const job of [...written(region), ...extracts()]) {
    const room = most - edges;
    if (room <= 0) break;
    const inputs = job.inputs.slice(0, Math.max(0, room - job.outputs.length));
    const outputs = job.outputs.slice(0, room);
    const kept = { ...job, inputs, outputs, columns: inputs.length === job.inputs.length ? job.columns : [] };
    jobs.push(kept);
    edges += edgesOf(kept);
  }
  return { jobs, edges };
};

/** What the bank shows without being asked for a number: the story, and about as much again between grown tables. */
export const storyEdges = (region: string): number => storyJobs(region, Number.POSITIVE_INFINITY).edges;

/** Says a data set the way the job's system does. Columns are those of the table now; of other places, those named. */
const speak = (
  text: string,
  system: System,
  named: readonly string[],
  region: string,
  glue: FirstCatalog,
): SpokenDataset => {
  const [, accountId = '', database = '', name = ''] = /^(\d{12})\/(\w+)\.(\w+)$/.exec(text) ?? [];
  if (accountId === '') {
    const cut = text.indexOf(' ');
    return {
      namespace: text.slice(0, cut),
      name: text.slice(cut + 1),
      fields: named.map((field) => ({ name: field, type: 'string' })),
    };
  }
  const table = glue.find(accountId, database, name);
  return spoken(
    system,
    {
      arn: tableArn(region, accountId, database, name),
      location: table?.location ?? `s3://anybank-${accountId}-${database.replaceAll('_', '-')}/${name}/`,
      fields: (table?.columns ?? []).map((column) => ({ name: column.name, type: column.type })),
    },
    region,
  );
};

/** One run of a story job, its data sets said in full. */
export const storyRun = (
  { system, job, inputs, outputs, columns }: StoryJob,
  run: { readonly runId: string; readonly day: number; readonly minute: number; readonly eventType: RunState },
  region: string,
  glue: FirstCatalog,
): Run => {
  const whole = run.eventType === 'COMPLETE';
  const fieldsOf = (input: number): string[] =>
    columns.flatMap(({ from }) => from.flatMap((source) => (source.input === input ? [source.field] : [])));
  const spokenInputs = inputs.map((each, at) => speak(each, system, fieldsOf(at), region, glue));
  const named = columns.map(({ output }) => output);
  const spokenOutputs = outputs.map((each) => speak(each, system, named, region, glue));
  const has = (dataset: SpokenDataset | undefined, field: string): boolean =>
    dataset?.fields.some(({ name }) => name === field) === true;
  return {
    system,
    job,
    eventType: run.eventType,
    eventTime: daysAgo(run.day, run.minute),
    runId: run.runId,
    inputs: whole ? spokenInputs : [],
    outputs: whole ? spokenOutputs : [],
    // A table that was left out of the bank, or has changed, has not the column that was meant.
    columns: whole
      ? columns.filter(
          ({ output, from }) =>
            has(spokenOutputs[0], output) && from.every(({ input, field }) => has(spokenInputs[input], field)),
        )
      : [],
  };
};
