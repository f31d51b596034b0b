import type { PolicyGrant, PolicyType } from '#emulator/bank/governance/types.ts';
import type { Month, Step } from '#emulator/bank/month/types.ts';

const nameOf = (grant: PolicyGrant, on: string): { id: string; name: string } => ({
  id: grant.id,
  name: `${grant.policyType} on ${on}`,
});

const take =
  (unitName: string, policy: PolicyType, principalOf: (month: Month) => string | undefined): Step =>
  (month) => {
    const unit = month.unit(unitName);
    const principal = principalOf(month);
    const grant = month.bank
      .grantsOn(`DOMAIN_UNIT ${policy} ${unit?.id ?? ''}`)
      .find((each) => 'id' in each.principal && each.principal.id === principal);
    if (!grant) return;
    month.bank.edit.removePolicyGrant(grant.id);
    month.removed('policy_grant', nameOf(grant, unitName));
  };

const give =
  (unitName: string, policyType: PolicyType, groupName: string, includeChildren: boolean): Step =>
  (month) => {
    const [unit, group] = [month.unit(unitName), month.group(groupName)];
    if (!unit || !group) return;
    const principal = { kind: 'group', id: group.profileId } as const;
    const entity = { entityType: 'DOMAIN_UNIT', entityId: unit.id } as const;
    const grant = month.bank.edit.addPolicyGrant({ ...entity, policyType, principal, includeChildren });
    month.added('policy_grant', nameOf(grant, unitName));
  };

/** Who decides: grants given and taken, and the rules that go with them. */
export const policySteps: readonly Step[] = [
  take('Risk', 'CREATE_GLOSSARY', (month) => month.group('data-stewards')?.profileId),
  take('Cards', 'CREATE_GLOSSARY', (month) => month.user('amara.diallo')?.profileId),
  take('Corporate', 'CREATE_GLOSSARY', (month) => month.user('hugo.martins')?.profileId),
  give('Risk', 'CREATE_PROJECT', 'risk-data-owners', true),
  give('Wealth', 'CREATE_GLOSSARY', 'retail-data-owners', false),
  give('Fraud Detection', 'ADD_TO_PROJECT_MEMBER_POOL', 'compliance-office', true),
  (month) => {
    const project = month.project('Fraud Signals');
    const type = month.bank.assetTypes.get('ModelEvaluation');
    if (!project || !type) return;
    const grant = month.bank.edit.addPolicyGrant({
      entityType: 'ASSET_TYPE',
      entityId: type.name,
      policyType: 'USE_ASSET_TYPE',
      principal: { kind: 'project', designation: 'OWNER', projectId: project.id },
      unitId: month.bank.domain.rootDomainUnitId,
    });
    month.added('policy_grant', nameOf(grant, type.name));
  },
  (month) => {
    const rule = month.bank.rules.list().find(({ name }) => name === 'Contract before publishing');
    if (!rule) return;
    const description = 'A contracted table is published with its data contract, of the form in force.';
    const changed = month.bank.edit.changeRule(rule.id, {
      description,
      requires: { forms: [{ typeName: 'DataContractForm', typeRevision: '3' }] },
    });
    month.changed('rule', changed, 'description', 'detail');
  },
  (month) => {
    const rule = month.bank.rules.list().find(({ name }) => name === 'Purpose of access - Customer 360');
    if (rule) month.removed('rule', month.bank.edit.removeRule(rule.id));
  },
  (month) => {
    const [unit, term] = [month.unit('Corporate'), month.term('Not PII')];
    if (!unit || !term) return;
    month.added(
      'rule',
      month.bank.edit.addRule({
        name: 'Finance says so',
        description: 'Figures of finance are marked as holding no personal data.',
        action: 'CREATE_LISTING_CHANGE_SET',
        unitId: unit.id,
        includeChildren: true,
        dataProduct: false,
        requires: { termIds: [term.id] },
      }),
    );
  },
];
