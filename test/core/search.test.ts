import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { tell } from '#core/catalog/forms.ts';
import { unitTree } from '#core/catalog/units.ts';
import { partsOf } from '#core/catalog/search/parts.ts';
import { wordsOfName } from '#core/catalog/search/words.ts';
import type { Facet, SearchHit } from '#shared/catalog.ts';
import { startEmulator } from '#emulator/server.ts';
import { connected } from '../with-emulator.ts';

type Client = Awaited<ReturnType<typeof connected>>['client'];

async function pulled() {
  const emulator = await startEmulator({ seed: 7, rates: 'off', assets: 150 });
  const test = await connected(emulator);
  await test.finish(test.client.sync.pull({}));
  await emulator.close();
  return test;
}

async function everything(client: Client): Promise<SearchHit[]> {
  return (await client.catalog.search({ limit: 200 })).items;
}

test('facets and totals are what counting by hand gives, for any choice', async () => {
  const { client, core } = await pulled();
  const all = await everything(client);
  const tree = unitTree(core.context.desk.db);
  const carried = core.context.desk.db
    .prepare('SELECT term_id FROM remote_asset_term t JOIN remote_asset a ON a.key = t.asset WHERE a.id = ?')
    .pluck();
  const of: Record<Facet, (hit: SearchHit) => string[]> = {
    domainUnit: (hit) => (hit.domainUnit === null ? [] : tree.path(hit.domainUnit.id).map((unit) => unit.id)),
    project: (hit) => (hit.project === null ? [] : [hit.project.id]),
    type: (hit) => [hit.type],
    // A hit tells twenty of its terms at most; counting needs them all.
    term: (hit) => carried.all(hit.id) as string[],
    status: (hit) => [hit.listing],
  };
  const values = (facet: Facet) => [...new Set(all.flatMap(of[facet]))];
  const choice = (facet: Facet) => fc.subarray(values(facet), { maxLength: 3 });
  const choices = fc.record({
    domainUnit: choice('domainUnit'),
    project: choice('project'),
    type: choice('type'),
    term: choice('term'),
    status: choice('status') as fc.Arbitrary<SearchHit['listing'][]>,
  });
  await fc.assert(
    fc.asyncProperty(choices, fc.constantFrom('', 'customer', 'account', 'date'), async (chosen, text) => {
      const base = text === '' ? all : (await client.catalog.search({ text, limit: 200 })).items;
      const fits = (hit: SearchHit, except?: Facet) =>
        (Object.keys(of) as Facet[]).every(
          (facet) =>
            facet === except ||
            chosen[facet].length === 0 ||
            of[facet](hit).some((value) => chosen[facet].some((one) => one === value)),
        );
      const answer = await client.catalog.search({ ...chosen, text, limit: 200 });
      const expected = base.filter((hit) => fits(hit));
      expect(answer.total).toBe(expected.length);
      expect(new Set(answer.items.map((hit) => hit.id))).toEqual(new Set(expected.map((hit) => hit.id)));
      for (const facet of Object.keys(of) as Facet[]) {
        const counts = new Map<string, number>();
        for (const hit of base.filter((one) => fits(one, facet)))
          for (const value of of[facet](hit)) counts.set(value, (counts.get(value) ?? 0) + 1);
        expect(new Map(answer.facets[facet].map((value) => [value.id, value.count])), facet).toEqual(counts);
      }
    }),
    { numRuns: 150 },
  );
}, 60_000);

test('paging shows every asset once, in each order', async () => {
  const { client } = await pulled();
  const all = new Set((await everything(client)).map((hit) => hit.id));
  for (const sort of ['relevance', 'name', 'newest'] as const) {
    for (const text of ['', 'customer']) {
      const whole =
        text === '' ? all : new Set((await client.catalog.search({ text, limit: 200 })).items.map((hit) => hit.id));
      const seen: string[] = [];
      for (let offset = 0; offset < 200; offset += 7)
        seen.push(...(await client.catalog.search({ text, sort, offset, limit: 7 })).items.map((hit) => hit.id));
      expect(seen.length).toBe(whole.size);
      expect(new Set(seen)).toEqual(whole);
    }
  }
});

