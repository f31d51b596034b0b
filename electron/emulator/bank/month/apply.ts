import type { Bank } from '#emulator/bank/bank.ts';
import { BANK_DAY } from '#emulator/bank/calendar.ts';
import { accessSteps } from '#emulator/bank/month/access.ts';
import { assetSteps } from '#emulator/bank/month/assets.ts';
import { createMonth } from '#emulator/bank/month/collect.ts';
import { estateGrownSteps } from '#emulator/bank/month/estate-grown.ts';
import { estateSteps } from '#emulator/bank/month/estate.ts';
import { grownSteps } from '#emulator/bank/month/grown.ts';
import { peopleSteps } from '#emulator/bank/month/people.ts';
import { policySteps } from '#emulator/bank/month/policies.ts';
import { productSteps } from '#emulator/bank/month/products.ts';
import { projectSteps } from '#emulator/bank/month/projects.ts';
import { sourceSteps } from '#emulator/bank/month/sources.ts';
import { tableSteps } from '#emulator/bank/month/tables.ts';
import { termSteps } from '#emulator/bank/month/terms.ts';
import type { Change, Step } from '#emulator/bank/month/types.ts';
import { unitSteps } from '#emulator/bank/month/units.ts';

const HOUR = 3_600_000;
const MONTH = 30 * 24 * HOUR;

/** The hand-written steps, in the order they happen. To tell more, append a file of steps here. */
const steps: readonly Step[] = [
  ...unitSteps,
  ...projectSteps,
  ...policySteps,
  ...termSteps,
  ...assetSteps,
  ...productSteps,
  ...sourceSteps,
  ...accessSteps,
  ...peopleSteps,
  ...tableSteps,
  ...estateSteps,
];

const applied = new WeakSet<Bank>();

/**
 * Lets the scripted month happen to a bank, once, and tells what a pull before it and one after it must differ in. The
 * changes are dated evenly from `since` (epoch milliseconds; 30 days ago, but never before the bank's own day) until
 * now. Same seed, size and hours: same changes, same ids. Throws RangeError when the bank has had its month.
 */
export const applyMonth = (bank: Bank, since?: number): readonly Change[] => {
  if (applied.has(bank)) throw new RangeError('The month has already happened to this bank. Start a new one.');
  applied.add(bank);
  const to = Math.max(bank.now(), BANK_DAY + HOUR);
  const from = Math.min(Math.max(since ?? to - MONTH, BANK_DAY), to - 1);
  const { month, changes } = createMonth(bank);
  const all = [...steps, ...grownSteps(bank), ...estateGrownSteps(bank)];
  all.forEach((step, at) => bank.atTime(Math.round(from + ((at + 1) / all.length) * (to - from)), () => step(month)));
  return changes();
};
