import type { LakeResource } from '#emulator/bank/lake/types.ts';
import { orphanAccount } from '#emulator/bank/organization.ts';
import type { Month, Step } from '#emulator/bank/month/types.ts';

/** What happened in accounts, permissions, quality, native glossaries, groups and lineage. */

const retail = '222233334444';
const campaigns = '888899990000';

interface Granted {
  readonly catalogId: string;
  readonly principal: string;
  readonly database: string;
  readonly table: string;
}

const tableGrant = ({ catalogId, principal, database, table }: Granted) => ({
  catalogId,
  principal,
  resource: { Table: { CatalogId: catalogId, DatabaseName: database, Name: table } } satisfies LakeResource,
});

const tableGrantEntry = ({ catalogId, principal, database, table }: Granted) => ({
  id: `${principal}/table/${catalogId}/${database}/${table}`,
  name: `${principal} on ${database}.${table}`,
});

const holds = (month: Month, catalogId: string, database: string, table: string): boolean =>
  month.bank.glue.find(catalogId, database, table) !== undefined;

const assignment = (catalogId: string, database: string, table: string, column: string, key: string) => ({
  id: [catalogId, database, table, column, key].join('/'),
  name: `${key} on ${[database, table, column].filter((part) => part !== '').join('.')}`,
});

const reader: Granted = {
  catalogId: retail,
  principal: `arn:aws:iam::${retail}:role/BranchReporting`,
  database: 'retail_deposits_consumption',
  table: 'customer_accounts',
};

const organisationSteps: readonly Step[] = [
  (month) => {
    const { edit, organization } = month.bank;
    const unit = edit.addUnit('Quarantine', organization.rootId);
    month.added('organizational_unit', unit);
    const account = edit.moveAccount(orphanAccount, unit.id);
    month.changed('account', account, 'Paths');
  },
  (month) => {
    const { edit, organization } = month.bank;
    const suspended = organization.units.list().find(({ name }) => name === 'Suspended');
    if (!suspended) return;
    edit.removeUnit(suspended.id);
    month.removed('organizational_unit', suspended);
  },
  (month) => {
    const { edit, organization } = month.bank;
    const unit = organization.units.list().find(({ name }) => name === 'Corporate');
    if (unit) month.changed('organizational_unit', edit.renameUnit(unit.id, 'Corporate Centre'), 'Name');
  },
];

const permissionSteps: readonly Step[] = [
  (month) => {
    if (!holds(month, retail, reader.database, reader.table)) return;
    month.bank.edit.grantLake({ ...tableGrant(reader), permissions: ['SELECT'] });
    month.added('lf_permission', tableGrantEntry(reader));
  },
  (month) => {
    const { edit, lake } = month.bank;
    const credit = lake.permissions.list().find(({ resource }) => resource.Table?.Name === 'customer_credit_score');
    const { CatalogId: catalogId = '', DatabaseName: database = '', Name: table = '' } = credit?.resource.Table ?? {};
    if (!credit) return;
    edit.revokeLake(credit, ['DESCRIBE']);
    const entry = tableGrantEntry({ catalogId, principal: credit.principal, database, table });
    month.changed('lf_permission', entry, 'Permissions', 'PermissionsWithGrantOption');
  },
  (month) => {
    const { edit, lake } = month.bank;
    const nobodys = `arn:aws:iam::${orphanAccount}:role/MarketingPilotExport`;
    const stray = lake.permissions.list().find(({ principal }) => principal === nobodys);
    if (!stray) return;
    edit.revokeLake(stray);
    const id = `${stray.principal}/columns/${campaigns}/campaigns_consumption/campaign_audience/* without load_ts`;
    month.removed('lf_permission', { id, name: `${stray.principal} on campaigns_consumption.campaign_audience` });
  },
  (month) => {
    const { edit, lake } = month.bank;
    const filter = lake.filters.list().find(({ name }) => name === 'no_names');
    if (!filter) return;
    edit.putDataCellsFilter({ ...filter, excludedColumns: ['customer_name', 'email_address'] });
    const { catalogId, database, table, name } = filter;
    month.changed('lf_data_cells_filter', { id: [catalogId, database, table, name].join('/'), name }, 'ColumnWildcard');
  },
  (month) => {
    const { edit, lake } = month.bank;
    const filter = lake.filters.list().find(({ name }) => name === 'own_company');
    if (!filter) return;
    edit.removeDataCellsFilter(filter);
    const { catalogId, database, table, name } = filter;
    month.removed('lf_data_cells_filter', { id: [catalogId, database, table, name].join('/'), name });
  },
  (month) => {
    if (!holds(month, campaigns, 'campaigns_consumption', 'campaign_audience')) return;
    const place = { catalogId: campaigns, database: 'campaigns_consumption', table: 'campaign_audience' };
    const filter = month.bank.edit.putDataCellsFilter({
      ...place,
      name: 'without_references',
      excludedColumns: ['ext_ref'],
    });
    const id = [place.catalogId, place.database, place.table, filter.name].join('/');
    month.added('lf_data_cells_filter', { id, name: filter.name });
  },
];

