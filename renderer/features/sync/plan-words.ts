import type { Plan, PlanLine } from '#shared/sync.ts';
import { count, counted, stretch } from '../../ui/times.ts';
import { basisWords } from '../../words.ts';

/** "340 calls, at least 2 min"; what is not known is said so. */
export function planWords({ calls, seconds, basis }: Pick<Plan, 'calls' | 'seconds' | 'basis'>): string {
  if (basis === 'nothing yet') return 'Nobody knows yet how much there is';
  if (seconds === null) return `More than ${counted(calls, 'call')}: not everything is known yet`;
  if (calls === 0) return 'Nothing is due: no call at all';
  return `About ${counted(calls, 'call')}, at least ${stretch(seconds)}`;
}

/** What the figures rest on, as the end of a sentence. */
export const basisWord = (plan: Pick<Plan, 'basis'>): string => basisWords[plan.basis];

/** "20 a second", "9 a second, our guess". */
export function rateWords({ rate, published }: Pick<PlanLine, 'rate' | 'published'>): string {
  if (rate === null) return 'not known';
  const told = rate >= 10 || Number.isInteger(rate) ? count(rate) : rate.toFixed(1);
  return `${told} a second${published ? '' : ', our guess'}`;
}

/** How many kinds are met in which way, in the order people ask for them. */
export function howCounts(lines: readonly Pick<PlanLine, 'how'>[]): { how: PlanLine['how']; kinds: number }[] {
  const ways = ['full', 'changes', 'kept', 'unavailable'] as const;
  return ways
    .map((how) => ({ how, kinds: lines.filter((line) => line.how === how).length }))
    .filter(({ kinds }) => kinds > 0);
}
