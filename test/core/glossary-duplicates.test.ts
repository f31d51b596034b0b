import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Db } from '#core/db/open.ts';
import { alikePairs, type Comparable } from '#core/glossary/alike.ts';
import { distance, nameScore, readName } from '#core/glossary/alike-names.ts';
import { add, type StagedBank, stagedBank } from '../staged-bank.ts';
import { refusal } from '../start-core.ts';

const even = () => 1;
const alike = (a: string, b: string) => nameScore(readName(a), readName(b), even);
const none = async () => {};
const term = (name: string, description = '', relations: string[] = []): Comparable => ({
  name,
  description,
  relations,
});
const scores = async (terms: Comparable[]) =>
  (await alikePairs(terms, none)).map(({ a, b, score, reasons }) => ({ of: `${a} ${b}`, score, reasons }));

test.each([
  ['E-mail Address', 'email', 0.95],
  ['Cust ID', 'Customer Identifier', 0.95],
  ['CUSTOMER  segment', 'Customer Segment', 1],
  ['Balance of Account', 'Account balance', 0.85],
  ['Exposure at default', 'Exposure at defualt', 0.85],
  ['KYC', 'Know your customer', 0.75],
] as const)('“%s” and “%s” are alike', (a, b, least) => {
  expect(alike(a, b).score).toBeGreaterThanOrEqual(least);
  expect(alike(a, b).reason).not.toBeNull();
  expect(alike(b, a)).toEqual(alike(a, b));
});

test.each([
  ['VaR 95', 'VaR 99'],
  ['Tier 1', 'Tier 2'],
  ['Creditor', 'Credit'],
  ['Customer', 'Exposure'],
  ['', ''],
])('“%s” and “%s” are not', (a, b) => {
  expect(alike(a, b).score).toBeLessThan(0.5);
});

test('descriptions and relations make surer, other descriptions less sure', async () => {
  const long = 'The largest amount a counterparty may owe at any time';
  const other = 'Upper bound of temperature inside vaults, measured hourly';
  const [same] = await scores([term('Limit', long), term('Limit', long)]);
  const [apart] = await scores([term('Limit', long), term('Limit', other)]);
  expect(same).toMatchObject({ score: 1, reasons: ['the same name', 'described in the same words'] });
  expect(apart?.score).toBeLessThan(0.8);
  expect(apart?.reasons.at(-1)).toContain('two things');
  const [named] = await scores([term('Ceiling', long), term('Maximum debt', long)]);
  expect(named).toMatchObject({ score: 0.7, reasons: ['described in the same words'] });
  const [related] = await scores([term('Ceiling', long, ['isA:x']), term('Maximum debt', long, ['isA:x'])]);
  expect(related?.score).toBeGreaterThan(0.7);
  expect(await scores([term('Ceiling'), term('Debt', '', ['isA:x']), term('Vault', '', ['isA:x'])])).toEqual([]);
});

test('the distance is that of single edits and swaps, and stops where it is too large', () => {
  expect(distance('default', 'defualt', 2)).toBe(1);
  expect(distance('abc', 'abc', 1)).toBe(0);
  expect(distance('kitten', 'sitting', 2)).toBeNull();
  expect(distance('kitten', 'sitting', 3)).toBe(3);
});

test('whatever terms are called, scores are between the least and one, and no pair is told twice', async () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom('__proto__', 'id', '  ', '%', 'a b'),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ name: text, description: text, relations: fc.array(text, { maxLength: 2 }) }), {
        maxLength: 20,
      }),
      async (terms) => {
        const pairs = await alikePairs(terms, none);
        for (const { score, a, b } of pairs) {
          expect(score).toBeGreaterThanOrEqual(0.5);
          expect(score).toBeLessThanOrEqual(1);
          expect(a).toBeLessThan(b);
        }
        expect(new Set(pairs.map(({ a, b }) => `${a} ${b}`)).size).toBe(pairs.length);
      },
    ),
  );
});

test('10,000 terms are compared in seconds, also where all are alike', async () => {
  const words = ['account', 'balance', 'customer', 'limit', 'rate', 'credit', 'risk', 'branch', 'loan', 'date'];
  const pick = (at: number, by: number) => words[Math.floor(at / by) % words.length] ?? '';
  const varied = Array.from({ length: 10_000 }, (_none, at) =>
    term(
      `${pick(at, 1)} ${pick(at, 10)} ${pick(at, 100)} ${String.fromCharCode(97 + (at % 26))}x${pick(at, 1000)}`,
      `What the ${pick(at, 1)} of the ${pick(at, 10)} is in ${pick(at, 100)} and why number${at}`,
    ),
  );
  const uniform = Array.from({ length: 10_000 }, () => term('Limit', 'What may be lost in the worst case of all'));
  for (const terms of [varied, uniform]) {
    const began = performance.now();
    const pairs = await alikePairs(terms, none);
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(pairs.length).toBeLessThan(2_000_000);
  }
}, 40_000);

/** A bank with one term twice, under two spellings. */
async function doubled(): Promise<StagedBank & { keep: string; loser: string; db: Db }> {
  const bank = await stagedBank({}, { assets: 60 });
  const [keep = '', loser = ''] = bank.terms;
  const { db } = bank.core.context.desk;
  return { ...bank, keep, loser, db };
}

