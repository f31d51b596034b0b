import { idOf } from '#emulator/bank/ids.ts';
import type { Quality, QualityResult, RuleOutcome } from '#emulator/bank/quality/quality.ts';
import { type QualityRuleset, type TablePlace, dqdlOf } from '#emulator/bank/quality/rulesets.ts';

/** Changes to data quality in Glue. Times are those of the emulator's clock. */
export interface QualityEdits {
  /** a new ruleset on a table, or other rules for one there is */
  readonly putQualityRuleset: (
    ruleset: TablePlace & { readonly name: string; readonly description?: string; readonly rules: readonly string[] },
  ) => QualityRuleset;
  readonly removeQualityRuleset: (name: string) => void;
  /** an evaluation that starts and ends now */
  readonly postQualityResult: (rulesetName: string, outcomes: readonly RuleOutcome[]) => QualityResult;
}

const must = <T>(found: T | undefined, what: string, id: string): T => {
  if (found === undefined) throw new RangeError(`The bank has no ${what} ${id}.`);
  return found;
};

/** Far past every ordinal a bank is built with. */
const POSTED = 8_000_000;

export const createQualityEdits = (quality: Quality, seed: number, clock: () => number): QualityEdits => {
  let posted = 0;
  return {
    putQualityRuleset: ({ name, description, rules, accountId, database, table }) => {
      const before = quality.rulesets.get(name);
      const after: QualityRuleset = {
        accountId,
        database,
        table,
        name,
        description: description ?? before?.description ?? '',
        dqdl: dqdlOf(rules),
        draw: before?.draw ?? 0,
        createdAt: before?.createdAt ?? clock(),
        updatedAt: clock(),
      };
      quality.rulesets.put(after);
      return after;
    },
    removeQualityRuleset: (name) => {
      must(quality.rulesets.get(name), 'quality ruleset', name);
      quality.rulesets.remove(name);
    },
    postQualityResult: (rulesetName, outcomes) => {
      const { accountId, database, table } = must(quality.rulesets.get(rulesetName), 'quality ruleset', rulesetName);
      const now = clock();
      const result: QualityResult = {
        id: `dqresult-${idOf(seed, 'qualityResult', POSTED + posted)}`,
        rulesetName,
        accountId,
        database,
        table,
        startedAt: now,
        completedAt: now,
        outcomes: () => outcomes,
      };
      posted += 1;
      quality.results.put(result);
      return result;
    },
  };
};