test('whatever is typed is looked for as text and never breaks the search', async () => {
  const { client } = await pulled();
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.string({ maxLength: 40 }),
        fc.string({ unit: 'binary', maxLength: 20 }),
        fc.constantFrom(
          '"',
          '""',
          '*',
          'a AND',
          'NOT',
          'name:',
          '{a b}',
          '^x',
          'a - b',
          '(',
          "'; DROP TABLE remote_asset; --",
          'NEAR(a b)',
          '\0',
          '"customer',
          'cust*',
        ),
      ),
      async (text) => {
        const { total, items } = await client.catalog.search({ text });
        expect(items.length).toBeLessThanOrEqual(total);
      },
    ),
    { numRuns: 300 },
  );
  expect((await client.catalog.search({ text: '***' })).total, 'no word at all').toBe(0);
});

test('names in any spelling are found by their parts, and the columns that matched are told', async () => {
  const { client } = await pulled();
  const hits = (await client.catalog.search({ text: 'cust', limit: 200 })).items;
  expect(hits.length).toBeGreaterThan(5);
  const matched = hits.flatMap((hit) => hit.matchedColumns);
  expect(matched.some((name) => /^cust_/i.test(name))).toBe(true);
  expect(
    matched.some((name) => /^customer[A-Z]/.test(name)),
    'camel case',
  ).toBe(true);
});

test('names are divided where case and digits do, and never across what was divided', () => {
  expect(wordsOfName('customerID')).toEqual(['customerid', '', 'customer', 'id']);
  expect(wordsOfName('CUST_NO')).toEqual(['cust', 'no']);
  expect(wordsOfName('HTTPServer2Name')).toEqual(['httpserver2name', '', 'http', 'server', '2', 'name']);
  expect(wordsOfName('Straßen_Überblick')).toEqual(['straßen', 'uberblick']);
  expect(wordsOfName('')).toEqual([]);
});

test('a search is words as prefixes and quotes as phrases', () => {
  const prefix = (...words: string[]) => ({ words, prefix: true });
  const phrase = (...words: string[]) => ({ words, prefix: false });
  expect(partsOf('cust id')).toEqual([prefix('cust'), prefix('id')]);
  expect(partsOf('CUST_id')).toEqual([prefix('cust', 'id')]);
  expect(partsOf('"account number" x')).toEqual([phrase('account', 'number'), prefix('x')]);
  expect(partsOf(' ** ')).toEqual([]);
  expect(partsOf('"unclosed phrase')).toEqual([phrase('unclosed', 'phrase')]);
  expect(partsOf('nümmer')).toEqual([prefix('nummer')]);
  expect(partsOf('c cust "c" cus cust'), 'what another part implies is not looked for twice').toEqual([
    prefix('cust'),
    phrase('c'),
  ]);
});

test('forms that are not what they should be are passed over, never fatal', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          name: fc.constantFrom('GlueTableForm', 'ColumnBusinessMetadataForm', 'AssetCommonDetailsForm', 'Other'),
          type: fc.string(),
          revision: fc.constant(null),
          content: fc.oneof(fc.string(), fc.json()),
        }),
      ),
      (forms) => {
        const told = tell(forms);
        expect(told.columns.every((column) => `${column.name}${column.dataType}` !== '')).toBe(true);
      },
    ),
  );
  const list = '[{"columnIdentifier":"a"}]';
  expect(tell([{ name: 'ColumnBusinessMetadataForm', type: '', revision: null, content: list }]).columns).toEqual([]);
});

test('the sample tells published, unpublished and stale assets apart', async () => {
  const { client } = await pulled();
  const { facets } = await client.catalog.search({});
  expect(facets.status.map((state) => state.id)).toEqual(expect.arrayContaining(['published', 'unpublished', 'stale']));
});
