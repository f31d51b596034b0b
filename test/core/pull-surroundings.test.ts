import { expect, test } from 'vitest';
import type { LakePlace, LakeResource } from '#emulator/bank/lake/types.ts';
import { scoreOf } from '#emulator/bank/quality/quality.ts';
import { at, sorted, without } from '../mirror-rows.ts';
import { pulledBank } from '../pulled-bank.ts';

test('accounts and organizational units, each below what it hangs on', async () => {
  const { bank, rows } = await pulledBank();
  const { units, accounts, pathOf } = bank.organization;
  expect(without(rows.organizational_unit, 'arn')).toEqual(
    sorted(
      units
        .list()
        .map((unit) => ({ id: unit.id, name: unit.name, parent_id: unit.parentId, path: pathOf(unit.id) ?? null })),
      'id',
    ),
  );
  expect(without(rows.account, 'arn')).toEqual(
    sorted(
      accounts.list().map((account) => ({
        id: account.id,
        name: account.name,
        email: account.email,
        state: account.state,
        parent_id: account.parentId,
        path: pathOf(account.id) ?? null,
        joined_method: account.joinedMethod,
        joined_at: at(account.joinedAt),
      })),
      'id',
    ),
  );
  for (const row of [...rows.account, ...rows.organizational_unit]) expect(row.arn).toContain(row.id);
});

test('members of groups', async () => {
  const { bank, rows } = await pulledBank();
  const truth = bank.memberships.list().map((one) => ({ id: one.id, group_id: one.groupId, user_id: one.userId }));
  expect(rows.identity_membership).toEqual(sorted(truth, 'id'));
});

test('LF-Tags, and where a value is set: not where it is only handed down', async () => {
  const { bank, rows } = await pulledBank();
  const tags = bank.lake.tags.list();
  expect(rows.lf_tag).toEqual(
    sorted(
      tags.map((tag) => ({
        catalog_id: tag.catalogId,
        name: tag.key,
        tag_values: JSON.stringify([...tag.values].toSorted()),
      })),
      'catalog_id',
      'name',
    ),
  );
  const known = new Set(rows.lf_tag.map((tag) => `${tag.catalog_id}/${tag.name}`));
  const truth = bank.accounts.flatMap(({ id: catalog }) =>
    bank.glue.databases(catalog).flatMap(({ name: database }) => [
      ...set(catalog, { database }, bank.lake.onDatabase(catalog, database), {}),
      ...bank.glue.tables(catalog, database, 0, bank.glue.size(catalog, database)).flatMap((table) => {
        const holds = bank.lake.onTable(catalog, database, table.name, false);
        if (holds === undefined) return [];
        return [
          ...set(catalog, { database, table: table.name }, holds.table, holds.database),
          ...holds.columns.flatMap((column) =>
            set(catalog, { database, table: table.name, column: column.name }, column.tags, {
              ...holds.database,
              ...holds.table,
            }),
          ),
        ];
      }),
    ]),
  );
  const asked = truth.filter((row) => known.has(`${row.catalog_id}/${row.tag_key}`));
  expect(asked.filter((row) => row.column_name !== '').length, 'columns with a value of their own').toBeGreaterThan(0);
  expect(rows.lf_tag_assignment).toEqual(
    sorted(asked, 'catalog_id', 'database', 'table_name', 'column_name', 'tag_key'),
  );
});

/** What a place has that the place above it does not hand down. */
const set = (
  catalog: string,
  place: Omit<LakePlace, 'catalogId'>,
  holds: Readonly<Record<string, string>>,
  above: Readonly<Record<string, string>>,
) =>
  Object.entries(holds)
    .filter(([key, value]) => above[key] !== value)
    .map(([key, value]) => ({
      catalog_id: catalog,
      database: place.database,
      table_name: place.table ?? '',
      column_name: place.column ?? '',
      tag_key: key,
      tag_values: JSON.stringify([value]),
    }));

