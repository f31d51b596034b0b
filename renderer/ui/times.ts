const local = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const localZone = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long' });
const utcZone = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long', timeZone: 'UTC' });
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

const told = (format: Intl.DateTimeFormat, at: string) => {
  const time = new Date(at);
  return Number.isNaN(time.getTime()) ? at : format.format(time);
};

export const localTime = (at: string) => told(local, at);

const utcShort = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZone: 'UTC',
});

/** A moment everybody reads the same: "3 Oct 2026 14:02 UTC". */
export function utcTime(at: string): string {
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return at;
  return `${utcShort.format(time).replace(',', '')} UTC`;
}

/** Local time and UTC, for tooltips. */
export const bothTimes = (at: string) => `${told(localZone, at)}\n${told(utcZone, at)}`;

const steps: [limit: number, unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  [3_600, 'minute', 60],
  [86_400, 'hour', 3_600],
  [30 * 86_400, 'day', 86_400],
  [365 * 86_400, 'month', 30 * 86_400],
  [Number.POSITIVE_INFINITY, 'year', 365 * 86_400],
];

/** How long ago, in words. */
export function ago(at: string, now: number): string {
  const time = new Date(at).getTime();
  if (Number.isNaN(time)) return at;
  const seconds = Math.round((now - time) / 1000);
  if (Math.abs(seconds) < 45) return 'just now';
  for (const [limit, unit, size] of steps)
    if (Math.abs(seconds) < limit) return relative.format(-Math.max(1, Math.round(seconds / size)), unit);
  return at;
}

/** A stretch of seconds, as exact as it helps: "40 s", "4 min", "2 h 5 min". */
export function stretch(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.ceil(whole / 60);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}

const sizes = ['bytes', 'KB', 'MB', 'GB', 'TB'] as const;

/** A size in powers of 1,000, as disks are sold: "1.2 MB". */
export function bytes(n: number): string {
  let value = n;
  let unit = 0;
  // A value that would be rounded up to 1,000 is told in the next unit.
  while (value >= (unit === 0 ? 1_000 : 999.5) && unit < sizes.length - 1) {
    value /= 1_000;
    unit++;
  }
  return `${unit === 0 ? count(value) : value.toFixed(value < 9.95 ? 1 : 0)} ${sizes[unit]}`;
}

/** How long something took or takes. */
export function lasted(from: string, to: string | number): string {
  const ms = (typeof to === 'number' ? to : new Date(to).getTime()) - new Date(from).getTime();
  if (!Number.isFinite(ms) || ms < 0) return '';
  if (ms < 1_000) return `${ms} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const minutes = Math.floor(ms / 60_000);
  return minutes < 60
    ? `${minutes} min ${Math.round((ms % 60_000) / 1000)} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export const count = (n: number) => n.toLocaleString('en');

/** "1 asset", "1,204 assets". */
export const counted = (n: number, one: string, many = `${one}s`) => `${count(n)} ${n === 1 ? one : many}`;
