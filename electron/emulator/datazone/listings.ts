import { columnsOf } from '#emulator/bank/form-columns.ts';
import type { Bank } from '#emulator/bank/bank.ts';
import { isShown } from '#emulator/bank/listed.ts';
import type { Asset, DataProduct, Listing } from '#emulator/bank/types.ts';
import { orAbsent, qualityAnswer, seconds } from '#emulator/datazone/answers.ts';
import { listingForms } from '#emulator/datazone/listing-forms.ts';
import { type QueryInput, type Readers, queryKey, runQuery, textMatches } from '#emulator/datazone/query.ts';
import { formMember, textOf } from '#emulator/datazone/search.ts';
import { type Call, operation } from '#emulator/operation.ts';
import { ordinalOf } from '#emulator/bank/ids.ts';
import { notFound } from '#emulator/wire/aws-error.ts';

const PAGE = 50;

/** A listing shows its entity as it was at the listed revision. */
interface ListedAsset {
  readonly asset: Asset;
  readonly listing: Listing;
}

/** Listings are found by number: assets first, by ordinal, then data products, by minus one minus their place. */
type Place = number;

const listedAsset = (bank: Bank, ordinal: number): ListedAsset | undefined => {
  const latest = bank.assets.at(ordinal);
  const { listing } = latest;
  if (!listing) return undefined;
  if (listing.entityRevision === latest.revision) return { asset: latest, listing };
  return { asset: bank.assets.revision(latest.id, listing.entityRevision) ?? latest, listing };
};

const listedProducts = (bank: Bank): { product: DataProduct; listing: Listing }[] =>
  bank.products
    .list()
    .flatMap((product) =>
      product.listing ? [{ product: product.listedAs ?? product, listing: product.listing }] : [],
    );

const detailedTerms = (bank: Bank, ids: readonly string[]): object[] =>
  ids.flatMap((id) => {
    const term = bank.terms.get(id);
    return term ? [{ name: term.name, shortDescription: term.shortDescription }] : [];
  });

const columnNames = (asset: Asset): string[] => columnsOf(asset).map((column) => column.name);

const readersFor = (bank: Bank): Readers<Place> => {
  const products = listedProducts(bank);
  const one = <T>(onAsset: (each: ListedAsset) => T, onProduct: (product: DataProduct, listing: Listing) => T) => {
    return (place: Place): T | undefined => {
      const product = place < 0 ? products[-1 - place] : undefined;
      if (product) return onProduct(product.product, product.listing);
      const each = listedAsset(bank, place);
      return each && onAsset(each);
    };
  };
  const name = one(
    ({ asset }) => asset.name,
    (product) => product.name,
  );
  const description = one(
    ({ asset }) => asset.description,
    (product) => product.description,
  );
  // An asset nobody edited reads the same at every revision, so its plan will do.
  const wholeText = (place: Place): string => {
    if (place >= 0 && !bank.assets.edited(place)) return textOf(bank.assets.words(place));
    return (
      one(
        ({ asset }) => textOf({ ...asset, columns: columnNames(asset) }),
        (product) => textOf({ ...product, columns: [] }),
      )(place) ?? ''
    );
  };
  return {
    wholeText,
    texts: {
      name,
      description,
      columns: one(
        ({ asset }) => columnNames(asset).join('\n'),
        () => '',
      ),
    },
    values: {
      name,
      description,
      listingId: one(
        ({ listing }) => listing.id,
        (_, listing) => listing.id,
      ),
      entityId: one(
        ({ asset }) => asset.id,
        (product) => product.id,
      ),
      owningProjectId: (place) =>
        place < 0 ? products[-1 - place]?.product.owningProjectId : bank.assets.head(place).projectId,
      typeName: (place) => (place < 0 ? undefined : bank.assets.head(place).typeName),
      glossaryTerms: one(
        ({ asset }) => asset.glossaryTerms,
        (product) => product.glossaryTerms,
      ),
      creationTime: one(
        ({ listing }) => listing.createdAt,
        (_, listing) => listing.createdAt,
      ),
      lastUpdatedTime: one(
        ({ listing }) => listing.updatedAt,
        (_, listing) => listing.updatedAt,
      ),
    },
    dotted: (place, attribute) => {
      if (attribute === 'amazonmetadata.sourceCategory') return place < 0 ? 'data-product' : 'asset';
      const each = place < 0 ? undefined : listedAsset(bank, place);
      return each && formMember(each.asset, attribute);
    },
  };
};