test('Lake Formation permissions, each once, and data cells filters', async () => {
  const { bank, rows } = await pulledBank();
  const granted = bank.lake.permissions.list();
  const name = (one: { principal: string; resource: LakeResource }) =>
    [one.principal, ...Object.entries(Object.values(one.resource)[0] as object).map((entry) => JSON.stringify(entry))]
      .toSorted()
      .join();
  const told = rows.lf_permission.map((row) => ({
    principal: row.principal,
    resource: JSON.parse(row.content) as LakeResource,
    permissions: JSON.parse(row.permissions) as string[],
    grantable: JSON.parse(row.grantable) as string[],
    at: row.updated_at,
    by: row.updated_by,
  }));
  const truth = granted.map((permission) => ({
    principal: permission.principal,
    resource: permission.resource,
    permissions: [...permission.permissions].toSorted(),
    grantable: [...permission.grantable].toSorted(),
    at: at(permission.updatedAt),
    by: permission.updatedBy,
  }));
  expect(truth.length).toBeGreaterThan(5);
  const inOrder = <T extends Parameters<typeof name>[0]>(list: T[]) =>
    list.toSorted((a, b) => (name(a) < name(b) ? -1 : 1));
  expect(inOrder(told)).toEqual(inOrder(truth));
  const tables = rows.lf_permission.filter((row) => row.resource_kind === 'table' || row.resource_kind === 'columns');
  for (const row of tables) {
    const { Table, TableWithColumns } = JSON.parse(row.content) as LakeResource;
    expect([row.database, row.table_name]).toEqual([
      (Table ?? TableWithColumns)?.DatabaseName,
      Table?.Name ?? TableWithColumns?.Name ?? null,
    ]);
  }
  expect(rows.lf_data_cells_filter.length).toBeGreaterThan(0);
  const filters = bank.lake.filters.list().map((filter) => ({
    catalog_id: filter.catalogId,
    database: filter.database,
    table_name: filter.table,
    name: filter.name,
    row_filter: filter.rows ?? null,
    columns: filter.columns === undefined ? null : JSON.stringify(filter.columns),
    excluded_columns: filter.columns === undefined ? JSON.stringify(filter.excludedColumns ?? []) : null,
    version_id: String(filter.versionId),
  }));
  expect(rows.lf_data_cells_filter).toEqual(sorted(filters, 'catalog_id', 'database', 'table_name', 'name'));
});

test('Glue quality: rulesets with their text, results with the outcome of every rule', async () => {
  const { bank, rows } = await pulledBank();
  const rulesets = bank.quality.rulesets.list();
  expect(without(rows.glue_quality_ruleset, 'rules', 'recommendation_run_id')).toEqual(
    sorted(
      rulesets.map((ruleset) => ({
        name: ruleset.name,
        description: ruleset.description,
        catalog_id: ruleset.accountId,
        database: ruleset.database,
        table_name: ruleset.table,
        content: bank.quality.textOf(ruleset),
        created_at: at(ruleset.createdAt),
        updated_at: at(ruleset.updatedAt),
      })),
      'name',
    ),
  );
  const results = without(rows.glue_quality_result, 'evaluation_run_id').map(({ rules, ...row }) => ({
    ...row,
    rules: (JSON.parse(rules) as { description: string; result: string; message: string | null }[]).map((rule) =>
      [rule.description, rule.result, rule.message ?? ''].join(' | '),
    ),
  }));
  const truth = bank.quality.results.list().map((result) => {
    const outcomes = result.outcomes();
    const count = (status: string) => outcomes.filter((outcome) => outcome.status === status).length;
    return {
      id: result.id,
      ruleset: result.rulesetName,
      catalog_id: result.accountId,
      database: result.database,
      table_name: result.table,
      score: scoreOf(outcomes),
      job_name: result.jobName ?? null,
      job_run_id: result.jobRunId ?? null,
      passed: count('PASS'),
      failed: count('FAIL'),
      errors: count('ERROR'),
      rules: outcomes.map((outcome) => [outcome.rule, outcome.status, outcome.message ?? ''].join(' | ')),
      started_at: at(result.startedAt),
      completed_at: at(result.completedAt),
    };
  });
  expect(results).toEqual(sorted(truth, 'id'));
});

test('the newest point of each time series of an asset', async () => {
  const { bank, rows } = await pulledBank();
  expect(rows.quality_point.length).toBeGreaterThan(5);
  const assets = new Set(bank.assets.ordinals().map((ordinal) => bank.assets.at(ordinal).id));
  for (const row of rows.quality_point) {
    expect(assets).toContain(row.asset_id);
    expect(row.passing_percentage, row.summary ?? '').toBeTypeOf('number');
  }
});

test('Glue’s own glossaries and their terms', async () => {
  const { bank, rows } = await pulledBank();
  const glossaries = bank.nativeGlossaries.list();
  expect(rows.glue_glossary).toEqual(
    sorted(
      glossaries.map(({ id, name, description }) => ({ id, name, description: description || null })),
      'id',
    ),
  );
  const terms = bank.nativeTerms.list().map((term) => ({
    id: term.id,
    glossary_id: term.glossaryId,
    name: term.name,
    short_description: term.short || null,
    long_description: term.long || null,
  }));
  expect(rows.glue_glossary_term).toEqual(sorted(terms, 'id'));
});
