import type { Bank } from '#emulator/bank/bank.ts';
import type { SubscribedListing, Subscriber } from '#emulator/bank/governance/types.ts';

/** The filters an approval limits an asset to, and whether they still hold. */
export const scopeAnswer = (bank: Bank, assetId: string, filterIds: readonly string[]): object | undefined => {
  if (filterIds.length === 0) return undefined;
  const broken = filterIds.find((id) => bank.assetFilters.get(id)?.status !== 'VALID');
  return {
    assetId,
    filterIds,
    status: broken === undefined ? 'VALID' : 'INVALID',
    errorMessage: broken === undefined ? undefined : (bank.assetFilters.get(broken)?.error ?? `No filter ${broken}.`),
  };
};

export const subscriberAnswer = (subscriber: Subscriber): object => {
  switch (subscriber.kind) {
    case 'project':
      return { project: { id: subscriber.id, name: subscriber.name } };
    case 'group':
      return { group: { id: subscriber.id, name: subscriber.name } };
    case 'iam':
      return { iam: { principalArn: subscriber.arn } };
    case 'user':
    default: {
      const [firstName, lastName] = subscriber.names;
      return { user: { id: subscriber.id, details: { sso: { username: subscriber.userName, firstName, lastName } } } };
    }
  }
};

const formsText = (bank: Bank, listing: SubscribedListing): string | undefined => {
  const asset = bank.assets.revision(listing.entityId, listing.entityRevision);
  return asset && JSON.stringify(Object.fromEntries(asset.forms.map((form) => [form.formName, form.content])));
};

/** A listing as it was when it was asked for; the forms are those of the listed revision, while the asset is there. */
export const listingAnswer = (bank: Bank, listing: SubscribedListing, filterIds: readonly string[]): object => {
  const entity = { entityId: listing.entityId, entityRevision: String(listing.entityRevision) };
  return {
    id: listing.id,
    revision: String(listing.revision),
    name: listing.name,
    description: listing.description,
    item:
      listing.kind === 'asset'
        ? {
            assetListing: {
              ...entity,
              entityType: listing.entityType,
              forms: formsText(bank, listing),
              assetScope: scopeAnswer(bank, listing.entityId, filterIds),
            },
          }
        : {
            productListing: {
              ...entity,
              name: listing.name,
              description: listing.description,
              assetListings: (listing.items ?? []).map((item) => ({
                entityId: item.assetId,
                entityRevision: item.revision === undefined ? undefined : String(item.revision),
              })),
            },
          },
    ownerProjectId: listing.ownerProjectId,
    ownerProjectName: listing.ownerProjectName,
  };
};
