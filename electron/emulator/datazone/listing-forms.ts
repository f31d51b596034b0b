import type { Bank } from '#emulator/bank/bank.ts';
import { columnMetadataOf } from '#emulator/bank/form-columns.ts';
import type { ColumnMetadata } from '#emulator/bank/forms.ts';
import type { Asset } from '#emulator/bank/types.ts';

/** In listings the terms of a column are copied in as objects instead of ids (api-surface §1c). */
const copiedTerm = (bank: Bank, id: string): object => ({
  BusinessGlossaryTermForm: { name: bank.terms.get(id)?.name ?? '' },
  amazonmetadata: { entityId: id },
});

const columnForm = (bank: Bank, metadata: readonly ColumnMetadata[]): string =>
  JSON.stringify({
    columnsBusinessMetadata: metadata.map(({ glossaryTerms, ...column }) => ({
      ...column,
      ...(glossaryTerms ? { glossaryTerms: glossaryTerms.map((id) => copiedTerm(bank, id)) } : {}),
    })),
  });

/**
 * The `forms` text of a listing: one JSON object of form name to JSON text, with the flattened and synthetic members
 * the service mixes in. Term ids come with duplicates: once for the asset, once for every column that carries them.
 */
export const listingForms = (bank: Bank, asset: Asset): string => {
  const metadata = columnMetadataOf(asset);
  const forms = asset.forms.map(
    (form) =>
      [
        form.formName,
        form.formName === 'ColumnBusinessMetadataForm' ? columnForm(bank, metadata) : form.content,
      ] as const,
  );
  const columnTerms = metadata.flatMap((column) => column.glossaryTerms ?? []);
  return JSON.stringify({
    ...Object.fromEntries(forms),
    'AwsConfigurationForm.region': bank.region,
    hasAttached: 'false',
    ListingSubscriberCountFormType: JSON.stringify({ subscriberCount: asset.ordinal % 7 }),
    __DataZoneGlossaryTerms: JSON.stringify([...asset.glossaryTerms, ...columnTerms]),
  });
};
