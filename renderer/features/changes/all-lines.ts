import type { ChangeLine } from '#shared/changes.ts';
import { client } from '../../api/client.ts';
import { core } from '../../api/queries.ts';
import { GRID_PAGE } from '../../ui/grid-pages.ts';
import type { LinesInput } from './review-state.ts';

export const pageQuery = (input: LinesInput, page: number) =>
  core.changes.lines.queryOptions({ input: { ...input, offset: page * GRID_PAGE, limit: GRID_PAGE } });

/** All lines that fit at this moment, however many. */
export async function readLines(input: LinesInput, most = Number.POSITIVE_INFINITY): Promise<ChangeLine[]> {
  const lines: ChangeLine[] = [];
  for (;;) {
    const { items, total } = await client.changes.lines({ ...input, offset: lines.length, limit: GRID_PAGE });
    lines.push(...items);
    if (items.length === 0 || lines.length >= Math.min(total, most)) return lines;
  }
}
