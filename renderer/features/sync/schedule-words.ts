import { Retention } from '#shared/history.ts';

const EVERY = [15, 30, 60, 120, 240, 360, 720, 1_440, 2_880, 10_080] as const;

/** "every 6 hours", "every day", "every 90 minutes". */
export function everyWords(minutes: number): string {
  const units: [size: number, one: string][] = [
    [10_080, 'week'],
    [1_440, 'day'],
    [60, 'hour'],
    [1, 'minute'],
  ];
  const [size, one] = units.find(([length]) => minutes % length === 0) ?? [1, 'minute'];
  const n = minutes / size;
  return n === 1 ? `every ${one}` : `every ${n} ${one}s`;
}

/** The intervals to choose from; one set elsewhere stays among them. */
export function intervals(current: number | null): number[] {
  const all = new Set<number>(EVERY);
  if (current !== null) all.add(current);
  return [...all].toSorted((a, b) => a - b);
}

/** What stands in the form of retention, as typed. */
export type RetentionDraft = Record<keyof Retention, string>;

export const retentionDraft = (retention: Retention): RetentionDraft => ({
  allDays: String(retention.allDays),
  dailyDays: String(retention.dailyDays),
  monthlyMonths: String(retention.monthlyMonths),
});

const limits: RetentionDraft = {
  allDays: 'A whole number of days, 1 to 36,500.',
  dailyDays: 'A whole number of days, 0 to 36,500.',
  monthlyMonths: 'A whole number of months, 0 to 1,200; 0 is for ever.',
};

/** The typed rule as the contract wants it, or what is wrong with it, by field. */
export function readRetention(
  draft: RetentionDraft,
): { rule: Retention; problems: null } | { rule: null; problems: Partial<RetentionDraft> } {
  const number = (typed: string) => (/^\d{1,6}$/.test(typed.trim()) ? Number(typed) : Number.NaN);
  const read = Retention.safeParse({
    allDays: number(draft.allDays),
    dailyDays: number(draft.dailyDays),
    monthlyMonths: number(draft.monthlyMonths),
  });
  if (read.success) return { rule: read.data, problems: null };
  const problems: Partial<RetentionDraft> = {};
  for (const { path } of read.error.issues) {
    const field = (['allDays', 'dailyDays', 'monthlyMonths'] as const).find((one) => one === path[0]);
    if (field) problems[field] = limits[field];
  }
  return { rule: null, problems };
}

/** The rule in one sentence. */
export function retentionWords({ allDays, dailyDays, monthlyMonths }: Retention): string {
  const days = (n: number) => (n === 1 ? '1 day' : `${n} days`);
  const daily = dailyDays > 0 ? `, then the last of each day for ${days(dailyDays)}` : '';
  const months = monthlyMonths === 1 ? '1 month' : `${monthlyMonths} months`;
  return `Every pull for ${days(allDays)}${daily}, then the last of each month ${monthlyMonths === 0 ? 'for ever' : `for ${months}`}.`;
}
