/** How the lists about access are sorted. */
export interface SortInput {
  readonly sortBy?: 'CREATED_AT' | 'UPDATED_AT';
  readonly sortOrder?: 'ASCENDING' | 'DESCENDING';
}

interface Dated {
  readonly id: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** In the asked order; newest first, by creation, where nothing is asked. Ids break ties, so that pages hold. */
export const byTime = <T extends Dated>(items: readonly T[], input: SortInput): readonly T[] => {
  const read = (item: T): number => (input.sortBy === 'UPDATED_AT' ? item.updatedAt : item.createdAt);
  const sign = input.sortOrder === 'ASCENDING' ? 1 : -1;
  return items.toSorted((a, b) => sign * (read(a) - read(b)) || (a.id < b.id ? -1 : 1));
};
