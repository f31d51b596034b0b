import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '#emulator/server.ts';
import { type Clients, clientsOf, failureOf, sendByName } from '#test/emulator/clients.ts';

const retail = '222233334444';
let now = Date.UTC(2026, 6, 1);
let emulator: Emulator;
let clients: Clients;

beforeEach(async () => {
  now = Date.UTC(2026, 6, 1);
  emulator = await startEmulator({ rates: 'off', assets: 1500, clock: () => now });
  clients = clientsOf(emulator);
});
afterEach(async () => {
  clients.destroy();
  await emulator.close();
});

type Answer = Record<string, unknown>;
const ask = (operation: string, input: object = {}, by = clients) => sendByName(by, 'Glue', operation, input);
const every = async (operation: string, list: string, input: object = {}, by = clients): Promise<Answer[]> => {
  const all: Answer[] = [];
  let NextToken: unknown;
  do {
    const answer = await ask(operation, { ...input, NextToken }, by);
    all.push(...(answer[list] as Answer[]));
    NextToken = answer['NextToken'];
  } while (NextToken !== undefined);
  return all;
};

describe('rulesets', () => {
  test('as many as the bank counts, each over a table that is there, each with the rules it says it has', async () => {
    const rulesets = await every('ListDataQualityRulesets', 'Rulesets');
    expect(rulesets).toHaveLength(emulator.bank.counts().glueQualityRulesets);
    expect(rulesets.length).toBeGreaterThan(30);
    for (const { Name, TargetTable, RuleCount } of rulesets.slice(0, 40)) {
      const target = TargetTable as { CatalogId: string; DatabaseName: string; TableName: string };
      const { Table } = await ask('GetTable', {
        CatalogId: target.CatalogId,
        DatabaseName: target.DatabaseName,
        Name: target.TableName,
      });
      expect(Table).toMatchObject({ Name: target.TableName });
      const { Ruleset } = await ask('GetDataQualityRuleset', { Name });
      expect((Ruleset as string).split(',\n')).toHaveLength(RuleCount as number);
    }
  });

  test('what was changed after a time is what is answered for it', async () => {
    const all = await every('ListDataQualityRulesets', 'Rulesets');
    const times = all.map(({ LastModifiedOn }) => LastModifiedOn as Date).toSorted((a, b) => a.getTime() - b.getTime());
    const middle = times[Math.floor(times.length / 2)] ?? new Date(0);
    const after = await every('ListDataQualityRulesets', 'Rulesets', { Filter: { LastModifiedAfter: middle } });
    expect(after).toHaveLength(times.filter((time) => time > middle).length);
    now += 1000;
    const { bank } = emulator;
    const [first] = bank.quality.rulesets.list();
    if (!first) throw new Error('The bank has no ruleset.');
    bank.edit.putQualityRuleset({ ...first, rules: ['RowCount > 1', 'IsComplete "x"'] });
    const changed = await every('ListDataQualityRulesets', 'Rulesets', {
      Filter: { LastModifiedAfter: new Date(now - 500) },
    });
    expect(changed).toMatchObject([{ Name: first.name, RuleCount: 2, LastModifiedOn: new Date(now) }]);
    bank.edit.removeQualityRuleset(first.name);
    expect((await failureOf(ask('GetDataQualityRuleset', { Name: first.name }))).name).toBe('EntityNotFoundException');
  });

  test('an account sees those on its own tables only', async () => {
    const own = clientsOf(emulator, { accessKeyId: `AKIA${retail}` });
    const rulesets = await every('ListDataQualityRulesets', 'Rulesets', {}, own);
    expect(rulesets.length).toBeGreaterThan(0);
    expect(rulesets.every(({ TargetTable }) => (TargetTable as { CatalogId: string }).CatalogId === retail)).toBe(true);
    own.destroy();
  });
});

describe('results', () => {
  test('newest first, as many as the bank counts, and all of them in batches of a hundred', async () => {
    const results = await every('ListDataQualityResults', 'Results', { MaxResults: 50 });
    expect(results).toHaveLength(emulator.bank.counts().glueQualityResults);
    const times = results.map(({ StartedOn }) => (StartedOn as Date).getTime());
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    const ids = results.map(({ ResultId }) => ResultId as string);
    const scores: number[] = [];
    for (let at = 0; at < ids.length; at += 100) {
      const { Results } = await ask('BatchGetDataQualityResult', { ResultIds: ids.slice(at, at + 100) });
      for (const { Score, RuleResults } of Results as { Score: number; RuleResults: { Result: string }[] }[]) {
        expect(Score).toBe(RuleResults.filter(({ Result }) => Result === 'PASS').length / RuleResults.length);
        scores.push(Score);
      }
    }
    expect(scores).toHaveLength(ids.length);
    expect(scores.some((score) => score === 1)).toBe(true);
    expect(scores.some((score) => score < 1)).toBe(true);
  });

  test('one rule told about the numbers, every night', async () => {
    const { Results } = await ask('ListDataQualityResults', {
      Filter: {
        DataSource: { GlueTable: { DatabaseName: 'retail_onboarding_cleansed', TableName: 'customer_identifier' } },
      },
    });
    const ids = (Results as { ResultId: string }[]).map(({ ResultId }) => ResultId);
    expect(ids.length).toBeGreaterThan(0);
    for (const ResultId of ids) {
      const { RuleResults } = await ask('GetDataQualityResult', { ResultId });
      expect(RuleResults).toContainEqual(
        expect.objectContaining({ Result: 'FAIL', EvaluationMessage: expect.stringContaining('000-00-0000') }),
      );
    }
  });

  test('a result that is posted comes in the feed after its time, once', async () => {
    const since = new Date(now);
    now += 60_000;
    const [ruleset] = emulator.bank.quality.rulesets.list();
    emulator.bank.edit.postQualityResult(ruleset?.name ?? '', [
      { rule: 'IsComplete "a"', status: 'PASS', metrics: { 'Column.a.Completeness': 1 } },
      { rule: 'IsUnique "a"', status: 'FAIL', message: 'no', metrics: {} },
    ]);
    const feed = await every('ListDataQualityResults', 'Results', { Filter: { StartedAfter: since } });
    expect(feed).toMatchObject([{ StartedOn: new Date(now) }]);
    expect(await ask('GetDataQualityResult', { ResultId: feed[0]?.['ResultId'] })).toMatchObject({ Score: 0.5 });
    expect(() => emulator.bank.edit.postQualityResult('none', [])).toThrow(RangeError);
  });

  test('a filter that names no table is refused', async () => {
    const failure = await failureOf(ask('ListDataQualityResults', { Filter: { DataSource: {} } }));
    expect(failure.name).toBe('InvalidInputException');
  });
});

