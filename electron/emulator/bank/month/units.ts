import type { Month, Step } from '#emulator/bank/month/types.ts';
import type { Principal } from '#emulator/bank/types.ts';

const ownerOf = (month: Month, userName: string): Principal[] => {
  const user = month.user(userName);
  return user ? [{ kind: 'user', id: user.profileId }] : [];
};

/** Domain units and their owners. Units cannot move: AWS has no call for it. */
export const unitSteps: readonly Step[] = [
  (month) => {
    const unit = month.unit('Financial Crime');
    if (!unit) return;
    month.changed(
      'domain_unit',
      month.bank.edit.changeDomainUnit(unit.id, { name: 'Financial Crime Prevention' }),
      'name',
    );
  },
  (month) => {
    const unit = month.unit('Payments');
    if (!unit) return;
    const description =
      'Transfers, direct debits, standing orders, instant payments and, since this month, payment links.';
    month.changed('domain_unit', month.bank.edit.changeDomainUnit(unit.id, { description }), 'description');
  },
  (month) => {
    const unit = month.unit('Operational Risk');
    const owners = ownerOf(month, 'jonas.weber');
    if (!unit || owners.length === 0) return;
    month.changed('domain_unit', month.bank.edit.changeDomainUnit(unit.id, { owners }), 'owners');
  },
  (month) => {
    const unit = month.unit('Customer 360');
    const gone = month.user('liam.walker')?.profileId;
    const owners = unit?.owners.filter(({ id }) => id !== gone) ?? [];
    if (!unit || owners.length === unit.owners.length) return;
    month.changed('domain_unit', month.bank.edit.changeDomainUnit(unit.id, { owners }), 'owners');
  },
  (month) => {
    const parent = month.unit('Retail Banking');
    if (!parent) return;
    const unit = month.bank.edit.addDomainUnit(parent.id, 'Wealth', 'Advice and portfolios for private clients.');
    month.added('domain_unit', month.bank.edit.changeDomainUnit(unit.id, { owners: ownerOf(month, 'priya.raman') }));
  },
  (month) => {
    const [unit, parent] = [month.unit('Campaigns'), month.unit('Customer Analytics')];
    const project = month.project('Campaign Management');
    const { units, projects, edit, policyGrants, rules } = month.bank;
    if (!unit || !parent || project?.domainUnitId !== unit.id) return;
    const others = projects.list().some((each) => each.domainUnitId === unit.id && each.id !== project.id);
    if (others || units.list().some(({ parentId }) => parentId === unit.id)) return;
    month.changed('project', edit.changeProject(project.id, { domainUnitId: parent.id }), 'domainUnitId');
    for (const grant of policyGrants.list())
      if (grant.entityId === unit.id) month.removed('policy_grant', { id: grant.id, name: grant.policyType });
    for (const rule of rules.list()) if (rule.unitId === unit.id) month.removed('rule', rule);
    month.removed('domain_unit', edit.removeDomainUnit(unit.id));
  },
];
