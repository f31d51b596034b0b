import { daysAgo } from '#emulator/bank/calendar.ts';
import type { Foundation } from '#emulator/bank/foundation.ts';
import { idOf } from '#emulator/bank/ids.ts';
import { type KeyedList, keyedList } from '#emulator/bank/keyed-list.ts';
import {
  type QualityRuleset,
  type TablePlace,
  buildRulesets,
  dqdlOf,
  firstRules,
} from '#emulator/bank/quality/rulesets.ts';
import type { FirstCatalog } from '#emulator/bank/tables.ts';
import { hash32 } from '#emulator/random.ts';

export interface RuleOutcome {
  readonly rule: string;
  readonly status: 'PASS' | 'FAIL' | 'ERROR';
  readonly message?: string;
  readonly metrics: Readonly<Record<string, number>>;
}

/** One evaluation of a ruleset. The outcomes are made on demand unless the result was posted. */
export interface QualityResult extends TablePlace {
  readonly id: string;
  readonly rulesetName: string;
  readonly startedAt: number;
  readonly completedAt: number;
  /** of the Glue job that evaluated it; absent: it was evaluated on its own */
  readonly jobName?: string;
  readonly jobRunId?: string;
  readonly outcomes: () => readonly RuleOutcome[];
}

/** Data quality of Glue over all accounts: rulesets and their results. Made at the first question. */
export interface Quality {
  readonly rulesets: KeyedList<QualityRuleset>;
  readonly results: KeyedList<QualityResult>;
  /** newest first; the same array until something changes */
  readonly latest: () => readonly QualityResult[];
  readonly textOf: (ruleset: QualityRuleset) => string;
}

/** What a failing hand-written rule says: the one that would have told about the numbers. */
const known: Readonly<Record<string, string>> = {
  'ColumnValues "customer_identifier" matches "[A-Z]?[0-9]{8,12}" with threshold > 0.99':
    'Value: 0.871 does not meet the constraint requirement! 12.9 % of the values look like 000-00-0000.',
};

const outcomeOf = (rule: string, draw: number): RuleOutcome => {
  const column = /"([^"]*)"/.exec(rule)?.[1];
  const kind = /^\w+/.exec(rule)?.[0] ?? 'Rule';
  const chance = draw % 1000;
  const status = Object.hasOwn(known, rule) || chance < 110 ? 'FAIL' : chance < 118 ? 'ERROR' : 'PASS';
  const value = kind === 'RowCount' ? 1000 + (draw % 900_000) : status === 'PASS' ? 1 : 0.5 + (draw % 400) / 1000;
  return {
    rule,
    status,
    ...(status === 'PASS'
      ? {}
      : {
          message:
            known[rule] ??
            (status === 'FAIL'
              ? `Value: ${value} does not meet the constraint requirement!`
              : 'The rule failed to execute: the column could not be resolved.'),
        }),
    metrics:
      status === 'ERROR'
        ? {}
        : { [kind === 'RowCount' ? 'Dataset.*.RowCount' : `Column.${column ?? '*'}.${kind.replace('Is', '')}`]: value },
  };
};

/** The share of rules that passed, 0 to 1. */
export const scoreOf = (outcomes: readonly RuleOutcome[]): number =>
  outcomes.length === 0 ? 1 : outcomes.filter(({ status }) => status === 'PASS').length / outcomes.length;

/** One to four nights of every ruleset. The latest of a nightly job carries the job's run. */
const resultsOf = (ruleset: QualityRuleset, at: number, glue: FirstCatalog, seed: number): QualityResult[] =>
  Array.from({ length: 1 + (ruleset.draw % 4) }, (_, night) => {
    const draw = hash32(ruleset.draw, night);
    const startedAt = daysAgo(night, 60 + (hash32(ruleset.draw, 91) % 360));
    const byJob = ruleset.draw % 2 === 0;
    const { accountId, database, table } = ruleset;
    let made: readonly RuleOutcome[] | undefined;
    return {
      id: `dqresult-${idOf(seed, 'qualityResult', at * 4 + night)}`,
      rulesetName: ruleset.name,
      accountId,
      database,
      table,
      startedAt,
      completedAt: startedAt + 20_000 + (draw % 200_000),
      ...(byJob
        ? { jobName: `nightly_quality_${database}`, jobRunId: `jr_${draw.toString(16).padStart(16, '0')}` }
        : {}),
      outcomes: () => (made ??= firstRules(ruleset, glue).map((rule, place) => outcomeOf(rule, hash32(draw, place)))),
    };
  });

export const createQuality = (foundation: Foundation, glue: FirstCatalog, changed: () => void): Quality => {
  const { seed } = foundation.size;
  let first: readonly QualityRuleset[] | undefined;
  const began = (): readonly QualityRuleset[] => (first ??= buildRulesets(foundation, glue));
  const rulesets = keyedList(began, (ruleset) => ruleset.name, changed);
  // The results of the start are those of the rulesets of the start, whatever became of these.
  const results = keyedList(
    () => began().flatMap((each, at) => resultsOf(each, at, glue, seed)),
    (result) => result.id,
    changed,
  );
  let sorted: readonly QualityResult[] = [];
  let of: readonly QualityResult[] | undefined;
  return {
    rulesets,
    results,
    latest: () => {
      const list = results.list();
      if (list !== of) {
        of = list;
        sorted = list.toSorted((a, b) => b.startedAt - a.startedAt || (a.id < b.id ? -1 : 1));
      }
      return sorted;
    },
    textOf: (ruleset) => ruleset.dqdl ?? dqdlOf(firstRules(ruleset, glue)),
  };
};
