import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ChangeKind } from '#shared/changes.ts';
import { core } from '../../api/queries.ts';
import { GRID_PAGE } from '../../ui/grid-pages.ts';

/** Names of so many pages of entities are read; the lines of any other go by its id. */
const MOST_PAGES = 10;

const key = (kind: ChangeKind, id: string) => `${kind} ${id}`;

const page = (setId: string, at: number) =>
  core.changes.groups.queryOptions({ input: { setId, offset: at * GRID_PAGE, limit: GRID_PAGE } });

/** The names of a set's entities, for its lines, which tell their ids. */
export function useEntityNames(setId: string): (kind: ChangeKind, id: string) => string {
  const first = useQuery(page(setId, 0)).data;
  const pages = Math.min(Math.ceil((first?.total ?? 0) / GRID_PAGE), MOST_PAGES);
  const rest = useQueries({
    queries: Array.from({ length: Math.max(pages - 1, 0) }, (_, at) => page(setId, at + 1)),
    combine: (answers) => answers.map(({ data }) => data?.items),
  });
  const names = useMemo(() => {
    const found = new Map<string, string>();
    for (const group of [first?.items, ...rest].flatMap((items) => items ?? []))
      found.set(key(group.kind, group.entityId), group.name);
    return found;
  }, [first, rest]);
  return (kind, id) => names.get(key(kind, id)) ?? id;
}
