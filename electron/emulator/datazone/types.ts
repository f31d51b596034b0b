import type { AssetType, FormType, LineageNodeType } from '#emulator/bank/types.ts';
import { seconds } from '#emulator/datazone/answers.ts';
import { type QueryInput, type Readers, runQuery } from '#emulator/datazone/query.ts';
import { type Call, operation } from '#emulator/operation.ts';
import { notFound } from '#emulator/wire/aws-error.ts';

const PAGE = 50;

const formTypeAnswer = (type: FormType, domainId: string): object => ({
  domainId,
  name: type.name,
  revision: type.revision,
  model: { smithy: type.smithy },
  status: 'ENABLED',
  owningProjectId: type.owningProjectId,
  createdAt: seconds(type.createdAt),
  createdBy: type.createdBy,
  description: type.description,
});

const assetTypeAnswer = (type: AssetType, domainId: string): object => ({
  domainId,
  name: type.name,
  revision: type.revision,
  description: type.description,
  formsOutput: type.forms,
  owningProjectId: type.owningProjectId,
  createdAt: seconds(type.createdAt),
  createdBy: type.createdBy,
  updatedAt: seconds(type.updatedAt),
  updatedBy: type.updatedBy,
});

const nodeTypeAnswer = (type: LineageNodeType, domainId: string): object => ({
  domainId,
  name: type.name,
  description: type.description,
  revision: type.revision,
  formsOutput: type.forms,
  createdAt: seconds(type.createdAt),
  createdBy: type.createdBy,
  updatedAt: seconds(type.updatedAt),
  updatedBy: type.updatedBy,
});

const readers: Readers<FormType | AssetType | LineageNodeType> = {
  texts: { name: (type) => type.name, description: (type) => type.description },
  values: {
    name: (type) => type.name,
    description: (type) => type.description,
    createdBy: (type) => type.createdBy,
    owningProjectId: (type) => ('owningProjectId' in type ? type.owningProjectId : undefined),
    creationTime: (type) => type.createdAt,
    lastUpdatedTime: (type) => ('updatedAt' in type ? type.updatedAt : type.createdAt),
  },
};

interface SearchTypesInput extends QueryInput {
  readonly searchScope: 'FORM_TYPE' | 'ASSET_TYPE' | 'LINEAGE_NODE_TYPE';
  readonly managed: boolean;
}

const answerOne = (
  scope: SearchTypesInput['searchScope'],
  type: FormType | AssetType | LineageNodeType,
  domainId: string,
): object => {
  if (scope === 'FORM_TYPE') return { formTypeItem: formTypeAnswer(type as FormType, domainId) };
  if (scope === 'ASSET_TYPE') return { assetTypeItem: assetTypeAnswer(type as AssetType, domainId) };
  return { lineageNodeTypeItem: nodeTypeAnswer(type as LineageNodeType, domainId) };
};

const inScope = (call: Call, input: SearchTypesInput): readonly (FormType | AssetType | LineageNodeType)[] => {
  if (input.searchScope === 'FORM_TYPE')
    return call.bank.formTypes.list().filter((type) => type.managed === input.managed);
  if (input.searchScope === 'ASSET_TYPE')
    return call.bank.assetTypes.list().filter((type) => type.managed === input.managed);
  return input.managed ? call.bank.lineageNodeTypes.list() : [];
};

export const searchTypes = operation((call, input: SearchTypesInput) => {
  const found = runQuery(inScope(call, input), input, readers, call.timeFilterUnit);
  const { slice, nextToken } = call.page(found, PAGE);
  const { id } = call.bank.domain;
  return {
    items: slice.map((type) => answerOne(input.searchScope, type, id)),
    nextToken,
    totalMatchCount: found.length,
  };
});

export const getFormType = operation((call, input: { formTypeIdentifier: string; revision?: string }) => {
  const type = call.bank.formTypes.get(input.formTypeIdentifier);
  if (!type || (input.revision !== undefined && input.revision !== type.revision)) {
    throw notFound(`Form type ${input.formTypeIdentifier} not found.`);
  }
  return formTypeAnswer(type, call.bank.domain.id);
});

export const getAssetType = operation((call, input: { identifier: string; revision?: string }) => {
  const type = call.bank.assetTypes.get(input.identifier);
  if (!type || (input.revision !== undefined && input.revision !== type.revision)) {
    throw notFound(`Asset type ${input.identifier} not found.`);
  }
  return assetTypeAnswer(type, call.bank.domain.id);
});
