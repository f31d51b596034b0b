import type { DomainUnit } from '#emulator/bank/types.ts';
import { ownerAnswer, seconds } from '#emulator/datazone/answers.ts';
import { operation } from '#emulator/operation.ts';
import { notFound } from '#emulator/wire/aws-error.ts';

const PAGE = 25;

export const listDomains = operation((call, input: { status?: string }) => {
  const { domain } = call.bank;
  const items = input.status === undefined || input.status === 'AVAILABLE' ? [domain] : [];
  const { slice, nextToken } = call.page(items, PAGE);
  return {
    items: slice.map((each) => ({
      id: each.id,
      name: each.name,
      description: each.description,
      arn: each.arn,
      managedAccountId: each.managedAccountId,
      status: 'AVAILABLE',
      portalUrl: each.portalUrl,
      createdAt: seconds(each.createdAt),
      lastUpdatedAt: seconds(each.updatedAt),
      domainVersion: 'V2',
    })),
    nextToken,
  };
});

export const getDomain = operation((call) => {
  const { domain } = call.bank;
  return {
    id: domain.id,
    rootDomainUnitId: domain.rootDomainUnitId,
    name: domain.name,
    description: domain.description,
    singleSignOn: { type: 'IAM_IDC', userAssignment: 'MANUAL', idcInstanceArn: domain.idcInstanceArn },
    domainExecutionRole: domain.executionRole,
    arn: domain.arn,
    status: 'AVAILABLE',
    portalUrl: domain.portalUrl,
    createdAt: seconds(domain.createdAt),
    lastUpdatedAt: seconds(domain.updatedAt),
    tags: domain.tags,
    domainVersion: 'V2',
    serviceRole: domain.serviceRole,
  };
});

export const listDomainUnitsForParent = operation((call, input: { parentDomainUnitIdentifier: string }) => {
  const parent = input.parentDomainUnitIdentifier;
  if (!call.bank.units.get(parent)) throw notFound(`Domain unit ${parent} not found.`);
  const children = call.bank.units.list().filter((unit) => unit.parentId === parent);
  const { slice, nextToken } = call.page(children, PAGE);
  return { items: slice.map((unit) => ({ id: unit.id, name: unit.name })), nextToken };
});

const unitAnswer = (unit: DomainUnit, domainId: string): object => ({
  id: unit.id,
  domainId,
  name: unit.name,
  parentDomainUnitId: unit.parentId,
  description: unit.description,
  owners: unit.owners.slice(0, 20).map(ownerAnswer),
  createdAt: seconds(unit.createdAt),
  lastUpdatedAt: seconds(unit.updatedAt),
  createdBy: unit.createdBy,
  lastUpdatedBy: unit.updatedBy,
});

export const getDomainUnit = operation((call, input: { identifier: string }) => {
  const unit = call.bank.units.get(input.identifier);
  if (!unit) throw notFound(`Domain unit ${input.identifier} not found.`);
  return unitAnswer(unit, call.bank.domain.id);
});
