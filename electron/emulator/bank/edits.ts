import { columnMetadataOf, withColumnMetadata } from '#emulator/bank/form-columns.ts';
import { type CatalogEdits, createCatalogEdits } from '#emulator/bank/catalog-edits.ts';
import { type EstateEdits, createEstateEdits } from '#emulator/bank/estate-edits.ts';
import { formOf, tableArn } from '#emulator/bank/forms.ts';
import { type EditContext, must, present } from '#emulator/bank/edit-context.ts';
import { type GovernanceEdits, createGovernanceEdits } from '#emulator/bank/governance/edits.ts';
import { idOf } from '#emulator/bank/ids.ts';
import type { Asset, Glossary, Listing, Project, Term } from '#emulator/bank/types.ts';

const GLUE = 'amazon.datazone.GlueTableAssetType';

/**
 * Changes to the bank, as other people would make them between two pulls. Each moves the revision and the times the
 * way the service does; each throws when what it names is not there.
 */
export interface Edits extends EstateEdits, CatalogEdits, GovernanceEdits {
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
  readonly removeAsset: (assetId: string) => void;
  /** lists the latest revision */
  readonly publishAsset: (assetId: string) => Asset;
  readonly unpublishAsset: (assetId: string) => Asset;
  /** anything else about an asset; `newRevision` false changes it in place */
  readonly changeAsset: (
    assetId: string,
    change: Partial<Omit<Asset, 'id' | 'ordinal'>>,
    newRevision?: boolean,
  ) => Asset;
  readonly changeProject: (
    projectId: string,
    change: Partial<Pick<Project, 'name' | 'description' | 'status' | 'domainUnitId'>>,
  ) => Project;
  /** the project and all it owns: assets, glossaries, terms, products, environments, data sources */
  readonly deleteProject: (projectId: string) => void;
  readonly changeGlossary: (
    glossaryId: string,
    change: Partial<Pick<Glossary, 'name' | 'description' | 'status'>>,
  ) => Glossary;
  readonly changeTerm: (
    termId: string,
    change: Partial<Pick<Term, 'name' | 'shortDescription' | 'longDescription' | 'status' | 'isA' | 'classifies'>>,
  ) => Term;
  readonly addTerm: (glossaryId: string, name: string, shortDescription?: string) => Term;
  readonly removeTerm: (termId: string) => void;
}

