import { type EditContext, must } from '#emulator/bank/edit-context.ts';
import { idOf } from '#emulator/bank/ids.ts';
import { madeListing, nextListing } from '#emulator/bank/listed.ts';
import type { DataProduct, Listing } from '#emulator/bank/types.ts';

/** Changes to data products and their listings. */
export interface ProductEdits {
  readonly addProduct: (
    projectId: string,
    product: Pick<DataProduct, 'name' | 'description' | 'items' | 'glossaryTerms'>,
  ) => DataProduct;
  /** makes the next revision; the listing goes on showing the listed one */
  readonly changeProduct: (
    productId: string,
    change: Partial<Pick<DataProduct, 'name' | 'description' | 'items' | 'glossaryTerms'>>,
  ) => DataProduct;
  /** lists a revision, the latest when none is given; only that and the listed one are kept */
  readonly publishProduct: (productId: string, revision?: number, status?: 'ACTIVE' | 'CREATING') => DataProduct;
  /** a listing being made becomes active, unless it is not that revision any more */
  readonly finishProductListing: (productId: string, listingRevision: number) => void;
  readonly unpublishProduct: (productId: string) => DataProduct;
  readonly removeProduct: (productId: string) => void;
}

type ListingEdits = Pick<ProductEdits, 'publishProduct' | 'finishProductListing' | 'unpublishProduct'>;

const productListings = ({ bank, clock, by, next }: EditContext): ListingEdits => {
  const put = (after: DataProduct): DataProduct => {
    bank.products.put(after);
    return after;
  };
  const list = (product: DataProduct, status: Listing['status'], entityRevision: number): DataProduct => {
    const id = product.listing?.id ?? idOf(bank.seed, 'productListing', next());
    return put({
      ...product,
      listing: nextListing(product.listing, { id, status, entityRevision, at: clock(), by }),
    });
  };
  return {
    publishProduct: (id, revision, status = 'ACTIVE') => {
      const product = must(bank.products.get(id), 'data product', id);
      const { listedAs, ...latest } = product;
      if (revision === undefined || revision === latest.revision) return list(latest, status, latest.revision);
      if (listedAs?.revision !== revision) throw new RangeError(`The bank keeps no revision ${revision} of ${id}.`);
      return list(product, status, revision);
    },
    finishProductListing: (id, revision) => {
      const product = bank.products.get(id);
      const listing = madeListing(product?.listing, revision, clock());
      if (product && listing) put({ ...product, listing });
    },
    unpublishProduct: (id) => {
      const product = must(bank.products.get(id), 'data product', id);
      return list(product, 'INACTIVE', product.listing?.entityRevision ?? product.revision);
    },
  };
};

export const createProductEdits = (context: EditContext): ProductEdits => {
  const { bank, clock, by, next } = context;
  const product = (id: string): DataProduct => must(bank.products.get(id), 'data product', id);
  const put = (after: DataProduct): DataProduct => {
    bank.products.put(after);
    return after;
  };
  return {
    addProduct: (owningProjectId, fresh) => {
      must(bank.projects.get(owningProjectId), 'project', owningProjectId);
      const times = { createdAt: clock(), createdBy: by, firstCreatedAt: clock(), firstCreatedBy: by };
      return put({ ...fresh, id: idOf(bank.seed, 'product', next()), owningProjectId, revision: 1, ...times });
    },
    changeProduct: (id, change) => {
      const { listedAs, ...before } = product(id);
      const moved = { revision: before.revision + 1, createdAt: clock(), createdBy: by };
      return put({ ...before, ...change, ...moved, ...(before.listing ? { listedAs: listedAs ?? before } : {}) });
    },
    ...productListings(context),
    removeProduct: (id) => {
      product(id);
      bank.products.remove(id);
    },
  };
};
