import { type Effect, effectOf } from '#emulator/faults/actions.ts';
import type { FaultMatch, FaultPlan } from '#emulator/faults/plan.ts';
import type { ServiceName } from '#emulator/facts.ts';
import { randomFrom } from '#emulator/random.ts';

/** The facts of a request that rules match on. `project` is worked out only when a rule asks. */
export interface FaultSubject {
  readonly service: ServiceName;
  readonly operation: string;
  readonly attempt: number;
  readonly accessKeyId: string;
  readonly project: () => string | undefined;
}

export interface Faults {
  readonly expired: (accessKeyId: string) => boolean;
  /** the effects of every rule that matches, in order; counts the request */
  readonly effectsOn: (subject: FaultSubject) => readonly Effect[];
}

const listed = <T>(value: T | readonly T[]): readonly T[] =>
  Array.isArray(value) ? (value as readonly T[]) : [value as T];

const means = (match: FaultMatch, subject: FaultSubject): boolean =>
  (match.service === undefined || match.service === subject.service) &&
  (match.operation === undefined || listed<string>(match.operation).includes(subject.operation)) &&
  (match.accessKeyId === undefined || match.accessKeyId === subject.accessKeyId) &&
  (match.attempt === undefined || match.attempt === subject.attempt) &&
  (match.project === undefined || match.project === subject.project());

const counted = (match: FaultMatch, count: number): boolean =>
  (match.nth === undefined || listed<number>(match.nth).includes(count)) &&
  (match.from === undefined || count >= match.from) &&
  (match.to === undefined || count <= match.to);

/** Puts a plan to work. Counters and the plan's dice start anew with every plan. */
export const createFaults = (plan: FaultPlan): Faults => {
  const random = randomFrom(plan.seed ?? 1, 51);
  const expired = new Set(plan.expiredAccessKeys);
  const rules = (plan.rules ?? []).map((rule) => ({
    match: rule.match ?? {},
    effect: effectOf(rule.action),
    count: 0,
  }));
  return {
    expired: (accessKeyId) => expired.has(accessKeyId),
    effectsOn: (subject) =>
      rules.flatMap((rule) => {
        if (!means(rule.match, subject)) return [];
        rule.count += 1;
        if (!counted(rule.match, rule.count)) return [];
        const { probability } = rule.match;
        return probability === undefined || random.chance(probability) ? [rule.effect] : [];
      }),
  };
};
