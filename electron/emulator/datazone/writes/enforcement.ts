import type { Bank } from '#emulator/bank/bank.ts';
import type { Rule } from '#emulator/bank/governance/types.ts';
import type { Asset, DataProduct } from '#emulator/bank/types.ts';
import { above } from '#emulator/datazone/rules.ts';

/** What is about to be published, as rules see it. */
interface Published {
  readonly projectId: string;
  /** absent: a data product */
  readonly assetType?: string;
  readonly forms: readonly string[];
  readonly terms: readonly string[];
}

const inScope = (rule: Rule, { projectId, assetType }: Published): boolean =>
  (rule.projectIds?.includes(projectId) ?? true) &&
  (assetType === undefined ? rule.dataProduct : (rule.assetTypes?.includes(assetType) ?? true));

const missing = (bank: Bank, { name, requires }: Rule, { forms, terms }: Published): string[] => {
  if ('forms' in requires)
    return requires.forms
      .filter(({ typeName }) => !forms.includes(typeName))
      .map(({ typeName }) => `the rule '${name}' requires the metadata form ${typeName}`);
  if (requires.termIds.some((id) => terms.includes(id))) return [];
  const names = requires.termIds.map((id) => `${bank.terms.get(id)?.name ?? ''} (${id})`);
  return [`the rule '${name}' requires one of the glossary terms ${names.join(', ')}`];
};

const breaches = (bank: Bank, published: Published): string[] => {
  const unitId = bank.projects.get(published.projectId)?.domainUnitId ?? '';
  const higher = above(bank, unitId);
  return bank.rules
    .list()
    .filter(
      (rule) =>
        rule.action === 'CREATE_LISTING_CHANGE_SET' &&
        (rule.unitId === unitId || (rule.includeChildren && higher.has(rule.unitId))) &&
        inScope(rule, published),
    )
    .flatMap((rule) => missing(bank, rule, published));
};

/** What an asset lacks to be published, a clause each; empty when no rule stands against it. */
export const lackingInAsset = (bank: Bank, asset: Asset): string[] =>
  breaches(bank, {
    projectId: asset.projectId,
    assetType: asset.typeName,
    forms: asset.forms.map(({ typeName }) => typeName),
    terms: [...asset.glossaryTerms, ...asset.governedTerms],
  });

/** What a data product lacks to be published. Products carry no forms here, so a rule that asks for one refuses it. */
export const lackingInProduct = (bank: Bank, product: DataProduct): string[] =>
  breaches(bank, { projectId: product.owningProjectId, forms: [], terms: product.glossaryTerms });
