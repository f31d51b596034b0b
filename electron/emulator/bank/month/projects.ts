import type { Month, Step } from '#emulator/bank/month/types.ts';
import type { Principal, Project } from '#emulator/bank/types.ts';

const principal = (month: Month, name: string): Principal | undefined => {
  const [user, group] = [month.user(name), month.group(name)];
  if (user) return { kind: 'user', id: user.profileId };
  return group && { kind: 'group', id: group.profileId };
};

const membership = (project: Project, who: string, id: string): { id: string; name: string } => ({
  id: `${project.id}/${id}`,
  name: `${who} in ${project.name}`,
});

/** Adds a member, or gives one another designation. */
const put =
  (projectName: string, who: string, designation: string): Step =>
  (month) => {
    const project = month.project(projectName);
    const member = principal(month, who);
    if (!project || !member) return;
    const before = project.members.find((each) => each.principal.id === member.id);
    if (before?.designation === designation) return;
    month.bank.edit.putMember(project.id, member, designation);
    const entry = membership(project, who, member.id);
    if (before) month.changed('project_membership', entry, 'designation');
    else month.added('project_membership', entry);
  };

const leave =
  (projectName: string, who: string): Step =>
  (month) => {
    const project = month.project(projectName);
    const member = principal(month, who);
    if (!project || !member || !project.members.some((each) => each.principal.id === member.id)) return;
    month.bank.edit.removeMember(project.id, member.id);
    month.removed('project_membership', membership(project, who, member.id));
  };

/** The sandbox is closed, with its members and environments. It never held data. */
const closeSandbox: Step = (month) => {
  const { bank } = month;
  const project = month.project('Open Banking Sandbox');
  if (!project || bank.assets.ordinals(project.id).length > 0 || bank.sourcesOf(project.id).length > 0) return;
  for (const member of project.members)
    month.removed('project_membership', membership(project, member.principal.kind, member.principal.id));
  for (const environment of bank.environmentsOf(project.id)) month.removed('environment', environment);
  month.removed('project', project);
  bank.edit.deleteProject(project.id);
};

const openWealth: Step = (month) => {
  const { bank } = month;
  const unit = month.unit('Wealth');
  const home = month.project('Deposit Accounts');
  const blueprint = bank.blueprints.list()[0];
  if (!unit || !home || !blueprint) return;
  const project = bank.edit.addProject({
    name: 'Wealth Advisory',
    description: 'Portfolios, mandates and suitability of advice.',
    domainUnitId: unit.id,
    accountId: home.accountId,
    profileId: home.profileId,
  });
  month.added('project', project);
  month.added(
    'environment',
    bank.edit.addEnvironment({
      projectId: project.id,
      name: blueprint.name,
      description: 'Tooling of Wealth Advisory.',
      accountId: home.accountId,
      provider: blueprint.provider,
      status: 'ACTIVE',
      blueprintId: blueprint.id,
      resources: [],
    }),
  );
};

export const projectSteps: readonly Step[] = [
  openWealth,
  put('Wealth Advisory', 'priya.raman', 'PROJECT_OWNER'),
  put('Wealth Advisory', 'data-engineers', 'PROJECT_CONTRIBUTOR'),
  closeSandbox,
  put('Fraud Signals', 'lucia.romano', 'PROJECT_CATALOG_VIEWER'),
  put('Instant Payments', 'amara.diallo', 'PROJECT_OWNER'),
  leave('Campaign Management', 'Contractors'),
  leave('Credit Scoring', 'internal-audit'),
  (month) => {
    const project = month.project('Fraud Signals');
    if (!project) return;
    const description = 'Device, velocity and behaviour signals shared with every unit, and with the schemes.';
    month.changed('project', month.bank.edit.changeProject(project.id, { description }), 'description');
  },
  (month) => {
    const { bank } = month;
    const profile = bank.projectProfiles.list().find(({ name }) => name === 'Data consumer');
    if (!profile) return;
    const change = {
      description: 'For teams that read what others publish. Closed to new projects.',
      status: 'DISABLED',
    } as const;
    month.changed('project_profile', bank.edit.changeProjectProfile(profile.id, change), 'description', 'status');
  },
  (month) => {
    const { bank } = month;
    const project = month.project('Loss Events');
    const failed = bank.environmentsOf(project?.id ?? '').find(({ status }) => status === 'CREATE_FAILED');
    if (!failed) return;
    month.changed(
      'environment',
      bank.edit.changeEnvironment(failed.id, { status: 'ACTIVE' }),
      'status',
      'lastDeployment',
    );
  },
  (month) => {
    const { bank } = month;
    const old = bank
      .environmentsOf(month.project('Deposit Accounts')?.id ?? '')
      .find(({ status }) => status === 'SUSPENDED');
    if (!old) return;
    const description = 'Made in the pilot. Goes away with the next release.';
    month.changed('environment', bank.edit.changeEnvironment(old.id, { description }), 'description');
  },
];
