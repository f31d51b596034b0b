import {
  type PolicyEntityType,
  type PolicyGrant,
  type PolicyPrincipal,
  type PolicyType,
  unitPolicies,
} from '#emulator/bank/governance/types.ts';
import { ownerAnswer, seconds } from '#emulator/datazone/answers.ts';
import { type Call, operation } from '#emulator/operation.ts';
import { denied } from '#emulator/wire/aws-error.ts';

const PAGE = 25;

const exists = ({ bank }: Call, type: PolicyEntityType, id: string): boolean => {
  switch (type) {
    case 'DOMAIN_UNIT':
      return bank.units.get(id) !== undefined;
    case 'ASSET_TYPE':
      return bank.assetTypes.get(id) !== undefined;
    case 'ENVIRONMENT_BLUEPRINT_CONFIGURATION':
      return bank.blueprintConfigurations.get(id) !== undefined;
    case 'ENVIRONMENT_PROFILE':
    default:
      return bank.environments.list().some(({ profileId }) => profileId === id);
  }
};

const principalAnswer = (principal: PolicyPrincipal): object => {
  switch (principal.kind) {
    case 'user':
      return { user: { userIdentifier: principal.id } };
    case 'group':
      return { group: { groupIdentifier: principal.id } };
    case 'allUsers':
      return { user: { allUsersGrantFilter: {} } };
    case 'project':
      return {
        project: {
          projectDesignation: principal.designation,
          projectIdentifier: principal.projectId,
          projectGrantFilter: principal.ofUnit && {
            domainUnitFilter: {
              domainUnit: principal.ofUnit.unitId,
              includeChildDomainUnits: principal.ofUnit.includeChildren,
            },
          },
        },
      };
    case 'unitOwners':
    default:
      return {
        domainUnit: {
          domainUnitDesignation: 'OWNER',
          domainUnitIdentifier: principal.unitId,
          domainUnitGrantFilter: principal.unitId === undefined ? { allDomainUnitsGrantFilter: {} } : undefined,
        },
      };
  }
};

const aboutUnits: ReadonlySet<PolicyType> = new Set(unitPolicies);

/** The union member of a policy is its name in camel case. */
const memberOf = (policy: PolicyType): string =>
  policy.toLowerCase().replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

const detailAnswer = (grant: PolicyGrant): object => ({
  [memberOf(grant.policyType)]: aboutUnits.has(grant.policyType)
    ? { includeChildDomainUnits: grant.includeChildren, projectProfiles: grant.projectProfileIds }
    : { domainUnitId: grant.unitId },
});

interface ListPolicyGrantsInput {
  readonly entityType: PolicyEntityType;
  readonly entityIdentifier: string;
  readonly policyType: PolicyType;
}

/** ListPolicyGrants: one policy on one entity. A policy that is not for this kind of entity has no grants there. */
export const listPolicyGrants = operation((call, input: ListPolicyGrantsInput) => {
  const { entityType, entityIdentifier, policyType } = input;
  if (!exists(call, entityType, entityIdentifier)) throw denied(call.operation);
  const { slice, nextToken } = call.page(call.bank.grantsOn(`${entityType} ${policyType} ${entityIdentifier}`), PAGE);
  return {
    grantList: slice.map((grant) => ({
      principal: principalAnswer(grant.principal),
      detail: detailAnswer(grant),
      createdAt: seconds(grant.createdAt),
      createdBy: grant.createdBy,
      grantId: grant.id,
    })),
    nextToken,
  };
});

export const listEntityOwners = operation((call, input: { entityIdentifier: string }) => {
  const unit = call.bank.units.get(input.entityIdentifier);
  if (!unit) throw denied(call.operation);
  const { slice, nextToken } = call.page(unit.owners, PAGE);
  return { owners: slice.map(ownerAnswer), nextToken };
});
