import { expect, test } from 'vitest';
import { TABLES } from '#core/catalog/mirror-tables.ts';
import type { GrantPrincipalKind } from '#core/catalog/rows-governance.ts';
import type { PolicyPrincipal } from '#emulator/bank/governance/types.ts';
import { at, sorted, without } from '../mirror-rows.ts';
import { flag, pulledBank, same } from '../pulled-bank.ts';
import { startWithWorkspace } from '../start-core.ts';

const principal = (given: PolicyPrincipal): { kind: GrantPrincipalKind; id: string | null; as: string | null } => {
  if (given.kind === 'allUsers') return { kind: 'all_users', id: null, as: null };
  if (given.kind === 'project')
    return given.projectId !== undefined
      ? { kind: 'project', id: given.projectId, as: given.designation }
      : given.ofUnit !== undefined
        ? { kind: 'projects_of_unit', id: given.ofUnit.unitId, as: given.designation }
        : { kind: 'all_projects', id: null, as: given.designation };
  if (given.kind === 'unitOwners')
    return given.unitId === undefined
      ? { kind: 'all_unit_owners', id: null, as: 'OWNER' }
      : { kind: 'unit_owners', id: given.unitId, as: 'OWNER' };
  return { kind: given.kind, id: given.id, as: null };
};

test('policy grants: every policy on every unit, asset type, blueprint configuration and environment profile', async () => {
  const pulled = await pulledBank();
  const { bank, rows } = pulled;
  const grants = bank.policyGrants.list();
  expect(new Set(grants.map((grant) => grant.entityType)).size, 'kinds of entities in the bank').toBeGreaterThan(1);
  const told = without(rows.policy_grant, 'content');
  const truth = grants.map((grant) => ({
    id: grant.id,
    entity_type: grant.entityType,
    entity_id: grant.entityId,
    policy_type: grant.policyType,
    principal_kind: principal(grant.principal).kind,
    principal_id: principal(grant.principal).id,
    principal_designation: principal(grant.principal).as,
    include_child_units: flag(grant.includeChildren),
    created_by: grant.createdBy,
    created_at: at(grant.createdAt),
  }));
  expect(told).toEqual(sorted(truth, 'id'));
  const profiles = rows.policy_grant.filter((row) => row.policy_type === 'CREATE_PROJECT_FROM_PROJECT_PROFILE');
  for (const row of profiles)
    expect(JSON.parse(row.content)).toMatchObject({
      detail: { createProjectFromProjectProfile: { includeChildDomainUnits: row.include_child_units === 1 } },
    });
});

test('rules, with what they ask for', async () => {
  const pulled = await pulledBank();
  same(
    pulled,
    'rule',
    pulled.bank.rules.list().map((rule) => ({
      id: rule.id,
      name: rule.name,
      description: rule.description,
      revision: String(rule.revision),
      type: 'forms' in rule.requires ? 'METADATA_FORM_ENFORCEMENT' : 'GLOSSARY_TERM_ENFORCEMENT',
      action: rule.action,
      unit_id: rule.unitId,
      include_child_units: flag(rule.includeChildren),
      scope: JSON.stringify({
        assetType: rule.assetTypes
          ? { selectionMode: 'SPECIFIC', specificAssetTypes: rule.assetTypes }
          : { selectionMode: 'ALL' },
        dataProduct: rule.dataProduct,
        project: rule.projectIds
          ? { selectionMode: 'SPECIFIC', specificProjects: rule.projectIds }
          : { selectionMode: 'ALL' },
      }),
      detail: JSON.stringify(
        'forms' in rule.requires
          ? {
              metadataFormEnforcementDetail: {
                requiredMetadataForms: rule.requires.forms.map(({ typeName, typeRevision }) => ({
                  typeIdentifier: typeName,
                  typeRevision,
                })),
              },
            }
          : { glossaryTermEnforcementDetail: { requiredGlossaryTermIds: rule.requires.termIds } },
      ),
      created_by: rule.createdBy,
      created_at: at(rule.createdAt),
      updated_by: rule.updatedBy,
      updated_at: at(rule.updatedAt),
    })),
  );
});

