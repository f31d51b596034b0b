import type { Pending } from '#shared/catalog.ts';
import type { Line } from './line.ts';

/**
 *   mirror ── value ──┐
 *   live lines ───────┴──> what it will be once they are pushed
 *
 * Lays staged lines over what the mirror tells. Lines of other fields and parts are passed over.
 */
export function overOne(lines: readonly Line[], part: string, field: string, value: string | null): string | null {
  const line = lines.find((one) => one.op === 'set' && one.part === part && one.field === field);
  return line === undefined ? value : line.value;
}

/** The same for the ids of a set: those removed are gone, those added stand behind. */
export function overSet(lines: readonly Line[], part: string, field: string, ids: readonly string[]): string[] {
  const own = lines.filter((one) => one.part === part && one.field === field);
  if (own.length === 0) return [...ids];
  const out = new Set(own.filter(({ op }) => op === 'remove').map(({ item }) => item));
  const added = own.filter(({ op }) => op === 'add').map(({ item }) => item);
  return [...new Set([...ids.filter((id) => !out.has(id)), ...added])];
}

/** What is staged of one part, for a screen that marks it. */
export const pendingOf = (lines: readonly Line[], part: string): Pending[] =>
  lines
    .filter((line) => line.part === part)
    .map(({ id, set_id, field, op, value, base, state }) => ({
      lineId: id,
      setId: set_id,
      field,
      op,
      value,
      base,
      state,
    }));
