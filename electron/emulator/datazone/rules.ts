import type { Bank } from '#emulator/bank/bank.ts';
import type { Rule } from '#emulator/bank/governance/types.ts';
import { seconds } from '#emulator/datazone/answers.ts';
import { operation } from '#emulator/operation.ts';
import { notFound } from '#emulator/wire/aws-error.ts';

const PAGE = 50;

const typeOf = (rule: Rule): string =>
  'forms' in rule.requires ? 'METADATA_FORM_ENFORCEMENT' : 'GLOSSARY_TERM_ENFORCEMENT';

const core = (rule: Rule): object => ({
  identifier: rule.id,
  revision: String(rule.revision),
  ruleType: typeOf(rule),
  name: rule.name,
  targetType: 'DOMAIN_UNIT',
  target: { domainUnitTarget: { domainUnitId: rule.unitId, includeChildDomainUnits: rule.includeChildren } },
  action: rule.action,
  scope: {
    assetType: rule.assetTypes
      ? { selectionMode: 'SPECIFIC', specificAssetTypes: rule.assetTypes }
      : { selectionMode: 'ALL' },
    dataProduct: rule.dataProduct,
    project: rule.projectIds
      ? { selectionMode: 'SPECIFIC', specificProjects: rule.projectIds }
      : { selectionMode: 'ALL' },
  },
  updatedAt: seconds(rule.updatedAt),
  lastUpdatedBy: rule.updatedBy,
});

interface ListRulesInput {
  readonly targetIdentifier: string;
  readonly ruleType?: string;
  readonly action?: string;
  readonly projectIds?: readonly string[];
  readonly assetTypes?: readonly string[];
  readonly dataProduct?: boolean;
  readonly includeCascaded?: boolean;
}

/** Units above one, nearest first. A loop in the tree ends the walk. */
export const above = (bank: Bank, unitId: string): ReadonlySet<string> => {
  const found = new Set<string>();
  let parent = bank.units.get(unitId)?.parentId;
  while (parent !== undefined && !found.has(parent)) {
    found.add(parent);
    parent = bank.units.get(parent)?.parentId;
  }
  return found;
};

/** Whether a scope holds for any of what is asked: an open scope does for all. */
const covers = (scope: readonly string[] | undefined, asked: readonly string[] | undefined): boolean =>
  scope === undefined || asked === undefined || asked.length === 0 || asked.some((each) => scope.includes(each));

/** ListRules: those of the unit itself and, with `includeCascaded`, those units above hand down. */
export const listRules = operation((call, input: ListRulesInput) => {
  const { bank } = call;
  const { targetIdentifier: unitId } = input;
  if (!bank.units.get(unitId)) throw notFound(`Domain unit ${unitId} not found.`);
  const higher = input.includeCascaded === true ? above(bank, unitId) : new Set<string>();
  const rules = bank.rules
    .list()
    .filter(
      (rule) =>
        (rule.unitId === unitId || (rule.includeChildren && higher.has(rule.unitId))) &&
        (input.ruleType === undefined || input.ruleType === typeOf(rule)) &&
        (input.action === undefined || input.action === rule.action) &&
        (input.dataProduct === undefined || input.dataProduct === rule.dataProduct) &&
        covers(rule.projectIds, input.projectIds) &&
        covers(rule.assetTypes, input.assetTypes),
    );
  const { slice, nextToken } = call.page(rules, PAGE);
  return { items: slice.map(core), nextToken };
});

const detail = ({ requires }: Rule): object =>
  'forms' in requires
    ? {
        metadataFormEnforcementDetail: {
          requiredMetadataForms: requires.forms.map(({ typeName, typeRevision }) => ({
            typeIdentifier: typeName,
            typeRevision,
          })),
        },
      }
    : { glossaryTermEnforcementDetail: { requiredGlossaryTermIds: requires.termIds } };

/** GetRule. Only the latest revision is kept. */
export const getRule = operation((call, input: { identifier: string; revision?: string }) => {
  const rule = call.bank.rules.get(input.identifier);
  if (!rule || (input.revision !== undefined && input.revision !== String(rule.revision))) {
    throw notFound(`Rule ${input.identifier} not found.`);
  }
  return {
    ...core(rule),
    detail: detail(rule),
    description: rule.description,
    createdAt: seconds(rule.createdAt),
    createdBy: rule.createdBy,
  };
});
