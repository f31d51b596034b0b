import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { folded, globOf } from '#core/catalog/columns/glob.ts';
import { columnNamesOf } from '#core/catalog/columns/names.ts';
import { restSearchIndex } from '#core/catalog/search/live.ts';
import { unitTree } from '#core/catalog/units.ts';
import { AssetId } from '#shared/catalog.ts';
import type { ColumnSelect, FoundColumn } from '#shared/columns.ts';
import { type BankColumn, columnsByHand } from '../columns-by-hand.ts';
import { add, remove, set } from '../staged-bank.ts';
import type { TestCore } from '../start-core.ts';
import { connected, emulated } from '../with-emulator.ts';

async function pulled() {
  const emulator = await emulated();
  const test = await connected(emulator);
  await test.finish(test.client.sync.pull({ revisions: 'none' }));
  return { ...test, emulator, byHand: columnsByHand(emulator.bank) };
}

async function all(client: TestCore['client'], input: Partial<ColumnSelect>): Promise<FoundColumn[]> {
  const items: FoundColumn[] = [];
  for (;;) {
    const page = await client.catalog.findColumns({ ...input, offset: items.length, limit: 200 });
    items.push(...page.items);
    if (page.items.length === 0 || items.length >= page.total) {
      expect(items).toHaveLength(page.total);
      return items;
    }
  }
}

const named = (assetId: string, name: string) => `${assetId} ${name}`;
const told = (found: readonly FoundColumn[]) => found.map(({ assetId, name }) => named(assetId, name)).toSorted();
const counted = (known: readonly BankColumn[]) => known.map(({ asset, name }) => named(asset.id, name)).toSorted();

describe('columns over all assets', () => {
  test('are those of the bank, each as it is there, in the order of their names', async () => {
    const { client, byHand } = await pulled();
    const found = await all(client, {});
    expect(byHand.length).toBeGreaterThan(500);
    expect(told(found)).toEqual(counted(byHand));
    const names = found.map(({ name }) => folded(name));
    expect(names).toEqual(names.toSorted());
    const within = await client.catalog.findColumns({ offset: 137, limit: 61 });
    expect(within.items).toEqual(found.slice(137, 198));
    expect((await client.catalog.findColumns({ offset: found.length })).items).toEqual([]);
    const known = new Map(byHand.map((column) => [named(column.asset.id, column.name), column]));
    for (const column of found) {
      const own = known.get(named(column.assetId, column.name));
      expect(column).toMatchObject({
        assetName: own?.asset.name,
        dataType: own?.dataType,
        businessName: own?.businessName,
        description: own?.description,
        pending: [],
      });
      expect(column.project?.id).toBe(own?.asset.projectId);
      expect(column.terms.map(({ id }) => id).toSorted()).toEqual([...(own?.terms ?? [])].toSorted());
    }
  });

  test('are narrowed by names, types and terms as counting by hand does', async () => {
    const { client, byHand } = await pulled();
    const carried = [...new Set(byHand.flatMap(({ terms }) => terms))];
    expect(carried.length).toBeGreaterThan(2);
    const [one = '', two = ''] = carried;
    const ends = (name: string) => name.toLowerCase().endsWith('id');
    const cases: [Partial<ColumnSelect>, (column: BankColumn) => boolean][] = [
      [{ name: ['*ID'] }, ({ name }) => ends(name)],
      [{ name: ['*email*', '?d'] }, ({ name }) => /email|^.d$/i.test(name)],
      [{ name: ['no_such_*'] }, () => false],
      [{ dataType: 'DECIMAL' }, ({ dataType }) => dataType.startsWith('decimal')],
      [{ term: [one] }, ({ terms }) => terms.includes(one)],
      [{ term: [one, two] }, ({ terms }) => terms.includes(one) || terms.includes(two)],
      [{ without: [one] }, ({ terms }) => !terms.includes(one)],
      [{ term: carried.slice(0, 100), name: ['*id'] }, ({ name, terms }) => terms.length > 0 && ends(name)],
      [
        { dataType: 'string', without: carried.slice(0, 100) },
        (c) => c.dataType.startsWith('string') && c.terms.length === 0,
      ],
      [{ text: 'email' }, (column) => wordsOf(column).some((word) => word.startsWith('email'))],
    ];
    for (const [input, fits] of cases) {
      const expected = byHand.filter(fits);
      expect(told(await all(client, input)), JSON.stringify(input)).toEqual(counted(expected));
    }
  });

  test('are narrowed by assets as a search of assets is', async () => {
    const { client, core, byHand } = await pulled();
    const tree = unitTree(core.context.desk.db);
    const { facets, items } = await client.catalog.search({ text: 'customer', limit: 200 });
    const [project] = facets.project;
    const [unit] = facets.domainUnit;
    const hits = new Set<string>(items.map(({ id }) => id));
    expect(hits.size).toBeGreaterThan(1);
    const byText = byHand.filter(({ asset }) => hits.has(asset.id));
    expect(told(await all(client, { assets: chosen({ text: 'customer' }) }))).toEqual(counted(byText));
    const byProject = byHand.filter(({ asset }) => asset.projectId === project?.id);
    expect(told(await all(client, { assets: chosen({ project: [project?.id ?? ''] }) }))).toEqual(counted(byProject));
    const inUnit = await all(client, { assets: chosen({ domainUnit: [unit?.id ?? ''] }) });
    const { items: assets } = await client.catalog.search({ domainUnit: [unit?.id ?? ''], limit: 200 });
    const ids = new Set<string>(assets.map(({ id }) => id));
    expect(tree.units.has(unit?.id ?? '')).toBe(true);
    expect(told(inUnit)).toEqual(counted(byHand.filter(({ asset }) => ids.has(asset.id))));
    const [some] = byHand;
    const ofOne = await all(client, { assetIds: [AssetId.parse(some?.asset.id)] });
    expect(told(ofOne)).toEqual(counted(byHand.filter(({ asset }) => asset.id === some?.asset.id)));
    expect(await all(client, { assets: chosen({ text: '***' }) })).toEqual([]);
    expect(await all(client, { text: '***' })).toEqual([]);
  });

  test('show what is staged, and are found by it', async () => {
    const { client, core, byHand } = await pulled();
    const tagged = byHand.find(({ terms }) => terms.length > 0);
    const plain = byHand.find(({ terms, asset }) => terms.length === 0 && asset.id !== tagged?.asset.id);
    if (tagged === undefined || plain === undefined) throw new Error('the bank has no such columns');
    const [term = ''] = tagged.terms;
    const open = core.context.desk.db
      .prepare(
        `SELECT t.id FROM remote_glossary_term t JOIN remote_glossary g ON g.id = t.glossary_id
         WHERE t.status = 'ENABLED' AND g.usage_restrictions = '[]' AND t.id <> ? LIMIT 1`,
      )
      .pluck()
      .get(term) as string;
    const has = async (input: Partial<ColumnSelect>, column: BankColumn) =>
      told(await all(client, input)).includes(named(column.asset.id, column.name));
    expect(await has({ term: [open] }, plain)).toBe(false);
    await client.changes.stage({
      lines: [
        add(plain.asset.id, open, plain.name),
        remove(tagged.asset.id, term, tagged.name),
        set(plain.asset.id, 'name', 'Zzyzx road', plain.name),
      ],
    });
    expect(await has({ term: [open] }, plain)).toBe(true);
    expect(await has({ without: [open] }, plain)).toBe(false);
    expect(await has({ term: [term] }, tagged)).toBe(tagged.terms.length > 1 && tagged.terms.slice(1).includes(term));
    const [found, more] = await all(client, { text: 'zzyzx' });
    expect(more).toBeUndefined();
    expect(found).toMatchObject({ name: plain.name, businessName: 'Zzyzx road' });
    expect(found?.pending.map(({ op, field }) => `${op} ${field}`).toSorted()).toEqual(['add terms', 'set name']);
  });

  test('follow the mirror, and are let go when nobody has asked for ten minutes', async () => {
    let now = new Date('2026-11-01T08:00:00.000Z').getTime();
    const emulator = await emulated();
    const { client, core, finish } = await connected(emulator, { clock: () => new Date(now) });
    await finish(client.sync.pull({ revisions: 'none' }));
    const before = await all(client, {});
    const [asset] = columnsByHand(emulator.bank).map((column) => column.asset);
    if (asset === undefined) throw new Error('the bank has no columns');
    emulator.bank.edit.removeAsset(asset.id);
    await finish(client.sync.pull({ revisions: 'none' }));
    const after = await all(client, {});
    expect(told(after)).toEqual(counted(columnsByHand(emulator.bank)));
    expect(after.length).toBeLessThan(before.length);
    const names = columnNamesOf(core.context.desk.db);
    now += 9 * 60_000;
    expect(names.rest(new Date(now))).toBe(false);
    now += 2 * 60_000;
    expect(names.rest(new Date(now))).toBe(true);
    expect(names.held).toBe(false);
    expect(told(await all(client, {}))).toEqual(told(after));
    // A search index that is loaded anew tells nothing of what was written while there was none.
    restSearchIndex(core.context.desk.db);
    const added = emulator.bank.edit.addAsset({
      projectId: asset.projectId,
      name: 'late_comer',
      columns: [
        { name: 'late_one', type: 'string' },
        { name: 'LATE_two', type: 'date' },
      ],
    });
    await finish(client.sync.pull({ mode: 'full', revisions: 'none' }));
    expect(told(await all(client, { name: ['late_*'] }))).toEqual([
      named(added.id, 'LATE_two'),
      named(added.id, 'late_one'),
    ]);
    expect(told(await all(client, {}))).toEqual(counted(columnsByHand(emulator.bank)));
  });
});