describe('native glossaries', () => {
  test('their terms say again what the business glossary says', async () => {
    const glossaries = await every('ListGlossaries', 'Items');
    const terms: Answer[] = [];
    for (const { Id } of glossaries)
      terms.push(...(await every('ListGlossaryTerms', 'Items', { GlossaryIdentifier: Id })));
    const counts = emulator.bank.counts();
    expect([glossaries.length, terms.length]).toEqual([counts.glueGlossaries, counts.glueGlossaryTerms]);
    const plain = (name: string): string => name.toLowerCase().replace(/\W/g, '');
    const business = new Set(emulator.bank.terms.list().map(({ name }) => plain(name)));
    expect(terms.filter(({ Name }) => business.has(plain(Name as string))).length).toBeGreaterThan(4);
  });

  test('they are the governance account’s alone', async () => {
    const own = clientsOf(emulator, { accessKeyId: `AKIA${retail}` });
    expect(await every('ListGlossaries', 'Items', {}, own)).toEqual([]);
    const Identifier = emulator.bank.nativeTerms.list()[0]?.id;
    expect((await failureOf(ask('GetGlossaryTerm', { Identifier }, own))).name).toBe('EntityNotFoundException');
    own.destroy();
  });

  test('changes', async () => {
    const { edit } = emulator.bank;
    const glossary = edit.addNativeGlossary('New');
    const term = edit.addNativeTerm(glossary.id, 'Fresh');
    edit.changeNativeTerm(term.id, { short: 'Just made.' });
    expect(await ask('GetGlossaryTerm', { Identifier: term.id })).toMatchObject({
      Name: 'Fresh',
      ShortDescription: 'Just made.',
      GlossaryId: glossary.id,
    });
    edit.removeNativeGlossary(glossary.id);
    expect((await failureOf(ask('GetGlossaryTerm', { Identifier: term.id }))).name).toBe('EntityNotFoundException');
    expect(() => edit.removeNativeTerm(term.id)).toThrow(RangeError);
  });
});

describe('tables', () => {
  const place = { CatalogId: retail, DatabaseName: 'retail_deposits_consumption' };

  test('a table that is changed has one version more, and keeps those before', async () => {
    const versions = () =>
      every('GetTableVersions', 'TableVersions', { ...place, TableName: 'customer_accounts', MaxResults: 3 });
    const before = await versions();
    const table = emulator.bank.glue.find(retail, place.DatabaseName, 'customer_accounts');
    if (!table) throw new Error('The bank has no such table.');
    emulator.bank.edit.changeGlueTable(table, { columns: [...table.columns, { name: 'iban', type: 'string' }] });
    const after = await versions();
    expect(after.slice(1)).toEqual(before);
    expect(after[0]).toMatchObject({ VersionId: String(table.versionId + 1), Table: { UpdateTime: new Date(now) } });
    expect(await ask('GetTable', { ...place, Name: 'customer_accounts' })).toMatchObject({
      Table: { VersionId: String(table.versionId + 1) },
    });
    const { TableList } = await ask('GetTables', { ...place, Expression: 'customer_accounts' });
    expect(JSON.stringify(TableList)).toContain('iban');
  });

  test('what is not there is not found', async () => {
    for (const [operation, input] of [
      ['GetTable', { ...place, Name: 'none' }],
      ['GetTable', { ...place, DatabaseName: 'none', Name: 'none' }],
      ['GetTableVersions', { ...place, TableName: 'none' }],
      ['GetGlossary', { Identifier: 'none' }],
      ['ListGlossaryTerms', { GlossaryIdentifier: 'none' }],
      ['GetDataQualityResult', { ResultId: 'none' }],
    ] as const) {
      const failure = await failureOf(ask(operation, input));
      expect([operation, failure.name]).toEqual([operation, 'EntityNotFoundException']);
    }
  });
});
