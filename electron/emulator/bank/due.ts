/** What happens by itself, later: a listing becomes active, a run goes on. */
export interface Due {
  /** `act` happens at `at` (epoch milliseconds): at the first look at or after it */
  readonly later: (at: number, act: () => void) => void;
  /** lets everything happen whose time has come, in order, each dated with its own time */
  readonly settle: () => void;
}

export const createDue = (clock: () => number, atTime: (at: number, act: () => void) => void): Due => {
  let waiting: { readonly at: number; readonly act: () => void }[] = [];
  const take = (): (typeof waiting)[number] | undefined => {
    const now = clock();
    const first = waiting
      .filter(({ at }) => at <= now)
      .reduce<(typeof waiting)[number] | undefined>(
        (best, each) => (best && best.at <= each.at ? best : each),
        undefined,
      );
    waiting = waiting.filter((each) => each !== first);
    return first;
  };
  return {
    later: (at, act) => {
      waiting.push({ at, act });
    },
    settle: () => {
      if (waiting.length === 0) return;
      // What happens may set more to happen.
      for (let due = take(); due; due = take()) atTime(due.at, due.act);
    },
  };
};
