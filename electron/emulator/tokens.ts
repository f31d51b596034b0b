import { createHash } from 'node:crypto';
import { conflict } from '#emulator/wire/aws-error.ts';

/** AWS does not say for how long a client token is remembered. */
const REMEMBERED_MS = 24 * 3_600_000;

const inOrder = (_name: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value;

const digestOf = (input: object): string =>
  createHash('sha256').update(JSON.stringify(input, inOrder)).digest('base64');

/** What was answered to which client token. Only what succeeded is remembered. */
export interface Tokens {
  /**
   * Runs `act`, or answers as the first time when `key` was seen with the same input. Throws ConflictException when it
   * was seen with another.
   */
  readonly once: (key: string, input: object, act: () => object) => object;
}

export const createTokens = (clock: () => number): Tokens => {
  const held = new Map<string, { readonly at: number; readonly digest: string; readonly output: object }>();
  const forget = (now: number): void => {
    for (const [key, { at }] of held) {
      if (at + REMEMBERED_MS > now) return;
      held.delete(key);
    }
  };
  return {
    once: (key, input, act) => {
      const now = clock();
      forget(now);
      const digest = digestOf(input);
      const known = held.get(key);
      if (known && known.digest !== digest) throw conflict('The clientToken was used before with other parameters.');
      if (known) return known.output;
      const output = act();
      held.set(key, { at: now, digest, output });
      return output;
    },
  };
};
