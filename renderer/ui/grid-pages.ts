/** A long list comes to a grid in pages of this many rows, as it scrolls. */
export const GRID_PAGE = 200;

/** Numbers of the pages that hold the rows in view, from 0; the first is always among them, for it tells the total. */
export function pagesInView({ first, last }: { first: number; last: number }): number[] {
  const from = Math.floor(first / GRID_PAGE);
  const to = Math.floor(last / GRID_PAGE);
  return [...new Set([0, ...Array.from({ length: to - from + 1 }, (_, at) => from + at)])];
}