interface SearchListingsInput extends QueryInput {
  readonly additionalAttributes?: readonly string[];
  readonly aggregations?: readonly { readonly attribute: string; readonly displayValue?: string }[];
}

const wants = (input: SearchListingsInput, attribute: string): boolean =>
  input.additionalAttributes?.includes(attribute) === true;

const rationale = (
  input: SearchListingsInput,
  item: { readonly name: string; readonly description?: string },
): object =>
  wants(input, 'TEXT_MATCH_RATIONALE')
    ? {
        matchRationale: [
          {
            textMatches: [
              ...textMatches(input.searchText, 'name', item.name),
              ...textMatches(input.searchText, 'description', item.description),
            ],
          },
        ],
      }
    : {};

const orNone = (more: object): object | undefined => (Object.keys(more).length > 0 ? more : undefined);

const assetListing = (bank: Bank, { asset, listing }: ListedAsset, input: SearchListingsInput): object => ({
  listingId: listing.id,
  listingRevision: String(listing.revision),
  name: asset.name,
  entityId: asset.id,
  entityRevision: String(listing.entityRevision),
  entityType: asset.typeName,
  description: asset.description,
  createdAt: seconds(listing.createdAt),
  listingCreatedBy: listing.createdBy,
  listingUpdatedBy: listing.updatedBy,
  glossaryTerms: detailedTerms(bank, asset.glossaryTerms),
  governedGlossaryTerms: detailedTerms(bank, asset.governedTerms),
  owningProjectId: asset.projectId,
  additionalAttributes: orNone({
    ...(wants(input, 'FORMS') ? { forms: listingForms(bank, asset) } : {}),
    ...(wants(input, 'TIME_SERIES_DATA_POINT_FORMS')
      ? { latestTimeSeriesDataPointForms: asset.quality.map(qualityAnswer) }
      : {}),
    ...rationale(input, asset),
  }),
});

const listingItems = (bank: Bank, product: DataProduct): object[] =>
  product.items.flatMap((item) => {
    const listing = bank.assets.byId(item.assetId)?.listing;
    return listing
      ? [
          {
            listingId: listing.id,
            listingRevision: String(listing.revision),
            glossaryTerms: detailedTerms(bank, item.glossaryTerms),
          },
        ]
      : [];
  });

const productListing = (bank: Bank, product: DataProduct, listing: Listing, input: SearchListingsInput): object => ({
  listingId: listing.id,
  listingRevision: String(listing.revision),
  name: product.name,
  entityId: product.id,
  entityRevision: String(listing.entityRevision),
  description: product.description?.slice(0, 2048),
  createdAt: seconds(listing.createdAt),
  listingCreatedBy: listing.createdBy,
  listingUpdatedBy: listing.updatedBy,
  glossaryTerms: detailedTerms(bank, product.glossaryTerms),
  owningProjectId: product.owningProjectId,
  additionalAttributes: orNone({ ...(wants(input, 'FORMS') ? { forms: '{}' } : {}), ...rationale(input, product) }),
  items: listingItems(bank, product),
});

const aggregate = (
  found: readonly Place[],
  readers: Readers<Place>,
  wanted: NonNullable<SearchListingsInput['aggregations']>,
): object[] =>
  wanted.map(({ attribute, displayValue }) => {
    const counts = new Map<string, number>();
    const read = readers.values[attribute];
    for (const place of found) {
      const value = read ? read(place) : readers.dotted?.(place, attribute);
      for (const each of value === undefined ? [] : typeof value === 'object' ? value : [String(value)]) {
        counts.set(each, (counts.get(each) ?? 0) + 1);
      }
    }
    const items = [...counts]
      .map(([value, count]) => ({ value, count }))
      .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
    return { attribute, displayValue, items };
  });

