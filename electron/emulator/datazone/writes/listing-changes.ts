import type { Listing } from '#emulator/bank/types.ts';
import { assetOf } from '#emulator/datazone/writes/asset-parts.ts';
import { lackingInAsset, lackingInProduct } from '#emulator/datazone/writes/enforcement.ts';
import { mayWrite } from '#emulator/datazone/writes/rights.ts';
import { type Call, operation } from '#emulator/operation.ts';
import { invalid, notFound } from '#emulator/wire/aws-error.ts';

interface CreateListingChangeSetInput {
  readonly entityIdentifier: string;
  readonly entityType: 'ASSET' | 'DATA_PRODUCT';
  readonly entityRevision?: string;
  readonly action: 'PUBLISH' | 'UNPUBLISH';
}

/** The two kinds of things that are listed, seen alike. */
interface Entity {
  readonly listing: Listing | undefined;
  readonly has: boolean;
  readonly lacking: () => string[];
  readonly publish: () => Listing | undefined;
  readonly finish: (listingRevision: number) => void;
  readonly unpublish: () => Listing | undefined;
}

const assetEntity = (call: Call, id: string, revision: number | undefined): Entity => {
  const latest = assetOf(call, id);
  mayWrite(call, latest.projectId);
  const asset = revision === undefined ? latest : call.bank.assets.revision(latest.id, revision);
  return {
    listing: latest.listing,
    has: asset !== undefined,
    // Governed terms belong to the asset, not to a revision of it.
    lacking: () => (asset ? lackingInAsset(call.bank, { ...asset, governedTerms: latest.governedTerms }) : []),
    publish: () => call.edit.publishAsset(latest.id, revision, 'CREATING').listing,
    finish: (listingRevision) => call.edit.finishAssetListing(latest.id, listingRevision),
    unpublish: () => call.edit.unpublishAsset(latest.id).listing,
  };
};

const productEntity = (call: Call, id: string, revision: number | undefined): Entity => {
  const latest = call.bank.products.get(id);
  if (!latest) throw notFound(`Data product ${id} not found.`);
  mayWrite(call, latest.owningProjectId);
  const product = [latest, latest.listedAs].find((each) => each && each.revision === (revision ?? latest.revision));
  return {
    listing: latest.listing,
    has: product !== undefined,
    lacking: () => (product ? lackingInProduct(call.bank, product) : []),
    publish: () => call.edit.publishProduct(id, revision, 'CREATING').listing,
    finish: (listingRevision) => call.edit.finishProductListing(id, listingRevision),
    unpublish: () => call.edit.unpublishProduct(id).listing,
  };
};

const answer = (listing: Listing): object => ({
  listingId: listing.id,
  listingRevision: String(listing.revision),
  status: listing.status,
});

const published = (call: Call, entity: Entity): Listing | undefined => {
  const lacking = entity.lacking();
  if (lacking.length > 0) throw invalid(`Publishing is refused: ${lacking.join('; ')}.`);
  const listing = entity.publish();
  const { revision = 0 } = listing ?? {};
  call.bank.later(call.now + call.delays.listingMs, () => entity.finish(revision));
  return listing;
};

/** CreateListingChangeSet: CREATING now, ACTIVE later; taking out of the catalog happens at once. */
export const createListingChangeSet = operation((call, input: CreateListingChangeSetInput) => {
  const { entityIdentifier: id, entityType, entityRevision, action } = input;
  const revision = entityRevision === undefined ? undefined : Number(entityRevision);
  const entity = entityType === 'ASSET' ? assetEntity(call, id, revision) : productEntity(call, id, revision);
  if (!entity.has) throw notFound(`Revision ${entityRevision} of ${id} not found.`);
  if (action === 'UNPUBLISH') {
    if (!entity.listing) throw notFound(`${id} has no listing.`);
    if (entity.listing.status === 'INACTIVE') return answer(entity.listing);
  }
  const listing = action === 'PUBLISH' ? published(call, entity) : entity.unpublish();
  if (!listing) throw notFound(`${id} has no listing.`);
  return answer(listing);
});
