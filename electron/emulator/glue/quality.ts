import { type QualityResult, scoreOf } from '#emulator/bank/quality/quality.ts';
import { type QualityRuleset, type TablePlace, ruleCount } from '#emulator/bank/quality/rulesets.ts';
import { entityNotFound, seconds } from '#emulator/glue/catalog.ts';
import { type Call, operation } from '#emulator/operation.ts';
import { AwsError } from '#emulator/wire/aws-error.ts';

interface TargetTable {
  readonly TableName: string;
  readonly DatabaseName: string;
  readonly CatalogId?: string;
}
interface DataSource {
  readonly GlueTable?: TargetTable;
  readonly DataQualityGlueTable?: TargetTable;
}

const PAGE = 1000;

/** Quality is evaluated in the governance account, which sees everything; another account sees what is about its tables. */
const inSight = (call: Call, { accountId }: TablePlace): boolean =>
  call.caller.accountId === accountId || call.caller.accountId === call.bank.accounts[0]?.id;

const targets = (asked: TargetTable, place: TablePlace): boolean =>
  asked.TableName === place.table &&
  asked.DatabaseName === place.database &&
  (asked.CatalogId === undefined || asked.CatalogId === place.accountId);

const targetAnswer = ({ accountId, database, table }: TablePlace): object => ({
  TableName: table,
  DatabaseName: database,
  CatalogId: accountId,
});

/** Whether a time in milliseconds lies strictly between two of epoch seconds, each of which may be open. */
const between = (at: number, after: number | undefined, before: number | undefined): boolean =>
  (after === undefined || at / 1000 > after) && (before === undefined || at / 1000 < before);

interface RulesetFilter {
  readonly Name?: string;
  readonly Description?: string;
  readonly CreatedBefore?: number;
  readonly CreatedAfter?: number;
  readonly LastModifiedBefore?: number;
  readonly LastModifiedAfter?: number;
  readonly TargetTable?: TargetTable;
}

const passes = (ruleset: QualityRuleset, filter: RulesetFilter): boolean =>
  (filter.Name === undefined || filter.Name === ruleset.name) &&
  (filter.Description === undefined || filter.Description === ruleset.description) &&
  between(ruleset.createdAt, filter.CreatedAfter, filter.CreatedBefore) &&
  between(ruleset.updatedAt, filter.LastModifiedAfter, filter.LastModifiedBefore) &&
  (!filter.TargetTable || targets(filter.TargetTable, ruleset));

const rulesetCore = (ruleset: QualityRuleset): object => ({
  Name: ruleset.name,
  Description: ruleset.description,
  CreatedOn: seconds(ruleset.createdAt),
  LastModifiedOn: seconds(ruleset.updatedAt),
  TargetTable: targetAnswer(ruleset),
});

export const listDataQualityRulesets = operation(
  (call, input: { readonly Filter?: RulesetFilter; readonly Tags?: Readonly<Record<string, string>> }) => {
    // No ruleset of the bank is tagged.
    const tagged = Object.keys(input.Tags ?? {}).length > 0;
    const found = call.remember(JSON.stringify([call.caller.accountId, tagged, input.Filter]), () =>
      call.bank.quality.rulesets
        .list()
        .filter((each) => !tagged && inSight(call, each) && passes(each, input.Filter ?? {})),
    );
    const { slice, nextToken } = call.page(found, PAGE);
    return {
      Rulesets: slice.map((ruleset) => ({ ...rulesetCore(ruleset), RuleCount: ruleCount(ruleset) })),
      NextToken: nextToken,
    };
  },
);

export const getDataQualityRuleset = operation((call, { Name }: { readonly Name: string }) => {
  const ruleset = call.bank.quality.rulesets.get(Name);
  if (!ruleset || !inSight(call, ruleset)) throw entityNotFound(`Ruleset ${Name} not found.`);
  return { ...rulesetCore(ruleset), Ruleset: call.bank.quality.textOf(ruleset) };
});

const sourceAnswer = (result: QualityResult): object => ({ GlueTable: targetAnswer(result) });

const jobAnswer = ({ jobName, jobRunId }: QualityResult): object => ({ JobName: jobName, JobRunId: jobRunId });

interface ResultFilter {
  readonly DataSource?: DataSource;
  readonly JobName?: string;
  readonly JobRunId?: string;
  readonly StartedAfter?: number;
  readonly StartedBefore?: number;
}

export const listDataQualityResults = operation((call, { Filter = {} }: { readonly Filter?: ResultFilter }) => {
  const asked = Filter.DataSource?.GlueTable ?? Filter.DataSource?.DataQualityGlueTable;
  if (Filter.DataSource && !asked) {
    throw new AwsError('InvalidInputException', 400, 'The data source of the filter names no table.');
  }
  const found = call.remember(JSON.stringify([call.caller.accountId, Filter]), () =>
    call.bank.quality
      .latest()
      .filter(
        (each) =>
          inSight(call, each) &&
          (!asked || targets(asked, each)) &&
          (Filter.JobName === undefined || Filter.JobName === each.jobName) &&
          (Filter.JobRunId === undefined || Filter.JobRunId === each.jobRunId) &&
          between(each.startedAt, Filter.StartedAfter, Filter.StartedBefore),
      ),
  );
  const { slice, nextToken } = call.page(found, PAGE);
  return {
    Results: slice.map((result) => ({
      ResultId: result.id,
      DataSource: sourceAnswer(result),
      ...jobAnswer(result),
      StartedOn: seconds(result.startedAt),
    })),
    NextToken: nextToken,
  };
});

const resultAnswer = (result: QualityResult): object => {
  const outcomes = result.outcomes();
  const count = (status: string): number => outcomes.filter((each) => each.status === status).length;
  return {
    ResultId: result.id,
    Score: scoreOf(outcomes),
    DataSource: sourceAnswer(result),
    RulesetName: result.rulesetName,
    EvaluationContext: 'primary',
    StartedOn: seconds(result.startedAt),
    CompletedOn: seconds(result.completedAt),
    ...jobAnswer(result),
    RuleResults: outcomes.map(({ rule, status, message, metrics }, at) => ({
      Name: `Rule_${at + 1}`,
      Description: rule,
      EvaluationMessage: message,
      Result: status,
      EvaluatedMetrics: metrics,
      EvaluatedRule: rule,
    })),
    AggregatedMetrics: {
      TotalRulesProcessed: outcomes.length,
      TotalRulesPassed: count('PASS'),
      TotalRulesFailed: count('FAIL'),
    },
  };
};

const resultOf = (call: Call, id: string): QualityResult | undefined => {
  const result = call.bank.quality.results.get(id);
  return result && inSight(call, result) ? result : undefined;
};

export const getDataQualityResult = operation((call, { ResultId }: { readonly ResultId: string }) => {
  const result = resultOf(call, ResultId);
  if (!result) throw entityNotFound(`Result ${ResultId} not found.`);
  return resultAnswer(result);
});

export const batchGetDataQualityResult = operation((call, { ResultIds }: { readonly ResultIds: readonly string[] }) => {
  const missing = ResultIds.filter((id) => !resultOf(call, id));
  return {
    Results: ResultIds.flatMap((id) => resultOf(call, id) ?? []).map(resultAnswer),
    ResultsNotFound: missing.length === 0 ? undefined : missing,
  };
});
