import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { core } from '../../api/queries.ts';
import type { Term } from './edit-lines.ts';

/** So many terms are offered at once; typing finds any other. */
const OFFERED = 200;

/** A term beside those of other glossaries that may be called the same. */
export type ChoosableTerm = Term & { glossary?: string };

/**
 * Terms that have the typed words, by name; those staged to be made are among them.
 * @param onAsset governed ones too: they go on assets, never on columns
 */
export function useTermsToChoose(
  typed: string,
  { onAsset }: { onAsset: boolean },
): { terms: readonly ChoosableTerm[]; isReading: boolean } {
  const text = typed.trim().slice(0, 200);
  const found = useQuery(
    core.glossary.terms.queryOptions({
      input: { text, status: 'ENABLED', restricted: onAsset ? null : false, limit: OFFERED },
      placeholderData: (before) => before,
    }),
  );
  const items = found.data?.items;
  const terms = useMemo(
    () =>
      (items ?? [])
        .filter(({ becoming }) => becoming !== 'deleted')
        .map(({ id, name, glossary, restricted }) => ({ id, name, governed: restricted, glossary: glossary.name })),
    [items],
  );
  return { terms, isReading: found.isPending || found.isPlaceholderData };
}

/** What is known of terms by their ids: names, and which are governed; null while it is read. */
export function useTermsById(ids: readonly string[]): ReadonlyMap<string, Term> | null {
  const wanted = [...new Set(ids)].toSorted().slice(0, OFFERED);
  const { data } = useQuery(
    core.glossary.terms.queryOptions({ input: { ids: wanted, limit: OFFERED }, enabled: wanted.length > 0 }),
  );
  const items = data?.items;
  const isNone = wanted.length === 0;
  return useMemo(() => {
    if (items === undefined && !isNone) return null;
    return new Map((items ?? []).map(({ id, name, restricted }) => [id, { id, name, governed: restricted }]));
  }, [items, isNone]);
}
