import type { Bank } from '#emulator/bank/bank.ts';
import { ordinalOf } from '#emulator/bank/ids.ts';

const textAt = (value: object, name: string): string | undefined => {
  const found = (value as Record<string, unknown>)[name];
  return typeof found === 'string' ? found : undefined;
};

/** The project behind an id, whatever kind of thing the id names. */
const owner = (bank: Bank, id: string): string | undefined => {
  if (bank.projects.get(id)) return id;
  const glossary = bank.glossaries.get(bank.terms.get(id)?.glossaryId ?? id);
  if (glossary) return glossary.owningProjectId;
  const product = bank.products.get(id);
  if (product) return product.owningProjectId;
  const part =
    bank.environments.get(id) ?? bank.dataSources.get(id) ?? bank.dataSourceRuns.get(id) ?? bank.generationRuns.get(id);
  if (part) return part.projectId;
  const access = bank.subscriptionRequests.get(id) ?? bank.subscriptions.get(id);
  if (access) return access.listing.ownerProjectId;
  const ordinal = ordinalOf(bank.seed, 'asset', id) ?? ordinalOf(bank.seed, 'listing', id);
  return ordinal !== undefined && bank.assets.byOrdinal(ordinal) ? bank.assets.head(ordinal).projectId : undefined;
};

/** Where an input names a thing, the most telling first. */
const named = [
  'assetIdentifier',
  'dataSourceIdentifier',
  'environmentIdentifier',
  'entityIdentifier',
  'identifier',
  'glossaryIdentifier',
];

/** The project a request touches: named outright, or through what its identifier names. */
export const projectOfInput = (bank: Bank, input: Record<string, unknown>): string | undefined => {
  for (const name of ['owningProjectIdentifier', 'projectIdentifier', 'approverProjectId', 'owningProjectId']) {
    const project = textAt(input, name);
    if (project !== undefined) return project;
  }
  for (const name of named) {
    const identifier = textAt(input, name);
    if (identifier !== undefined) return owner(bank, identifier);
  }
  return undefined;
};

/** The project that owns an item of a list answer, unwrapping the union it may come in. */
export const projectOfItem = (bank: Bank, item: object): string | undefined => {
  const inner: unknown = Object.values(item).length === 1 ? Object.values(item)[0] : item;
  const body = typeof inner === 'object' && inner !== null ? inner : item;
  const project = textAt(body, 'owningProjectId');
  if (project !== undefined) return project;
  const id = textAt(body, 'id');
  return id === undefined ? undefined : owner(bank, id);
};