test('near-duplicates of DataZone and Glue are told in groups; what is disabled is not', async () => {
  const { client, keep, loser, db } = await doubled();
  const name = 'Zebra crossing allowance';
  await client.changes.stage({
    lines: [
      { kind: 'glossary_term', id: keep, part: '', field: 'name', op: 'set', value: name },
      { kind: 'glossary_term', id: loser, part: '', field: 'name', op: 'set', value: 'Zebra crosing allowance' },
    ],
  });
  db.exec(
    `INSERT INTO remote_glue_glossary_term (id, glossary_id, name, hash, seen_run)
     VALUES ('glue-zebra', 'nowhere', 'ZEBRA-CROSSING-ALLOWANCE', '', 1)`,
  );
  const { items, total } = await client.glossary.duplicates({ text: 'zebra' });
  expect(total).toBe(1);
  const [group] = items;
  expect(new Set(group?.terms.map(({ id }) => id))).toEqual(new Set([keep, loser, 'glue-zebra']));
  expect(group?.terms[0]).toMatchObject({ source: 'datazone', score: 1, reasons: [] });
  for (const other of group?.terms.slice(1) ?? []) expect(other.reasons.length).toBeGreaterThan(0);
  expect((await client.glossary.duplicates({ text: 'zebra', least: 1 })).items[0]?.terms).toHaveLength(2);
  await client.glossary.stageMerge({ keep, losers: [loser] });
  const after = await client.glossary.duplicates({ text: 'zebra' });
  expect(after.items[0]?.terms.map(({ id }) => id)).toEqual([keep, 'glue-zebra']);
});

/** Where a term stands with what is staged laid over, by what the catalog answers. */
async function carriers({ client }: StagedBank, termId: string): Promise<string[]> {
  const found: string[] = [];
  for (let offset = 0; ; offset += 200) {
    const { items, total } = await client.catalog.search({ text: '', limit: 200, offset });
    for (const { id } of items) {
      const asset = await client.catalog.asset({ assetId: id });
      if (asset.terms.some((one) => one.id === termId)) found.push(id);
      const columns = await client.catalog.columns({ assetId: id, limit: 200 });
      for (const column of columns.items)
        if (column.terms.some((one) => one.id === termId)) found.push(`${id} ${column.name}`);
    }
    if (offset + 200 >= total) return found.toSorted();
  }
}

test('a merge puts one term in place of another everywhere, as one step, and push brings it to AWS', async () => {
  const bank = await doubled();
  const { client, keep, loser, assetId, columns, db } = bank;
  const other = bank.terms[2] ?? '';
  await client.changes.stage({
    lines: [
      add(assetId, loser),
      add(assetId, loser, columns[0]),
      add(assetId, keep, columns[1]),
      add(assetId, loser, columns[1]),
      { kind: 'glossary_term', id: other, part: '', field: 'is_a', op: 'add', value: loser },
      { kind: 'glossary_term', id: keep, part: '', field: 'is_a', op: 'add', value: loser },
    ],
  });
  const before = new Set([...(await carriers(bank, loser)), ...(await carriers(bank, keep))]);
  expect(before.size).toBeGreaterThan(3);
  const merged = await client.glossary.stageMerge({ keep, losers: [loser] });
  expect(merged).toMatchObject({ skipped: 0, reasons: [] });
  expect(merged.assets + merged.columns).toBeGreaterThanOrEqual(3);
  expect(await carriers(bank, loser)).toEqual([]);
  expect(new Set(await carriers(bank, keep))).toEqual(before);
  const [gone, kept, related] = await Promise.all(
    [loser, keep, other].map(async (termId) => await client.glossary.term({ termId })),
  );
  expect(gone?.status).toBe('DISABLED');
  expect(kept?.isA.map(({ id }) => id)).not.toContain(loser);
  expect(related?.isA.map(({ id }) => id)).toContain(keep);
  expect(related?.isA.map(({ id }) => id)).not.toContain(loser);
  expect((await client.changes.steps()).back).toContain('Merge 1 term');
  const lines = db.prepare('SELECT count(*) FROM change').pluck();
  const staged = lines.get();
  await client.changes.back();
  expect(new Set([...(await carriers(bank, loser)), ...(await carriers(bank, keep))])).toEqual(before);
  await client.changes.forth();
  expect(lines.get()).toBe(staged);
  const { setId } = (await client.changes.sets({})).items.map(({ id }) => ({ setId: id }))[0] ?? { setId: '' };
  await client.changes.propose({ setId });
  await client.changes.approve({ setId });
  const { result } = await bank.finish(client.changes.push({ setId, publish: false }));
  expect(result).toMatchObject({ conflicts: 0, failed: 0, left: 0 });
  expect(bank.emulator.bank.terms.list().find(({ id }) => id === loser)?.status).toBe('DISABLED');
  await bank.finish(client.sync.pull({ mode: 'full', revisions: 'none' }));
  expect(new Set(await carriers(bank, keep))).toEqual(before);
});

