import { listingForms } from '#emulator/datazone/listing-forms.ts';
import type { Month } from '#emulator/bank/month/types.ts';
import type { Asset } from '#emulator/bank/types.ts';

/** Publishes an asset and notes what becomes of its listing: a new one, or what a reader of the old one sees change. */
export const listedChanges = (month: Month, asset: Asset): void => {
  const { bank } = month;
  const { listing } = asset;
  const shown = listing?.status === 'ACTIVE' ? bank.assets.revision(asset.id, listing.entityRevision) : undefined;
  const after = bank.edit.publishAsset(asset.id);
  if (!after.listing) return;
  const entry = { id: after.listing.id, name: after.name };
  if (!shown) {
    month.added('listing', entry);
    return;
  }
  const fields = [
    ...(listing?.entityRevision === after.revision ? [] : ['entityRevision']),
    ...(shown.name === after.name ? [] : ['name']),
    ...(shown.description === after.description ? [] : ['description']),
    ...(shown.glossaryTerms.join() === after.glossaryTerms.join() ? [] : ['glossaryTerms']),
    ...(listingForms(bank, shown) === listingForms(bank, after) ? [] : ['forms']),
  ];
  month.changed('listing', entry, ...fields);
};