const tagSteps: readonly Step[] = [
  (month) => {
    const tag = month.bank.edit.putLfTag({ catalogId: campaigns, key: 'purpose', values: ['consent', 'contract'] });
    month.added('lf_tag', { id: `${campaigns}/${tag.key}`, name: tag.key });
  },
  (month) => {
    const { edit, lake } = month.bank;
    const tag = lake.tags.get(`${retail}/layer`);
    if (!tag) return;
    edit.putLfTag({ ...tag, values: [...tag.values, 'archive'] });
    month.changed('lf_tag', { id: `${retail}/layer`, name: 'layer' }, 'TagValues');
  },
  (month) => {
    if (!holds(month, campaigns, 'campaigns_consumption', 'campaign_audience')) return;
    const place = { catalogId: campaigns, database: 'campaigns_consumption', table: 'campaign_audience' };
    month.bank.edit.tagLakePlace({ ...place, column: 'ext_ref' }, { sensitivity: 'restricted' });
    const at = [place.catalogId, place.database, place.table] as const;
    month.added('lf_tag_assignment', assignment(...at, 'ext_ref', 'sensitivity'));
  },
  (month) => {
    const at = [retail, 'retail_onboarding_cleansed', 'customer_identifier'] as const;
    if (!holds(month, ...at)) return;
    const [catalogId, database, table] = at;
    month.bank.edit.tagLakePlace({ catalogId, database, table }, { sensitivity: 'restricted' });
    month.changed('lf_tag_assignment', assignment(...at, '', 'sensitivity'), 'value');
    month.removed('lf_tag_assignment', assignment(...at, '', 'pii'));
  },
];

const qualitySteps: readonly Step[] = [
  (month) => {
    const { edit, quality } = month.bank;
    const ruleset = quality.rulesets.get('dq_campaigns_consumption_campaign_audience');
    if (!ruleset) return;
    edit.putQualityRuleset({
      ...ruleset,
      rules: ['RowCount > 0', 'IsComplete "customer_id"', 'ColumnLength "ext_ref" <= 8'],
    });
    month.changed('glue_quality_ruleset', { id: ruleset.name, name: ruleset.name }, 'RuleCount', 'Ruleset');
    const result = edit.postQualityResult(ruleset.name, [
      { rule: 'RowCount > 0', status: 'PASS', metrics: { 'Dataset.*.RowCount': 81_233 } },
      { rule: 'IsComplete "customer_id"', status: 'PASS', metrics: { 'Column.customer_id.Completeness': 1 } },
      {
        rule: 'ColumnLength "ext_ref" <= 8',
        status: 'FAIL',
        message: 'Value: 11.0 does not meet the constraint requirement!',
        metrics: { 'Column.ext_ref.MaximumLength': 11 },
      },
    ]);
    month.added('glue_quality_result', { id: result.id, name: ruleset.name });
  },
  (month) => {
    const name = 'dq_finance_ledger_consumption_general_ledger_journal';
    if (!month.bank.quality.rulesets.get(name)) return;
    month.bank.edit.removeQualityRuleset(name);
    month.removed('glue_quality_ruleset', { id: name, name });
  },
  (month) => {
    if (!holds(month, retail, 'retail_onboarding_cleansed', 'identity_checks')) return;
    const { name } = month.bank.edit.putQualityRuleset({
      accountId: retail,
      database: 'retail_onboarding_cleansed',
      table: 'identity_checks',
      name: 'dq_retail_onboarding_cleansed_identity_checks',
      description: 'Asked for by the privacy officer.',
      rules: ['IsComplete "identity_document"', 'IsComplete "verification_result"'],
    });
    month.added('glue_quality_ruleset', { id: name, name });
  },
  (month) => {
    const asset = month.asset('Customer accounts');
    if (!asset) return;
    const point = month.bank.edit.postQualityPoint(asset.id, 'glue_nightly_ruleset', [
      { types: ['Completeness'], description: 'IsComplete', status: 'PASS', applicableFields: ['cust_id'] },
      { types: ['Timeliness'], description: 'DataFreshness under 24 hours', status: 'FAIL' },
    ]);
    month.added('quality_point', { id: point.id, name: asset.name });
  },
];

