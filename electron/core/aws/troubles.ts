import { AsyncLocalStorage } from 'node:async_hooks';

/** Troubles met so far, by code. */
export type Troubles = Map<string, number>;

const collecting = new AsyncLocalStorage<Troubles>();

/** Run `work`; every trouble its calls meet, overcome or not, is counted in `troubles`. */
export const countingTroubles = <T>(troubles: Troubles, work: () => Promise<T>): Promise<T> =>
  collecting.run(troubles, work);

/** Note one trouble for whoever is counting. */
export function met(code: string): void {
  const troubles = collecting.getStore();
  if (troubles !== undefined) troubles.set(code, (troubles.get(code) ?? 0) + 1);
}
