import { type AssetEdits, createAssetEdits } from '#emulator/bank/asset-edits.ts';
import { type CatalogEdits, createCatalogEdits } from '#emulator/bank/catalog-edits.ts';
import { type EditContext, editsOf, must } from '#emulator/bank/edit-context.ts';
import { type EstateEdits, createEstateEdits } from '#emulator/bank/estate-edits.ts';
import { type GovernanceEdits, createGovernanceEdits } from '#emulator/bank/governance/edits.ts';
import { type TermEdits, createTermEdits } from '#emulator/bank/term-edits.ts';
import type { Project } from '#emulator/bank/types.ts';

/**
 * Changes to the bank, as other people would make them between two pulls. Each moves the revision and the times the
 * way the service does; each throws when what it names is not there.
 */
export interface Edits extends AssetEdits, EstateEdits, CatalogEdits, GovernanceEdits, TermEdits {
  readonly changeProject: (
    projectId: string,
    change: Partial<Pick<Project, 'name' | 'description' | 'status' | 'domainUnitId'>>,
  ) => Project;
  /** the project and all it owns: assets, glossaries, terms, products, environments, data sources */
  readonly deleteProject: (projectId: string) => void;
}

const projectEdits = (context: EditContext): Pick<Edits, 'changeProject' | 'deleteProject'> => {
  const { bank } = context;
  const dropFilters = (): void => {
    for (const filter of bank.assetFilters.list())
      if (!bank.assets.byId(filter.assetId)) bank.assetFilters.remove(filter.id);
  };
  return {
    changeProject: editsOf(bank.projects, 'project', context).change,
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
  };
};

/** Counts up from a number far past every ordinal a bank is built with. */
const counter = (from: number): (() => number) => {
  let last = from;
  return () => {
    last += 1;
    return last;
  };
};

/** Edits by who makes them, a profile id. All of them draw from the same ids. */
export const createEdits = (bank: EditContext['bank'], clock: () => number): ((by: string) => Edits) => {
  const estate = createEstateEdits(bank, clock);
  const next = counter(2_000_000);
  const nextTerm = counter(999_999);
  const made = new Map<string, Edits>();
  return (by) => {
    const known = made.get(by);
    if (known) return known;
    const context: EditContext = { bank, clock, by, next };
    const edits: Edits = {
      ...estate,
      ...createAssetEdits(context),
      ...createCatalogEdits(context),
      ...createGovernanceEdits(context),
      ...createTermEdits(context, nextTerm),
      ...projectEdits(context),
    };
    made.set(by, edits);
    return edits;
  };
};
