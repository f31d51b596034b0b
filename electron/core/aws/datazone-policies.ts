import * as dz from '@aws-sdk/client-datazone';
import type { GrantPrincipalKind, PolicyGrantRow, RuleRow } from '../catalog/rows-governance.ts';
import { flag, instant, type Page, said, token } from './page.ts';
import type { Policy, PolicyEntity } from './policies-on.ts';
import type { AwsSession } from './session.ts';

const PAGE = 50;
const SMALL_PAGE = 25;

/** Grants of one policy on one entity: there is no call that tells all policies at once. */
export async function policyGrants(
  session: AwsSession,
  domainId: string,
  entity: { type: PolicyEntity; id: string },
  policy: Policy,
  next: string | null,
  signal: AbortSignal,
): Promise<Page<PolicyGrantRow>> {
  const client = await session.datazone();
  const answer = await session.call('datazone:ListPolicyGrants', signal, (options) =>
    client.send(
      new dz.ListPolicyGrantsCommand({
        domainIdentifier: domainId,
        entityType: entity.type,
        entityIdentifier: entity.id,
        policyType: policy,
        maxResults: SMALL_PAGE,
        nextToken: next ?? undefined,
      }),
      options,
    ),
  );
  return {
    items: (answer.grantList ?? []).map((grant) => {
      const principal = grantPrincipal(grant.principal);
      const body: object = grant.detail === undefined ? {} : (Object.values(grant.detail)[0] ?? {});
      return {
        // One without an id is told apart by what it says.
        id: grant.grantId ?? [entity.id, policy, principal.kind, principal.id ?? ''].join('/'),
        entity_type: entity.type,
        entity_id: entity.id,
        policy_type: policy,
        principal_kind: principal.kind,
        principal_id: principal.id,
        principal_designation: principal.designation,
        include_child_units: 'includeChildDomainUnits' in body ? flag(body.includeChildDomainUnits === true) : null,
        content: JSON.stringify({ principal: grant.principal ?? null, detail: grant.detail ?? null }),
        created_by: said(grant.createdBy),
        created_at: instant(grant.createdAt),
      };
    }),
    nextToken: token(answer.nextToken),
    total: null,
  };
}

interface Principal {
  kind: GrantPrincipalKind;
  id: string | null;
  designation: string | null;
}

function grantPrincipal(given: dz.PolicyGrantPrincipal | undefined): Principal {
  const { user, group, project, domainUnit: unit } = given ?? {};
  const is = (kind: GrantPrincipalKind, id: string | undefined, designation?: string): Principal => ({
    kind,
    id: said(id),
    designation: said(designation),
  });
  if (user !== undefined)
    return user.userIdentifier === undefined ? is('all_users', undefined) : is('user', user.userIdentifier);
  if (group !== undefined) return is('group', group.groupIdentifier);
  if (project !== undefined) {
    const ofUnit = project.projectGrantFilter?.domainUnitFilter;
    if (project.projectIdentifier !== undefined)
      return is('project', project.projectIdentifier, project.projectDesignation);
    if (ofUnit !== undefined) return is('projects_of_unit', ofUnit.domainUnit, project.projectDesignation);
    return is('all_projects', undefined, project.projectDesignation);
  }
  if (unit !== undefined)
    return unit.domainUnitIdentifier === undefined
      ? is('all_unit_owners', undefined, unit.domainUnitDesignation)
      : is('unit_owners', unit.domainUnitIdentifier, unit.domainUnitDesignation);
  return is('unknown', undefined);
}

/** Ids of the blueprints that are configured in the caller's account. */
export async function blueprintConfigurations(
  session: AwsSession,
  domainId: string,
  next: string | null,
  signal: AbortSignal,
): Promise<Page<string>> {
  const client = await session.datazone();
  const answer = await session.call('datazone:ListEnvironmentBlueprintConfigurations', signal, (options) =>
    client.send(
      new dz.ListEnvironmentBlueprintConfigurationsCommand({
        domainIdentifier: domainId,
        maxResults: PAGE,
        nextToken: next ?? undefined,
      }),
      options,
    ),
  );
  return {
    items: (answer.items ?? []).flatMap((item) => item.environmentBlueprintId ?? []),
    nextToken: token(answer.nextToken),
    total: null,
  };
}

/** Rules laid on one unit itself, not those that come down to it. Without what they ask for: `rule` tells that. */
export async function rules(
  session: AwsSession,
  domainId: string,
  unitId: string,
  next: string | null,
  signal: AbortSignal,
): Promise<Page<RuleRow>> {
  const client = await session.datazone();
  const answer = await session.call('datazone:ListRules', signal, (options) =>
    client.send(
      new dz.ListRulesCommand({
        domainIdentifier: domainId,
        targetType: 'DOMAIN_UNIT',
        targetIdentifier: unitId,
        maxResults: PAGE,
        nextToken: next ?? undefined,
      }),
      options,
    ),
  );
  return {
    items: (answer.items ?? []).map((item) => ruleRow(item, item.identifier ?? '', unitId, {})),
    nextToken: token(answer.nextToken),
    total: null,
  };
}

/** One rule with what it asks for. @param unitId the unit under which it was listed */
export async function rule(
  session: AwsSession,
  domainId: string,
  unitId: string,
  ruleId: string,
  signal: AbortSignal,
): Promise<RuleRow> {
  const client = await session.datazone();
  const answer = await session.call('datazone:GetRule', signal, (options) =>
    client.send(new dz.GetRuleCommand({ domainIdentifier: domainId, identifier: ruleId }), options),
  );
  return ruleRow(answer, ruleId, unitId, answer);
}

const ruleRow = (
  item: dz.RuleSummary,
  id: string,
  unitId: string,
  told: Pick<dz.GetRuleOutput, 'description' | 'detail' | 'createdAt' | 'createdBy'> | Record<string, never>,
): RuleRow => ({
  id,
  name: item.name ?? '',
  description: said(told.description),
  revision: said(item.revision),
  type: said(item.ruleType),
  action: said(item.action),
  unit_id: item.target?.domainUnitTarget?.domainUnitId ?? unitId,
  include_child_units: flag(item.target?.domainUnitTarget?.includeChildDomainUnits),
  scope: JSON.stringify(item.scope ?? {}),
  detail: told.detail === undefined ? null : JSON.stringify(told.detail),
  created_by: said(told.createdBy),
  created_at: instant(told.createdAt),
  updated_by: said(item.lastUpdatedBy),
  updated_at: instant(item.updatedAt),
});
