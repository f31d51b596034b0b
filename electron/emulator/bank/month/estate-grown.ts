import type { Bank } from '#emulator/bank/bank.ts';
import { uuidOf } from '#emulator/bank/ids.ts';
import type { Step } from '#emulator/bank/month/types.ts';

/** Of so many rulesets one is evaluated again, of so many grown events one comes again with a later run. */
const RULESETS = 100;
const EVENTS = 200;
/** Far past every run a bank is built with. */
const LATER = 3_000_000;

const evaluation =
  (name: string): Step =>
  ({ bank, added }) => {
    const ruleset = bank.quality.rulesets.get(name);
    if (!ruleset) return;
    const metrics = { 'Dataset.*.RowCount': ruleset.draw % 100_000 };
    const result = bank.edit.postQualityResult(name, [{ rule: 'RowCount > 0', status: 'PASS', metrics }]);
    added('glue_quality_result', { id: result.id, name });
  };

const rerun =
  (reference: number): Step =>
  ({ bank, added }) => {
    const before = JSON.parse(bank.lineage.event(reference).body()) as { readonly run: object };
    const at = Math.floor(bank.editedAt() / 1000) * 1000;
    const run = { ...before.run, runId: uuidOf(bank.seed, 'lineageEvent', LATER + reference) };
    const event = bank.edit.postLineageEvent({ ...before, eventTime: new Date(at).toISOString(), run });
    added('lineage_event', { id: event.id, name: event.job.name });
  };

/** What a month does to the grown part of the estate: more of the same, in proportion to its size. */
export const estateGrownSteps = ({ quality, lineage }: Bank): readonly Step[] => [
  ...quality.rulesets.list().flatMap(({ name }, at) => (at % RULESETS === RULESETS - 1 ? [evaluation(name)] : [])),
  ...lineage
    .events({ descending: false })
    .flatMap((reference) => (reference >= 0 && reference % EVENTS === EVENTS - 1 ? [rerun(reference)] : [])),
];