export const createEdits = (bank: EditContext['bank'], clock: () => number): Edits => {
  const by = bank.users.list()[0]?.profileId ?? 'SYSTEM';
  const asset = (id: string): Asset => must(bank.assets.byId(id), 'asset', id);
  let addedTerms = 0;

  const changeAsset: Edits['changeAsset'] = (id, change, newRevision = true) => {
    const before = asset(id);
    const moved = newRevision ? { revision: before.revision + 1, createdAt: clock(), createdBy: by } : {};
    const after: Asset = present({ ...before, ...moved, ...change });
    bank.assets.replace(after);
    return after;
  };

  const list = (id: string, status: Listing['status']): Asset => {
    const before = asset(id);
    const now = clock();
    const listing: Listing = {
      id: before.listing?.id ?? idOf(bank.seed, 'listing', before.ordinal),
      revision: (before.listing?.revision ?? 0) + 1,
      entityRevision: status === 'ACTIVE' ? before.revision : (before.listing?.entityRevision ?? before.revision),
      status,
      createdAt: before.listing?.createdAt ?? now,
      createdBy: before.listing?.createdBy ?? by,
      updatedAt: now,
      updatedBy: by,
    };
    return changeAsset(id, { listing, published: status === 'ACTIVE' }, false);
  };

  // Far past every ordinal a bank is built with.
  let ordinals = 2_000_000;
  const next = (): number => {
    ordinals += 1;
    return ordinals;
  };
  const context: EditContext = { bank, clock, by, next };

  const dropFilters = (): void => {
    for (const filter of bank.assetFilters.list())
      if (!bank.assets.byId(filter.assetId)) bank.assetFilters.remove(filter.id);
  };

  return {
    ...createEstateEdits(bank, clock),
    ...createCatalogEdits(context),
    ...createGovernanceEdits(context),
    changeAsset,
    addAsset: ({ projectId, name, description, columns }) => {
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
    },
    renameAsset: (id, name) => changeAsset(id, { name }),
    describeAsset: (id, description) => {
      const { description: _before, ...rest } = asset(id);
      const after: Asset = {
        ...rest,
        ...(description === undefined ? {} : { description }),
        revision: rest.revision + 1,
        createdAt: clock(),
        createdBy: by,
      };
      bank.assets.replace(after);
      return after;
    },
    tagAsset: (id, glossaryTerms) => changeAsset(id, { glossaryTerms }),
    moveAsset: (id, projectId) => {
      must(bank.projects.get(projectId), 'project', projectId);
      return changeAsset(id, { projectId });
    },
    retagColumn: (id, column, terms, words = {}) => {
      const before = asset(id);
      const metadata = columnMetadataOf(before);
      const own = metadata.find((each) => each.columnIdentifier === column);
      const { glossaryTerms: _terms, ...kept } = own ?? { columnIdentifier: column };
      const fresh = { ...kept, ...words, ...(terms.length === 0 ? {} : { glossaryTerms: terms }) };
      const next = own ? metadata.map((each) => (each === own ? fresh : each)) : [...metadata, fresh];
      return changeAsset(id, { forms: withColumnMetadata(before.forms, next) });
    },
    removeAsset: (id) => {
      bank.assets.remove(asset(id).ordinal);
      for (const filter of bank.filtersOf(id)) bank.assetFilters.remove(filter.id);
    },
    publishAsset: (id) => list(id, 'ACTIVE'),
    unpublishAsset: (id) => list(id, 'INACTIVE'),
    changeProject: (id, change) => {
      const after = { ...must(bank.projects.get(id), 'project', id), ...change, updatedAt: clock(), updatedBy: by };
      bank.projects.put(after);
      return after;
    },
    deleteProject: (id) => {
      must(bank.projects.get(id), 'project', id);
      for (const glossary of bank.glossaries.list().filter((each) => each.owningProjectId === id)) {
        for (const term of bank.terms.list().filter((each) => each.glossaryId === glossary.id))
          bank.terms.remove(term.id);
        bank.glossaries.remove(glossary.id);
      }
      for (const product of bank.products.list().filter((each) => each.owningProjectId === id))
        bank.products.remove(product.id);
      for (const environment of bank.environmentsOf(id)) bank.environments.remove(environment.id);
      for (const target of bank.subscriptionTargets.list())
        if (target.projectId === id) bank.subscriptionTargets.remove(target.id);
      for (const source of bank.sourcesOf(id)) {
        for (const run of bank.runsOf(source.id)) bank.dataSourceRuns.remove(run.id);
        bank.dataSources.remove(source.id);
      }
      bank.projects.remove(id);
      bank.assets.removeProject(id);
      dropFilters();
    },
    changeGlossary: (id, change) => {
      const after = { ...must(bank.glossaries.get(id), 'glossary', id), ...change, updatedAt: clock(), updatedBy: by };
      bank.glossaries.put(after);
      return after;
    },
    changeTerm: (id, change) => {
      const after = { ...must(bank.terms.get(id), 'term', id), ...change, updatedAt: clock(), updatedBy: by };
      bank.terms.put(after);
      return after;
    },
    addTerm: (glossaryId, name, shortDescription) => {
      must(bank.glossaries.get(glossaryId), 'glossary', glossaryId);
      const now = clock();
      // Far past every ordinal a bank is built with.
      const id = idOf(bank.seed, 'term', 1_000_000 + addedTerms);
      addedTerms += 1;
      const term: Term = {
        id,
        glossaryId,
        name,
        ...(shortDescription === undefined ? {} : { shortDescription }),
        isA: [],
        classifies: [],
        status: 'ENABLED',
        createdAt: now,
        createdBy: by,
        updatedAt: now,
        updatedBy: by,
      };
      bank.terms.put(term);
      return term;
    },
    removeTerm: (id) => {
      must(bank.terms.get(id), 'term', id);
      bank.terms.remove(id);
    },
  };
};
