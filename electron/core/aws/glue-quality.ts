import {
  BatchGetDataQualityResultCommand,
  type DataQualityResult,
  type DataSource,
  GetDataQualityRulesetCommand,
  ListDataQualityResultsCommand,
  ListDataQualityRulesetsCommand,
} from '@aws-sdk/client-glue';
import type { GlueQualityResultRow, GlueQualityRulesetRow } from '../catalog/rows-sources.ts';
import { instant, type Page, said, token } from './page.ts';
import type { AwsSession } from './session.ts';

const PAGE = 1000;
/** Results that one call reads. */
const BATCH = 100;

/** Rulesets as the list tells them: without their rules. @param since only those changed after it, RFC 3339 */
export async function rulesets(
  session: AwsSession,
  since: string | null,
  next: string | null,
  signal: AbortSignal,
): Promise<Page<GlueQualityRulesetRow>> {
  const client = await session.glue();
  const answer = await session.call('glue:ListDataQualityRulesets', signal, (options) =>
    client.send(
      new ListDataQualityRulesetsCommand({
        MaxResults: PAGE,
        NextToken: next ?? undefined,
        ...(since === null ? {} : { Filter: { LastModifiedAfter: new Date(since) } }),
      }),
      options,
    ),
  );
  return {
    items: (answer.Rulesets ?? []).map((item) => ({
      name: item.Name ?? '',
      description: said(item.Description),
      catalog_id: said(item.TargetTable?.CatalogId),
      database: said(item.TargetTable?.DatabaseName),
      table_name: said(item.TargetTable?.TableName),
      rules: item.RuleCount ?? null,
      content: null,
      recommendation_run_id: said(item.RecommendationRunId),
      created_at: instant(item.CreatedOn),
      updated_at: instant(item.LastModifiedOn),
    })),
    nextToken: token(answer.NextToken),
    total: null,
  };
}

/** The rules of one ruleset, in DQDL. */
export async function rulesOf(session: AwsSession, name: string, signal: AbortSignal): Promise<string | null> {
  const client = await session.glue();
  const answer = await session.call('glue:GetDataQualityRuleset', signal, (options) =>
    client.send(new GetDataQualityRulesetCommand({ Name: name }), options),
  );
  return said(answer.Ruleset);
}

/** Ids of results. @param since only those begun after it, RFC 3339 */
export async function resultIds(
  session: AwsSession,
  since: string | null,
  next: string | null,
  signal: AbortSignal,
): Promise<Page<string>> {
  const client = await session.glue();
  const answer = await session.call('glue:ListDataQualityResults', signal, (options) =>
    client.send(
      new ListDataQualityResultsCommand({
        MaxResults: PAGE,
        NextToken: next ?? undefined,
        ...(since === null ? {} : { Filter: { StartedAfter: new Date(since) } }),
      }),
      options,
    ),
  );
  return {
    items: (answer.Results ?? []).flatMap((item) => item.ResultId ?? []),
    nextToken: token(answer.NextToken),
    total: null,
  };
}

/** Results with every rule's outcome, a hundred to a call. Ids that went meanwhile are passed over. */
export async function results(
  session: AwsSession,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<GlueQualityResultRow[]> {
  const client = await session.glue();
  const batches = Array.from({ length: Math.ceil(ids.length / BATCH) }, (_, at) =>
    ids.slice(at * BATCH, (at + 1) * BATCH),
  );
  const answers = await Promise.all(
    batches.map((ResultIds) =>
      session.call('glue:BatchGetDataQualityResult', signal, (options) =>
        client.send(new BatchGetDataQualityResultCommand({ ResultIds }), options),
      ),
    ),
  );
  return answers.flatMap((answer) => (answer.Results ?? []).map(resultRow));
}

function resultRow(result: DataQualityResult): GlueQualityResultRow {
  const rules = result.RuleResults ?? [];
  const outcome = (word: string) => rules.filter((rule) => rule.Result === word).length;
  const table = tableOf(result.DataSource);
  return {
    id: result.ResultId ?? '',
    ruleset: said(result.RulesetName),
    catalog_id: said(table?.CatalogId),
    database: said(table?.DatabaseName),
    table_name: said(table?.TableName),
    score: result.Score ?? null,
    job_name: said(result.JobName),
    job_run_id: said(result.JobRunId),
    evaluation_run_id: said(result.RulesetEvaluationRunId),
    passed: outcome('PASS'),
    failed: outcome('FAIL'),
    errors: outcome('ERROR'),
    rules: JSON.stringify(
      rules.map((rule) => ({
        name: rule.Name ?? null,
        description: rule.Description ?? null,
        message: rule.EvaluationMessage ?? null,
        result: rule.Result ?? null,
        metrics: rule.EvaluatedMetrics ?? {},
      })),
    ),
    started_at: instant(result.StartedOn),
    completed_at: instant(result.CompletedOn),
  };
}

const tableOf = (source: DataSource | undefined) => source?.GlueTable ?? source?.DataQualityGlueTable;