const activePlaces = (bank: Bank): Place[] => {
  const assets = bank.assets.ordinals().filter((ordinal) => bank.assets.head(ordinal).published);
  const products = listedProducts(bank).flatMap(({ listing }, at) => (isShown(listing) ? [-1 - at] : []));
  return [...assets, ...products];
};

/** SearchListings: everything published, over all projects (api-surface §1a). */
export const searchListings = operation((call, input: SearchListingsInput) => {
  const { bank } = call;
  const readers = readersFor(bank);
  const active = call.remember('active', () => activePlaces(bank));
  const found = call.remember(queryKey(input), () => runQuery(active, input, readers, call.timeFilterUnit));
  const products = listedProducts(bank);
  const { slice, nextToken } = call.page(found, PAGE);
  const items = slice.flatMap((place): object[] => {
    const product = place < 0 ? products[-1 - place] : undefined;
    if (product) return [{ dataProductListing: productListing(bank, product.product, product.listing, input) }];
    const each = listedAsset(bank, place);
    return each ? [{ assetListing: assetListing(bank, each, input) }] : [];
  });
  return {
    items,
    nextToken,
    totalMatchCount: found.length,
    aggregates: input.aggregations && aggregate(found, readers, input.aggregations),
  };
});

/** A listing's name is shorter than an asset's may be. */
const listingName = (name: string): string => Array.from(name).slice(0, 64).join('');

const listingAnswer = (
  call: Call,
  listing: Listing,
  item: object,
  name: string,
  description: string | undefined,
): object => ({
  domainId: call.bank.domain.id,
  id: listing.id,
  listingRevision: String(listing.revision),
  createdAt: seconds(listing.createdAt),
  updatedAt: seconds(listing.updatedAt),
  createdBy: listing.createdBy,
  updatedBy: listing.updatedBy,
  item,
  name: listingName(name),
  description: description?.slice(0, 2048),
  status: listing.status,
});

/** GetListing: by listing id, the present revision only. */
export const getListing = operation((call, input: { identifier: string; listingRevision?: string }) => {
  const { bank } = call;
  const ordinal = ordinalOf(bank.seed, 'listing', input.identifier);
  const living = ordinal !== undefined && bank.assets.byOrdinal(ordinal) ? listedAsset(bank, ordinal) : undefined;
  const product = living ? undefined : listedProducts(bank).find(({ listing }) => listing.id === input.identifier);
  const listing = living?.listing ?? product?.listing;
  if (!listing || (input.listingRevision !== undefined && Number(input.listingRevision) !== listing.revision)) {
    throw notFound(`Listing ${input.identifier} not found.`);
  }
  if (living) {
    const { asset } = living;
    const assetItem = {
      assetId: asset.id,
      assetRevision: String(listing.entityRevision),
      assetType: asset.typeName,
      createdAt: seconds(asset.createdAt),
      forms: listingForms(bank, asset),
      latestTimeSeriesDataPointForms: asset.quality.map(qualityAnswer),
      glossaryTerms: detailedTerms(bank, asset.glossaryTerms),
      governedGlossaryTerms: detailedTerms(bank, asset.governedTerms),
      owningProjectId: asset.projectId,
    };
    return listingAnswer(call, listing, { assetListing: assetItem }, asset.name, asset.description);
  }
  if (!product) throw notFound(`Listing ${input.identifier} not found.`);
  const productItem = {
    dataProductId: product.product.id,
    dataProductRevision: String(listing.entityRevision),
    createdAt: seconds(product.product.createdAt),
    forms: '{}',
    glossaryTerms: orAbsent(detailedTerms(bank, product.product.glossaryTerms)),
    owningProjectId: product.product.owningProjectId,
    items: listingItems(bank, product.product),
  };
  return listingAnswer(
    call,
    listing,
    { dataProductListing: productItem },
    product.product.name,
    product.product.description,
  );
});
