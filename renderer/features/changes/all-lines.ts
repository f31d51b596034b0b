import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ChangeKind, ChangeLine, LineState } from '#shared/changes.ts';
import { client } from '../../api/client.ts';
import { core } from '../../api/queries.ts';
import { GRID_PAGE } from '../../ui/grid-pages.ts';

export interface LinesInput {
  setId: string;
  entity: { kind: ChangeKind; id: string } | null;
  text: string;
  state: LineState[];
}

/** Past this many lines a screen that needs all of them says that it has the first ones only. */
export const MOST_LINES = 10_000;

export const pageQuery = (input: LinesInput, page: number) =>
  core.changes.lines.queryOptions({ input: { ...input, offset: page * GRID_PAGE, limit: GRID_PAGE } });

/** All lines that fit, up to `MOST_LINES`, read page by page and kept up to date. */
export function useAllLines(input: LinesInput, enabled: boolean) {
  const first = useQuery({ ...pageQuery(input, 0), enabled });
  const total = first.data?.total ?? 0;
  const more = enabled ? Math.max(Math.ceil(Math.min(total, MOST_LINES) / GRID_PAGE) - 1, 0) : 0;
  const rest = useQueries({
    queries: Array.from({ length: more }, (_, at) => pageQuery(input, at + 1)),
    combine: (answers) => ({
      items: answers.map(({ data }) => data?.items),
      error: answers.find(({ error }) => error)?.error ?? null,
    }),
  });
  const head = first.data?.items;
  const lines = useMemo<ChangeLine[]>(() => [head, ...rest.items].flatMap((items) => items ?? []), [head, rest.items]);
  return {
    lines,
    total,
    isCut: total > MOST_LINES,
    isReading: enabled && (first.isPending || rest.items.some((items) => items === undefined)),
    error: first.error ?? rest.error,
  };
}

/** All lines that fit at this moment, however many. */
export async function readLines(input: LinesInput, most = Number.POSITIVE_INFINITY): Promise<ChangeLine[]> {
  const lines: ChangeLine[] = [];
  for (;;) {
    const { items, total } = await client.changes.lines({ ...input, offset: lines.length, limit: GRID_PAGE });
    lines.push(...items);
    if (items.length === 0 || lines.length >= Math.min(total, most)) return lines;
  }
}