const wordSteps: readonly Step[] = [
  (month) => {
    const { edit, nativeTerms } = month.bank;
    const term = nativeTerms.list().find(({ name }) => name === 'SSN');
    if (!term) return;
    edit.changeNativeTerm(term.id, { short: 'Social Security Number of a person of the United States.' });
    month.changed('glue_glossary_term', term, 'ShortDescription');
  },
  (month) => {
    const { edit, nativeTerms } = month.bank;
    const term = nativeTerms.list().find(({ name }) => name === 'Golden Record');
    if (!term) return;
    edit.removeNativeTerm(term.id);
    month.removed('glue_glossary_term', term);
  },
  (month) => {
    const { edit, nativeGlossaries } = month.bank;
    const scratch = nativeGlossaries.list().find(({ name }) => name === 'Scratch');
    if (!scratch) return;
    edit.removeNativeGlossary(scratch.id);
    month.removed('glue_glossary', scratch);
    const glossary = edit.addNativeGlossary('Wealth pilot', 'Terms of the wealth programme.');
    month.added('glue_glossary', glossary);
    month.added('glue_glossary_term', edit.addNativeTerm(glossary.id, 'Portfolio', 'What a client holds.'));
  },
];

const memberSteps: readonly Step[] = [
  (month) => {
    const [group, user] = [month.group('data-engineers'), month.user('brian.hughes')];
    const found = month.bank.memberships
      .list()
      .find(({ groupId, userId }) => groupId === group?.id && userId === user?.id);
    if (!group || !user || !found) return;
    month.bank.edit.leaveGroup(group.id, user.id);
    month.removed('identity_membership', { id: found.id, name: `${user.userName} in ${group.name}` });
  },
  (month) => {
    const [group, user] = [month.group('data-stewards'), month.user('ben.carter')];
    if (!group || !user) return;
    const { id } = month.bank.edit.joinGroup(group.id, user.id);
    month.added('identity_membership', { id, name: `${user.userName} in ${group.name}` });
  },
];

/** A third copy of the numbers: the audience goes to an agency. */
const exportEvent = (region: string, at: number): object => {
  const producer = 'https://github.com/apache/airflow/tree/providers-openlineage/2.1.0';
  return {
    eventTime: new Date(Math.floor(at / 1000) * 1000).toISOString(),
    eventType: 'COMPLETE',
    producer,
    schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
    run: { runId: 'b1c6c7a2-2f0e-4d5b-9f7e-0a4f6f1f7a11', facets: {} },
    job: { namespace: 'airflow-mwaa-campaigns', name: 'campaigns.send_to_agency', facets: {} },
    inputs: [
      { namespace: `arn:aws:glue:${region}:${campaigns}`, name: 'table/campaigns_consumption/campaign_audience' },
    ],
    outputs: [{ namespace: 'sftp://agency.example', name: 'inbound/audience.csv' }],
  };
};

const lineageSteps: readonly Step[] = [
  (month) => {
    const { bank } = month;
    const table = `arn:aws:glue:${bank.region}:${campaigns}:table/campaigns_consumption/campaign_audience`;
    const known = bank.lineage.node(table);
    const event = bank.edit.postLineageEvent(exportEvent(bank.region, bank.editedAt()));
    month.added('lineage_event', { id: event.id, name: event.job.name });
    const job = bank.lineage.node('airflow-mwaa-campaigns.campaigns.send_to_agency');
    const file = bank.lineage.node('sftp://agency.example/inbound/audience.csv');
    for (const node of [job, file]) if (node) month.added('lineage_node', node);
    const source = bank.lineage.node(table);
    if (!source) return;
    if (known) month.changed('lineage_node', source, 'downstreamNodes');
    else month.added('lineage_node', source);
  },
];

export const estateSteps: readonly Step[] = [
  ...organisationSteps,
  ...permissionSteps,
  ...tagSteps,
  ...qualitySteps,
  ...wordSteps,
  ...memberSteps,
  ...lineageSteps,
];
