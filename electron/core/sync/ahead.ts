import type { ReadPage } from './readers/reader.ts';

/**
 * The pages of a scope in their order; while one is in hand, the next ones are asked for. A page that cannot be read is
 * met in its turn, after those before it. Ends after the page that names no next one.
 * @param most at least 1: so many are asked for before they are wanted
 */
export async function* readAhead(
  read: (cursor: string | null) => Promise<ReadPage>,
  from: string | null,
  most: number,
): AsyncGenerator<ReadPage> {
  let left = false;
  const following = async (before: Promise<ReadPage | null>): Promise<ReadPage | null> => {
    const next = (await before)?.next ?? null;
    return next === null || left ? null : read(next);
  };
  let last: Promise<ReadPage | null> = read(from);
  const asked = [last];
  try {
    for (;;) {
      while (asked.length <= most) {
        last = following(last);
        // Its failure is met when it is its turn.
        last.catch(() => {});
        asked.push(last);
      }
      const page = await asked.shift();
      if (page === undefined || page === null) return;
      yield page;
    }
  } finally {
    left = true;
  }
}
