import { type EditContext, must, present } from '#emulator/bank/edit-context.ts';
import { columnMetadataOf, withColumnMetadata } from '#emulator/bank/form-columns.ts';
import { formOf, tableArn } from '#emulator/bank/forms.ts';
import { idOf } from '#emulator/bank/ids.ts';
import { isShown, madeListing, nextListing } from '#emulator/bank/listed.ts';
import type { Asset, Listing } from '#emulator/bank/types.ts';

const GLUE = 'amazon.datazone.GlueTableAssetType';

/** What a revision is made of. What is left out is gone; the read-only forms stay unless they are given. */
export type AssetContent = Pick<Asset, 'name' | 'typeRevision' | 'glossaryTerms' | 'forms'> &
  Partial<Pick<Asset, 'readOnlyForms'>> & { readonly description?: string | undefined };

/** Changes to assets and their listings. */
export interface AssetEdits {
  readonly addAsset: (asset: {
    projectId: string;
    name: string;
    description?: string;
    columns: readonly { name: string; type: string }[];
  }) => Asset;
  readonly renameAsset: (assetId: string, name: string) => Asset;
  readonly describeAsset: (assetId: string, description: string | undefined) => Asset;
  readonly tagAsset: (assetId: string, termIds: readonly string[]) => Asset;
  readonly moveAsset: (assetId: string, projectId: string) => Asset;
  /** replaces the terms (and, when given, name and description) of one column */
  readonly retagColumn: (
    assetId: string,
    column: string,
    termIds: readonly string[],
    words?: { name?: string; description?: string },
  ) => Asset;
  /** the next revision, made of nothing but what is given; governed terms and listing stay */
  readonly reviseAsset: (assetId: string, content: AssetContent) => Asset;
  readonly removeAsset: (assetId: string) => void;
  /** lists a revision, the latest when none is given; `CREATING` leaves it to `finishAssetListing` */
  readonly publishAsset: (assetId: string, revision?: number, status?: 'ACTIVE' | 'CREATING') => Asset;
  /** a listing being made becomes active, unless it is not that revision any more */
  readonly finishAssetListing: (assetId: string, listingRevision: number) => void;
  readonly unpublishAsset: (assetId: string) => Asset;
  /** anything else about an asset; `newRevision` false changes it in place */
  readonly changeAsset: (
    assetId: string,
    change: Partial<Omit<Asset, 'id' | 'ordinal'>>,
    newRevision?: boolean,
  ) => Asset;
}

type Change = AssetEdits['changeAsset'];
type Find = (id: string) => Asset;

const listingEdits = (
  { bank, clock, by }: EditContext,
  asset: Find,
  changeAsset: Change,
): Pick<AssetEdits, 'publishAsset' | 'finishAssetListing' | 'unpublishAsset'> => {
  const put = (id: string, listing: Listing): Asset => changeAsset(id, { listing, published: isShown(listing) }, false);
  const list = (id: string, status: Listing['status'], entityRevision: number): Asset => {
    const before = asset(id);
    const own = idOf(bank.seed, 'listing', before.ordinal);
    return put(id, nextListing(before.listing, { id: own, status, entityRevision, at: clock(), by }));
  };
  return {
    publishAsset: (id, revision, status = 'ACTIVE') => list(id, status, revision ?? asset(id).revision),
    finishAssetListing: (id, revision) => {
      const made = madeListing(bank.assets.byId(id)?.listing, revision, clock());
      if (made) put(id, made);
    },
    unpublishAsset: (id) => list(id, 'INACTIVE', asset(id).listing?.entityRevision ?? asset(id).revision),
  };
};

const addAsset =
  ({ bank, clock, by }: EditContext): AssetEdits['addAsset'] =>
  ({ projectId, name, description, columns }) => {
    const project = must(bank.projects.get(projectId), 'project', projectId);
    const now = clock();
    const table = name.toLowerCase().replace(/\W+/g, '_');
    const arn = tableArn(bank.region, project.accountId, 'added', table);
    return bank.assets.append((ordinal, id) => ({
      ordinal,
      id,
      projectId,
      name,
      ...(description === undefined ? {} : { description }),
      typeName: GLUE,
      typeRevision: bank.assetTypes.get(GLUE)?.revision ?? '1',
      externalIdentifier: arn,
      revision: 1,
      createdAt: now,
      createdBy: by,
      firstCreatedAt: now,
      firstCreatedBy: by,
      published: false,
      glossaryTerms: [],
      governedTerms: [],
      forms: [
        formOf('GlueTableForm', 'amazon.datazone.GlueTableFormType', {
          catalogId: project.accountId,
          databaseName: 'added',
          tableName: table,
          tableArn: arn,
          region: bank.region,
          columns: columns.map((column) => ({ columnName: column.name, dataType: column.type })),
        }),
        formOf('AssetCommonDetailsForm', 'amazon.datazone.AssetCommonDetailsFormType', { sourceIdentifier: arn }),
      ],
      readOnlyForms: [],
      quality: [],
    }));
  };

const retagColumn =
  (asset: Find, changeAsset: Change): AssetEdits['retagColumn'] =>
  (id, column, terms, words = {}) => {
    const before = asset(id);
    const metadata = columnMetadataOf(before);
    const own = metadata.find((each) => each.columnIdentifier === column);
    const { glossaryTerms: _terms, ...kept } = own ?? { columnIdentifier: column };
    const fresh = { ...kept, ...words, ...(terms.length === 0 ? {} : { glossaryTerms: terms }) };
    const next = own ? metadata.map((each) => (each === own ? fresh : each)) : [...metadata, fresh];
    return changeAsset(id, { forms: withColumnMetadata(before.forms, next) });
  };

export const createAssetEdits = (context: EditContext): AssetEdits => {
  const { bank, clock, by } = context;
  const asset: Find = (id) => must(bank.assets.byId(id), 'asset', id);

  const changeAsset: Change = (id, change, newRevision = true) => {
    const before = asset(id);
    const moved = newRevision ? { revision: before.revision + 1, createdAt: clock(), createdBy: by } : {};
    const after: Asset = present({ ...before, ...moved, ...change });
    bank.assets.replace(after);
    return after;
  };

  const reviseAsset: AssetEdits['reviseAsset'] = (id, { description, ...content }) => {
    const { description: _before, ...before } = asset(id);
    const said = description === undefined ? {} : { description };
    const moved = { revision: before.revision + 1, createdAt: clock(), createdBy: by };
    const after: Asset = { ...before, ...content, ...said, ...moved };
    bank.assets.replace(after);
    return after;
  };

  return {
    ...listingEdits(context, asset, changeAsset),
    addAsset: addAsset(context),
    changeAsset,
    reviseAsset,
    renameAsset: (id, name) => changeAsset(id, { name }),
    describeAsset: (id, description) => {
      const { name, typeRevision, glossaryTerms, forms } = asset(id);
      return reviseAsset(id, { name, typeRevision, glossaryTerms, forms, description });
    },
    tagAsset: (id, glossaryTerms) => changeAsset(id, { glossaryTerms }),
    moveAsset: (id, projectId) => {
      must(bank.projects.get(projectId), 'project', projectId);
      return changeAsset(id, { projectId });
    },
    retagColumn: retagColumn(asset, changeAsset),
    removeAsset: (id) => {
      bank.assets.remove(asset(id).ordinal);
      for (const filter of bank.filtersOf(id)) bank.assetFilters.remove(filter.id);
    },
  };
};
