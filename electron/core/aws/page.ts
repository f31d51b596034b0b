/** One page of a listing. */
export interface Page<T> {
  items: T[];
  /** Null at the end. */
  nextToken: string | null;
  /** How many there are in all, where the service says so. */
  total: number | null;
}

/** RFC 3339 or null: AWS sends dates, numbers and strings, and sometimes nonsense. */
export function instant(value: Date | string | undefined): string | null {
  if (value === undefined) return null;
  const date = value instanceof Date ? value : new Date(value);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** An empty string tells no more than nothing. */
export const said = (value: string | undefined): string | null => (value === undefined || value === '' ? null : value);

/** A token that is an empty string is an end, too. */
export const token = (value: string | undefined): string | null => said(value);

/** Null where nobody said. */
export const flag = (value: boolean | undefined): 0 | 1 | null => (value === undefined ? null : value ? 1 : 0);