test('a place that is full takes the term; one that waits elsewhere stays whole, and the loser enabled', async () => {
  const bank = await doubled();
  const { client, keep, loser, assetId, columns } = bank;
  const held = (await client.catalog.columns({ assetId })).items[0]?.terms.length ?? 0;
  const free = 20 - held;
  const full = [loser, ...bank.terms.slice(2, 2 + free - 1)];
  await client.changes.stage({ lines: full.map((id) => add(assetId, id, columns[0])) });
  expect(await client.glossary.stageMerge({ keep, losers: [loser] })).toMatchObject({ skipped: 0 });
  const column = (await client.catalog.columns({ assetId })).items[0];
  expect(column?.terms.map(({ id }) => id)).toContain(keep);
  expect(column?.terms).toHaveLength(20);
  await client.changes.back();
  await client.changes.back();
  await bank.approved([add(assetId, loser, columns[0])]);
  const merged = await client.glossary.stageMerge({ keep, losers: [loser] });
  expect(merged.reasons).toMatchObject([
    { kind: 'asset', id: assetId, part: columns[0], code: 'E_CHANGE_PENDING' },
    { kind: 'glossary_term', id: loser, code: 'E_MERGE_LEFT' },
  ]);
  expect((await client.glossary.term({ termId: loser })).status).toBe('ENABLED');
  const left = (await client.catalog.columns({ assetId })).items[0]?.terms.map(({ id }) => id);
  expect(left).toContain(loser);
  expect(left).not.toContain(keep);
});

test('governed terms are replaced where they govern; what a loser was is said of the one that stays', async () => {
  const { client, assetId, db } = await doubled();
  const governed = db
    .prepare(
      `SELECT t.id FROM remote_glossary_term t JOIN remote_glossary g ON g.id = t.glossary_id
       WHERE g.usage_restrictions <> '[]' AND t.status = 'ENABLED'
         AND NOT EXISTS (SELECT 1 FROM remote_rule r WHERE instr(r.detail, t.id) > 0) ORDER BY t.id LIMIT 3`,
    )
    .pluck()
    .all() as string[];
  const [keep = '', loser = '', general = ''] = governed;
  const related = (id: string, value: string) =>
    ({ kind: 'glossary_term', id, part: '', field: 'is_a', op: 'add', value }) as const;
  const staged = await client.changes.stage({
    lines: [
      { ...add(assetId, loser), field: 'governed_terms' },
      related(loser, general),
      related(general, keep),
      { ...related(loser, keep), field: 'classifies' },
    ],
  });
  expect(staged.reasons).toEqual([]);
  const merged = await client.glossary.stageMerge({ keep, losers: [loser] });
  // The general term is one of those to keep: the other way round both would be each other.
  expect(merged.reasons).toMatchObject([{ kind: 'glossary_term', id: keep, code: 'E_RELATION_RING' }]);
  const lines = db
    .prepare(
      "SELECT entity_id, op, item FROM change WHERE entity_id = ? AND field = 'governed_terms' ORDER BY op, item",
    )
    .raw();
  expect(lines.all(assetId)).toContainEqual([assetId, 'add', keep]);
  expect(lines.all(assetId)).not.toContainEqual([assetId, 'add', loser]);
  expect((await client.glossary.term({ termId: keep })).isA.map(({ id }) => id)).not.toContain(general);
  expect((await client.glossary.term({ termId: keep })).classifies.map(({ id }) => id)).not.toContain(keep);
});

test('what cannot be merged is refused', async () => {
  const { client, keep, loser, db } = await doubled();
  const restricted = String(
    db
      .prepare(
        `SELECT t.id FROM remote_glossary_term t JOIN remote_glossary g ON g.id = t.glossary_id
         WHERE g.usage_restrictions <> '[]' LIMIT 1`,
      )
      .pluck()
      .get(),
  );
  const required = String(
    db
      .prepare(
        `SELECT t.value FROM remote_rule r, json_tree(r.detail) t JOIN remote_glossary_term g ON g.id = t.value
         JOIN remote_glossary h ON h.id = g.glossary_id WHERE h.usage_restrictions = '[]' LIMIT 1`,
      )
      .pluck()
      .get(),
  );
  const glue = String(db.prepare('SELECT id FROM remote_glue_glossary_term LIMIT 1').pluck().get());
  const code = async (from: string, ...others: string[]) =>
    (await refusal(client.glossary.stageMerge({ keep: from, losers: others }))).code;
  expect(await code(keep, keep)).toBe('E_MERGE_SELF');
  expect(await code(keep, 'nobody')).toBe('E_TERM_UNKNOWN');
  expect(await code(required === keep ? loser : keep, required)).toBe('E_MERGE_RULE');
  expect(await code(keep, restricted)).toBe('E_MERGE_RESTRICTED');
  expect(await code(keep, glue)).toBe('E_MERGE_GLUE');
  await client.changes.stage({
    lines: [{ kind: 'glossary_term', id: keep, part: '', field: 'status', op: 'set', value: 'DISABLED' }],
  });
  expect(await code(keep, loser)).toBe('E_TERM_DISABLED');
});
