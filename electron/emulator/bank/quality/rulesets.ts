import { daysAgo } from '#emulator/bank/calendar.ts';
import type { Foundation } from '#emulator/bank/foundation.ts';
import { rows } from '#emulator/bank/story/rows.ts';
import type { FirstCatalog } from '#emulator/bank/tables.ts';
import type { GlueColumn } from '#emulator/bank/types.ts';
import { hash32 } from '#emulator/random.ts';

export interface TablePlace {
  readonly accountId: string;
  readonly database: string;
  readonly table: string;
}

/** A data quality ruleset of Glue. Its text is made on demand unless somebody wrote or changed it. */
export interface QualityRuleset extends TablePlace {
  readonly name: string;
  readonly description: string;
  readonly dqdl: string | undefined;
  /** decides what was made up about it; nothing else may hang on it */
  readonly draw: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

const grownShare = 20;

/** `account | database.table | rule; rule; …`, hand-written for hand-written tables. */
const written = new Map(
  rows(`
222233334444 | retail_onboarding_cleansed.customer_identifier | IsComplete "customer_id"; IsComplete "customer_identifier"; ColumnValues "customer_identifier" matches "[A-Z]?[0-9]{8,12}" with threshold > 0.99; ColumnValues "identifier_kind" in ["1", "2", "3"]
222233334444 | retail_deposits_consumption.customer_accounts | RowCount between 2000000 and 3000000; IsPrimaryKey "account_id"; IsComplete "cust_id"; ColumnValues "currency_code" in ["AUD", "NZD", "USD"]; DataFreshness "business_date" <= 24 hours
888899990000 | campaigns_consumption.campaign_audience | RowCount > 0; IsComplete "customer_id"
666677778888 | risk_scoring_consumption.customer_credit_score | IsComplete "credit_score"; ColumnValues "credit_score" between 299 and 851; Uniqueness "customer_id" > 0.999
999900001111 | customer_360_consumption.customer_360_profile | IsPrimaryKey "customer_id"; Completeness "customer_segment" > 0.95; ColumnCount > 10
121212121212 | fraud_card_models_consumption.card_fraud_scores | IsComplete "fraud_score"; ColumnValues "fraud_score" between -1 and 1001
343434343434 | finance_ledger_consumption.general_ledger_journal | IsComplete "journal_id"; CustomSql "select sum(debit_amount) - sum(credit_amount) from primary" = 0
`).map(([account = '', place = '', text = '']) => [`${account}/${place}`, text.split('; ')] as const),
);

/** The rules of a text in DQDL, without brackets and commas. A comma inside a rule's own brackets or quotes is its own. */
export const rulesIn = (dqdl: string): string[] => {
  const inner = /\[([\s\S]*)\]/.exec(dqdl)?.[1] ?? '';
  return inner
    .split(/,\s*\n/)
    .map((rule) => rule.trim())
    .filter((rule) => rule !== '');
};

export const dqdlOf = (rules: readonly string[]): string => `Rules = [\n    ${rules.join(',\n    ')}\n]`;

const kinds: readonly ((column: string, draw: number) => string)[] = [
  (column) => `IsComplete "${column}"`,
  (column) => `Uniqueness "${column}" > 0.95`,
  (column, draw) => `Completeness "${column}" > 0.${90 + (draw % 9)}`,
  (column, draw) => `ColumnLength "${column}" <= ${32 + (draw % 200)}`,
  (column) => `ColumnDataType "${column}" = "string" with threshold > 0.9`,
];

/** How many rules a ruleset that nobody wrote by hand has. */
const grownCount = (draw: number): number => 3 + (draw % 4);

const grownRules = (draw: number, columns: readonly GlueColumn[]): string[] =>
  Array.from({ length: grownCount(draw) }, (_, at) => {
    const column = columns[(at * 3 + (draw % 5)) % Math.max(1, columns.length)];
    const kind = kinds[(draw + at) % kinds.length];
    // A quote in a column name would end the rule's string.
    return at === 0 || !column || !kind || column.name.includes('"')
      ? `RowCount > ${at * 10}`
      : kind(column.name, hash32(draw, at));
  });

/** The rules a ruleset began with. */
export const firstRules = (ruleset: QualityRuleset, glue: FirstCatalog): readonly string[] => {
  const { accountId, database, table, draw } = ruleset;
  const hand = written.get(`${accountId}/${database}.${table}`);
  return hand ?? grownRules(draw, glue.find(accountId, database, table)?.columns ?? []);
};

/** How many rules a ruleset has now, without reading its table. */
export const ruleCount = ({ accountId, database, table, dqdl, draw }: QualityRuleset): number =>
  dqdl === undefined
    ? (written.get(`${accountId}/${database}.${table}`)?.length ?? grownCount(draw))
    : rulesIn(dqdl).length;

/** One ruleset for every hand-written entry and one grown table in twenty. */
export const buildRulesets = (foundation: Foundation, glue: FirstCatalog): QualityRuleset[] => {
  const { seed } = foundation.size;
  return foundation.accounts.flatMap(({ id: accountId }) =>
    glue.databases(accountId).flatMap(({ name: database }) =>
      glue.refs(accountId, database).flatMap(({ name: table, ordinal }): QualityRuleset[] => {
        const hand = written.has(`${accountId}/${database}.${table}`);
        if (!hand && (ordinal === undefined || hash32(seed, 81, ordinal) % grownShare !== 0)) return [];
        const draw = hash32(seed, 82, ordinal ?? 0);
        const age = 30 + (draw % 500);
        return [
          {
            name: `dq_${database}_${table}`,
            description: `Nightly checks of ${database}.${table}.`,
            accountId,
            database,
            table,
            dqdl: undefined,
            draw,
            createdAt: daysAgo(age, draw % 1440),
            updatedAt: daysAgo(draw % age, draw % 1440),
          },
        ];
      }),
    ),
  );
};
