const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** The day the sample bank is told on: every sample time lies before it, so the same seed gives the same bytes. */
export const BANK_DAY = Date.UTC(2026, 5, 30, 6, 0, 0);

/** The instant `days` and `minutes` before the bank's day, in epoch milliseconds. */
export const daysAgo = (days: number, minutes = 0): number => BANK_DAY - days * DAY - minutes * MINUTE;
