import { describe, expect, test } from 'vitest';
import { BANK_DAY } from '#emulator/bank/calendar.ts';
import { createBank } from '#emulator/bank/bank.ts';
import { columnMetadataOf, columnsOf } from '#emulator/bank/form-columns.ts';

const DAY = 24 * 3_600_000;
const bank = createBank({ seed: 1, region: 'ap-southeast-2' }, () => Date.UTC(2026, 6, 1));
const daysBefore = (at: number): number => (BANK_DAY - at) / DAY;
const user = (userName: string) => bank.users.list().find((each) => each.userName === userName);
const unit = (name: string) => bank.units.list().find((each) => each.name === name);
const asset = (name: string) =>
  bank.assets
    .ordinals()
    .map((each) => bank.assets.at(each))
    .find((each) => each.name === name);
const subscription = (subscriber: string, listing: string) =>
  bank.subscriptions
    .list()
    .find((each) => 'name' in each.subscriber && each.subscriber.name === subscriber && each.listing.name === listing);
const grantOf = (id: string | undefined) => bank.subscriptionGrants.list().find((each) => each.subscriptionId === id);

describe('what an audit should find in AnyBank', () => {
  test('a grant nobody decided: Contractors may create glossaries on Risk and below', () => {
    const contractors = bank.groups.list().find(({ name }) => name === 'Contractors');
    const grants = bank.grantsOn(`DOMAIN_UNIT CREATE_GLOSSARY ${unit('Risk')?.id}`);
    const grant = grants.find(({ principal }) => 'id' in principal && principal.id === contractors?.profileId);
    expect(grant).toMatchObject({ includeChildren: true, createdBy: user('brian.hughes')?.profileId });
    expect(user('brian.hughes')).toMatchObject({ active: false, profileStatus: 'DEACTIVATED' });
  });

  test('he who left still owns a project', () => {
    const owned = bank.projects
      .list()
      .filter(({ members }) =>
        members.some(
          ({ principal, designation }) =>
            principal.id === user('brian.hughes')?.profileId && designation === 'PROJECT_OWNER',
        ),
      );
    expect(owned.map(({ name }) => name)).toEqual(['Platform Operations']);
  });

  test('an account no project uses', () => {
    const used = new Set(bank.projects.list().map(({ accountId }) => accountId));
    expect(bank.accounts.filter(({ id }) => !used.has(id)).map(({ name }) => name)).toEqual([
      'anybank-marketing-pilot',
    ]);
  });

  test('a unit nobody owns', () => {
    expect(
      bank.units
        .list()
        .filter(({ owners }) => owners.length === 0)
        .map(({ name }) => name),
    ).toEqual(['Operational Risk']);
  });

  test('a request that has waited for forty days', () => {
    const oldest = bank.subscriptionRequests
      .list()
      .filter(({ status }) => status === 'PENDING')
      .toSorted((a, b) => a.createdAt - b.createdAt)[0];
    expect(oldest?.listing).toMatchObject({ name: 'Customer 360', kind: 'product' });
    expect(Math.round(daysBefore(oldest?.createdAt ?? 0))).toBe(40);
  });

  test('a grant that failed, and one that outlived its subscription', () => {
    const failed = grantOf(subscription('Customer 360', 'Transaction behaviour')?.id);
    expect(failed).toMatchObject({ status: 'GRANT_FAILED' });
    expect(failed?.assets[0]?.failure).toContain('Lake Formation');
    const revoked = subscription('Customer Segmentation', 'Customer accounts');
    expect(revoked).toMatchObject({ status: 'REVOKED', retainPermissions: false });
    expect(grantOf(revoked?.id)).toMatchObject({ status: 'REVOKE_FAILED' });
  });

  test('a disabled term that assets still carry', () => {
    const term = bank.terms.list().find(({ name }) => name === 'Next Best Action');
    expect(term?.status).toBe('DISABLED');
    const profile = asset('Customer 360 profile');
    expect(
      columnMetadataOf(profile ?? { forms: [] }).some(({ glossaryTerms }) => glossaryTerms?.includes(term?.id ?? '')),
    ).toBe(true);
  });

  test('a data source whose last run failed, after ones that did not', () => {
    const failing = bank.dataSources.list().filter(({ id }) => bank.runsOf(id)[0]?.status === 'FAILED');
    expect(failing.map(({ name }) => name)).toEqual(['sap_fi-glue']);
    const [last, before] = bank.runsOf(failing[0]?.id ?? '');
    expect(last?.error?.type).toBe('ACCESS_DENIED_EXCEPTION');
    expect(before?.status).toBe('SUCCESS');
  });

  test('predictions nobody looked at', () => {
    const waiting = asset('churn_training_set');
    expect(waiting?.readOnlyForms[0]?.content).toContain('columns.customer_id.name');
    const run = bank.generationRuns.list().find(({ assetId }) => assetId === waiting?.id);
    expect(run).toMatchObject({ status: 'SUCCEEDED', assetRevision: 1 });
    expect(daysBefore(run?.createdAt ?? 0)).toBeGreaterThan(100);
  });

  test('a filter on a column that is gone', () => {
    const [broken] = bank.filtersOf(asset('Customer accounts')?.id ?? '').filter(({ status }) => status === 'INVALID');
    expect(broken).toMatchObject({ name: 'Open accounts' });
    expect(columnsOf(asset('Customer accounts') ?? { forms: [] }).map(({ name }) => name)).not.toContain('acct_state');
  });

  test('a rule for a form nobody fills', () => {
    const rule = bank.rules.list().find(({ name }) => name === 'Retention evidence');
    expect(rule?.requires).toMatchObject({ forms: [{ typeName: 'RetentionEvidenceForm' }] });
    const filled = bank.assets
      .ordinals()
      .some((each) => bank.assets.at(each).forms.some(({ typeName }) => typeName === 'RetentionEvidenceForm'));
    expect(filled).toBe(false);
    expect(bank.formTypes.get('RetentionEvidenceForm')).toBeDefined();
  });

  test('a table called customer_identifier: tax numbers, published, and only its read-me hints at it', () => {
    const table = asset('customer_identifier');
    expect(table).toMatchObject({ published: true });
    expect(columnsOf(table ?? { forms: [] }).map(({ name }) => name)).toContain('customer_identifier');
    const details = table?.forms.find(({ formName }) => formName === 'AssetCommonDetailsForm')?.content ?? '';
    expect(details).toContain('nine digits from applicants of the United States');
    expect(JSON.stringify(table)).not.toMatch(/ssn|social security/i);
    expect(subscription('Campaign Management', 'customer_identifier')).toMatchObject({ status: 'APPROVED' });
    const copied = asset('campaign_audience');
    expect(copied).toMatchObject({ published: true, glossaryTerms: [] });
    expect(columnMetadataOf(copied ?? { forms: [] })).toEqual([]);
  });

  test('a listing behind its asset', () => {
    const profile = asset('Customer 360 profile');
    expect(profile?.listing?.entityRevision).toBeLessThan(profile?.revision ?? 0);
  });
});

