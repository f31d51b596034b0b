import { LIMITS } from './limits.ts';

/** Parts of a stranger's JSON: only what an object itself holds, whatever its keys are called. */
export type Json = Record<string, unknown>;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A member of an object that is its own: `__proto__` and its like are names like any other. */
export const member = (value: unknown, key: string): unknown =>
  isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;

export const objectAt = (value: unknown, key: string): Json | null => {
  const found = member(value, key);
  return isObject(found) ? found : null;
};

export const listAt = (value: unknown, key: string): readonly unknown[] => {
  const found = member(value, key);
  return Array.isArray(found) ? found : [];
};

export const textAt = (value: unknown, key: string): string | null => {
  const found = member(value, key);
  return typeof found === 'string' ? found : null;
};

/** A whole number that a double holds exactly. */
export const countAt = (value: unknown, key: string): number | null => {
  const found = member(value, key);
  return typeof found === 'number' && Number.isSafeInteger(found) && found >= 0 ? found : null;
};

/** A text as it may be kept: well-formed, without NUL, cut at the limit. Null where there is none. */
export const wordsAt = (value: unknown, key: string, most: number = LIMITS.text): string | null => {
  const found = textAt(value, key);
  return found === null || found === '' ? null : storable(found, most);
};

export const storable = (text: string, most: number = LIMITS.text): string =>
  text.slice(0, most).replaceAll('\0', '\ufffd').toWellFormed();