test('projects with terms and profile, their profiles, members and environments', async () => {
  const pulled = await pulledBank();
  const { bank, rows } = pulled;
  const projects = rows.project.map(({ id, terms, profile_id, detail_of, updated_at }) => ({
    id,
    terms: JSON.parse(terms ?? 'null') as unknown,
    profile_id,
    read: detail_of === updated_at,
  }));
  const truth = bank.projects.list().map(({ id, glossaryTerms, profileId }) => ({
    id,
    terms: glossaryTerms,
    profile_id: profileId,
    read: true,
  }));
  expect(projects).toEqual(sorted(truth, 'id'));
  same(
    pulled,
    'project_membership',
    bank.projects.list().flatMap((project) =>
      project.members.map((member) => ({
        project_id: project.id,
        member_id: member.principal.id,
        member_kind: member.principal.kind,
        designation: member.designation,
      })),
    ),
  );
  const profiles = rows.project_profile.map(({ configurations, ...row }) => ({
    ...row,
    configurations: (JSON.parse(configurations ?? '[]') as { name: string; deploymentOrder: number }[]).map(
      (one) => `${one.deploymentOrder} ${one.name}`,
    ),
  }));
  const wanted = bank.projectProfiles.list().map((profile) => ({
    id: profile.id,
    name: profile.name,
    description: profile.description,
    status: profile.status,
    unit_id: profile.unitId,
    configurations: profile.configurations.map((one) => `${one.order} ${one.name}`),
    resource_tags: '[]',
    created_by: profile.createdBy,
    created_at: at(profile.createdAt),
    updated_at: at(profile.updatedAt),
  }));
  expect(profiles).toEqual(sorted(wanted, 'id'));
  const environments = without(rows.environment, 'last_deployment').map(({ resources, ...row }) => ({
    ...row,
    resources: (JSON.parse(resources ?? '[]') as { value: string }[]).map((one) => one.value),
  }));
  const places = bank.environments.list().map((one) => ({
    id: one.id,
    project_id: one.projectId,
    name: one.name,
    description: one.description,
    provider: one.provider,
    account_id: one.accountId,
    region: one.region,
    status: one.status,
    profile_id: one.profileId ?? null,
    blueprint_id: one.blueprintId,
    configuration_id: one.configuration?.id ?? null,
    configuration_name: one.configuration?.name ?? null,
    resources: one.resources.map((resource) => resource.value),
    created_by: one.createdBy,
    created_at: at(one.createdAt),
    updated_at: at(one.updatedAt),
  }));
  expect(environments).toEqual(sorted(places, 'id'));
  const failed = rows.environment.filter((row) => row.last_deployment?.includes('FAILED') === true);
  expect(failed.map((row) => row.id).toSorted()).toEqual(
    bank.environments
      .list()
      .filter((one) => one.failure !== undefined)
      .map((one) => one.id)
      .toSorted(),
  );
});

test('data sources with what they read, and their runs', async () => {
  const pulled = await pulledBank();
  const { bank, rows } = pulled;
  const sources = rows.data_source.map((row) => ({
    id: row.id,
    project: row.project_id,
    name: row.name,
    description: row.description,
    type: row.type,
    status: row.status,
    enabled: row.enabled,
    environment: row.environment_id,
    schedule: row.schedule === null ? null : (JSON.parse(row.schedule) as { schedule: string }).schedule,
    publish: row.publish_on_import,
    generate: row.generate_names,
    databases: [...(row.configuration ?? '').matchAll(/"databaseName":"([^"]*)"/g)].map((match) => match[1]),
    created: row.created_at,
    updated: row.updated_at,
    last: row.last_run_status,
    lastAt: row.last_run_at,
  }));
  const truth = bank.dataSources.list().map((source) => ({
    id: source.id,
    project: source.projectId,
    name: source.name,
    description: source.description,
    type: source.type,
    status: source.status,
    enabled: flag(source.enabled),
    environment: source.environmentId,
    schedule: source.schedule ?? null,
    publish: flag(source.publishOnImport),
    generate: flag(source.generateNames),
    databases: [...source.databases],
    created: at(source.createdAt),
    updated: at(source.updatedAt),
    last: bank.runsOf(source.id)[0]?.status ?? null,
    lastAt: at(bank.runsOf(source.id)[0]?.startedAt),
  }));
  expect(sources).toEqual(sorted(truth, 'id'));
  const runs = without(rows.data_source_run, 'added', 'updated', 'unchanged', 'skipped', 'failed');
  const ran = bank.dataSourceRuns.list().map((run) => ({
    id: run.id,
    data_source_id: run.dataSourceId,
    project_id: run.projectId,
    type: run.type,
    status: run.status,
    error:
      run.error === undefined ? null : JSON.stringify({ errorType: run.error.type, errorDetail: run.error.detail }),
    lineage_status: run.lineage ?? null,
    created_at: at(run.createdAt),
    started_at: at(run.startedAt),
    stopped_at: at(run.stoppedAt),
    updated_at: at(run.updatedAt),
  }));
  expect(runs).toEqual(sorted(ran, 'id'));
});

test('runs that made metadata up, what a product consists of, all owners of a unit', async () => {
  const pulled = await pulledBank();
  const { bank, rows } = pulled;
  same(
    pulled,
    'metadata_generation_run',
    bank.generationRuns.list().map((run) => ({
      id: run.id,
      project_id: run.projectId,
      target_type: 'ASSET',
      asset_id: run.assetId,
      asset_revision: String(run.assetRevision),
      status: run.status,
      types: JSON.stringify(run.results.map(({ type }) => type)),
      created_by: run.createdBy,
      created_at: at(run.createdAt),
    })),
  );
  const products = rows.data_product.map(({ id, revision, items }) => ({
    id,
    revision,
    items: JSON.parse(items ?? 'null') as unknown,
  }));
  const truth = bank.products.list().map((product) => ({
    id: product.id,
    revision: String(product.revision),
    items: product.items.map((item) => ({
      type: 'ASSET',
      id: item.assetId,
      revision: item.revision === undefined ? null : String(item.revision),
      terms: item.glossaryTerms,
    })),
  }));
  expect(products).toEqual(sorted(truth, 'id'));
});

test('the tables hold what the lists of columns say, and nothing else', async () => {
  const { db } = (await startWithWorkspace()).core.context.desk;
  for (const [kind, { name, key, columns }] of Object.entries(TABLES)) {
    const real = db.prepare(`SELECT name FROM pragma_table_info('${name}')`).pluck().all() as string[];
    expect([...key, ...columns].toSorted(), kind).toEqual(
      real.filter((column) => column !== 'hash' && column !== 'seen_run').toSorted(),
    );
  }
});
