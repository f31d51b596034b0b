import type { Bank } from '#emulator/bank/bank.ts';
import { columnMetadataOf } from '#emulator/bank/form-columns.ts';

/** Whether an asset or one of its columns carries the term. What nobody edited is asked of its plan: no form is made. */
const onAsset = ({ assets }: Bank, ordinal: number, termId: string): boolean => {
  if (!assets.edited(ordinal) && ordinal < assets.initialCount) {
    const { terms, governedTerms, described, columns } = assets.plan(ordinal);
    const onColumn = described && columns.some((column) => column.terms.includes(termId));
    return onColumn || terms.includes(termId) || governedTerms.includes(termId);
  }
  const asset = assets.at(ordinal);
  return (
    asset.glossaryTerms.includes(termId) ||
    asset.governedTerms.includes(termId) ||
    columnMetadataOf(asset).some(({ glossaryTerms }) => glossaryTerms?.includes(termId))
  );
};

/** Where a term is in use, in a few words; undefined when nowhere. Walks the inventory of a term nobody uses. */
export const useOfTerm = (bank: Bank, termId: string): string | undefined => {
  const related = bank.terms
    .list()
    .find(({ id, isA, classifies }) => id !== termId && (isA.includes(termId) || classifies.includes(termId)));
  if (related) return `a relation of the term ${related.id}`;
  const product = bank.products
    .list()
    .find(
      ({ glossaryTerms, items }) =>
        glossaryTerms.includes(termId) || items.some((item) => item.glossaryTerms.includes(termId)),
    );
  if (product) return `the data product ${product.id}`;
  const ordinal = bank.assets.ordinals().find((each) => onAsset(bank, each, termId));
  return ordinal === undefined ? undefined : `the asset ${bank.assets.at(ordinal).id}`;
};
