import { count } from './times.ts';

/** Why a value cannot be staged, in words; null where it can. AWS counts code points. */
export function valueProblem(value: string, rule: { most: number; clears?: boolean }): string | null {
  if (value.trim() === '' && rule.clears !== true) return 'It cannot be empty.';
  if (value.length <= rule.most) return null;
  const length = Array.from(value).length;
  return length > rule.most ? `AWS takes ${count(rule.most)} characters; these are ${count(length)}.` : null;
}
