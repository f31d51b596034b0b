import type { Bank } from '#emulator/bank/bank.ts';
import { columnMetadataOf, columnsOf } from '#emulator/bank/form-columns.ts';
import { listedChanges } from '#emulator/bank/month/listed.ts';
import type { Month, Step } from '#emulator/bank/month/types.ts';
import type { Asset } from '#emulator/bank/types.ts';

/** One in a hundred of many assets, one in seven of few. */
const strideOf = (assets: number): number => (assets > 2000 ? 100 : 7);

const describe = (month: Month, asset: Asset): void => {
  const description = `${asset.description ?? asset.name} Looked through in the month's review.`.slice(-2048);
  month.changed('asset', month.bank.edit.describeAsset(asset.id, description), 'description');
};

const tag = (month: Month, asset: Asset): void => {
  const term = month.term('Certified');
  if (!term) return describe(month, asset);
  const { glossaryTerms } = asset;
  const terms = glossaryTerms.includes(term.id)
    ? glossaryTerms.filter((id) => id !== term.id)
    : [...glossaryTerms, term.id];
  return month.changed('asset', month.bank.edit.tagAsset(asset.id, terms), 'glossaryTerms');
};

const describeColumn = (month: Month, asset: Asset): void => {
  const column = columnsOf(asset)[0]?.name;
  if (column === undefined) return describe(month, asset);
  const own = columnMetadataOf(asset).find(({ columnIdentifier }) => columnIdentifier === column);
  const words = { description: 'As agreed in the review.' };
  const after = month.bank.edit.retagColumn(asset.id, column, own?.glossaryTerms ?? [], words);
  return month.changed('asset', after, 'columnDescriptions');
};

/** Only what nobody lists, filters, measures or subscribes to goes, so that nothing else goes with it. */
const remove = (month: Month, asset: Asset): void => {
  const alone = !asset.listing && asset.quality.length === 0 && month.bank.filtersOf(asset.id).length === 0;
  if (!alone) return describe(month, asset);
  month.bank.edit.removeAsset(asset.id);
  return month.removed('asset', asset);
};

const list = (month: Month, asset: Asset): void => {
  const { listing } = asset;
  if (listing?.status === 'ACTIVE' && listing.entityRevision === asset.revision) {
    month.bank.edit.unpublishAsset(asset.id);
    month.removed('listing', { id: listing.id, name: asset.name });
  } else {
    listedChanges(month, asset);
  }
};

const ways = [describe, tag, describeColumn, remove, list];

/** What happens to generated assets, as many as there are. */
export const grownSteps = (bank: Bank): readonly Step[] => {
  const { storyCount, initialCount } = bank.assets;
  const stride = strideOf(initialCount);
  const steps: Step[] = [];
  for (let ordinal = storyCount; ordinal < initialCount; ordinal += stride) {
    const act = ways[steps.length % ways.length];
    steps.push((month) => {
      const asset = month.bank.assets.byOrdinal(ordinal);
      if (asset) act?.(month, asset);
    });
  }
  return steps;
};