describe('patterns', () => {
  const sign = fc.constantFrom('a', 'B', '_', 'é', '😀', '.', '[', '*', '?', '\\', '$');
  const text = fc.array(sign, { maxLength: 12 }).map((signs) => signs.join(''));
  /** The same as an expression, every sign of which but two is taken as it is. */
  const expression = (pattern: string) =>
    new RegExp(
      `^${Array.from(pattern.toLowerCase(), (one) => (one === '*' ? '.*' : one === '?' ? '.' : one.replace(/[\\^$.*+?()[\]{}|]/, '\\$&'))).join('')}$`,
      'su',
    );

  test('fit what the same regular expression fits', () => {
    fc.assert(
      fc.property(text, text, (pattern, name) => {
        expect(globOf(pattern)(folded(name))).toBe(expression(pattern).test(name.toLowerCase()));
      }),
      {
        numRuns: 2000,
        examples: [
          ['*', ''],
          ['?', '😀'],
          ['a*B', 'aab'],
          ['*é*', 'aéb'],
        ],
      },
    );
  });

  test('take no longer for being hostile', () => {
    const name = 'a'.repeat(20_000);
    const started = performance.now();
    expect(globOf(`${'*a'.repeat(99)}*b`)(name)).toBe(false);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

const chosen = (assets: Partial<NonNullable<ColumnSelect['assets']>>): NonNullable<ColumnSelect['assets']> => ({
  text: '',
  domainUnit: [],
  project: [],
  type: [],
  term: [],
  status: [],
  ...assets,
});

const wordsOf = ({ name, businessName, description, comment }: BankColumn): string[] =>
  [name, businessName, description, comment].flatMap((text) => text?.toLowerCase().match(/[a-z0-9]+/g) ?? []);