describe('units, as many as AWS allows', () => {
  test.each([1, 5, 23, 24, 200, 500])('%i', (units) => {
    const grown = createBank({ seed: 2, region: 'ap-southeast-2', units, projects: 60 }, () => 0);
    const list = grown.units.list();
    expect(list).toHaveLength(units);
    const depth = (id: string | undefined): number => (id === undefined ? 0 : 1 + depth(grown.units.get(id)?.parentId));
    for (const each of list) {
      expect(depth(each.id)).toBeLessThanOrEqual(5);
      expect(each.name).toMatch(/^[\w -]{1,128}$/);
      if (each.parentId !== undefined) expect(grown.units.get(each.parentId)).toBeDefined();
    }
    expect(new Set(list.map(({ parentId, name }) => `${parentId} ${name}`)).size).toBe(units);
    for (const project of grown.projects.list()) expect(grown.units.get(project.domainUnitId)).toBeDefined();
  });

  test.each([0, 501])('not %i', (units) => {
    expect(() => createBank({ seed: 2, region: 'ap-southeast-2', units }, () => 0)).toThrow(/1 to 500/);
  });
});

test('lists made late are those of the first state, whatever was edited before', () => {
  const size = { seed: 1, region: 'ap-southeast-2' };
  const edited = createBank(size, () => Date.UTC(2026, 6, 1));
  const first = edited.assets.at(0);
  edited.edit.renameAsset(first.id, 'Renamed before anybody asked');
  edited.edit.publishAsset(first.id);
  edited.edit.removeProduct(edited.products.list()[0]?.id ?? '');
  expect(edited.subscriptions.list()).toEqual(bank.subscriptions.list());
  expect(edited.subscriptionRequests.list()).toEqual(bank.subscriptionRequests.list());
  expect(edited.generationRuns.list()).toEqual(bank.generationRuns.list());
  expect(edited.dataSourceRuns.list()).toEqual(bank.dataSourceRuns.list());
});
