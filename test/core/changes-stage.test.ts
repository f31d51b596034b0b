import { describe, expect, test } from 'vitest';
import type { StageLine } from '#shared/changes.ts';
import type { AssetId } from '#shared/catalog.ts';
import { add, remove, set } from '../staged-bank.ts';
import { connected, emulated } from '../with-emulator.ts';
import { refusal, type TestCore } from '../start-core.ts';

interface Bench extends TestCore {
  /** An asset with columns, and two enabled terms of a glossary that is not restricted, neither on it. */
  assetId: AssetId;
  columns: string[];
  terms: [string, string];
  disabled: string;
  restricted: string;
}

/** A pulled bank, with what the tests work on. */
async function bench(): Promise<Bench> {
  const emulator = await emulated();
  const off = emulator.bank.terms.list()[0];
  if (off === undefined) throw new Error('the bank has no terms');
  emulator.bank.edit.changeTerm(off.id, { status: 'DISABLED' });
  const test = await connected(emulator);
  await test.finish(test.client.sync.pull({ revisions: 'none' }));
  const { db } = test.core.context.desk;
  const one = (sql: string, ...values: unknown[]) =>
    String(
      db
        .prepare(sql)
        .pluck()
        .get(...values),
    );
  const assetId = one(
    "SELECT id FROM remote_asset a WHERE columns > 3 AND type LIKE '%Glue%' ORDER BY id LIMIT 1",
  ) as AssetId;
  const key = db.prepare('SELECT key FROM remote_asset WHERE id = ?').pluck().get(assetId);
  const free = db
    .prepare(
      `SELECT t.id FROM remote_glossary_term t JOIN remote_glossary g ON g.id = t.glossary_id
       WHERE t.status = 'ENABLED' AND g.usage_restrictions = '[]'
       AND t.id NOT IN (SELECT term_id FROM remote_asset_term WHERE asset = ?) ORDER BY t.id LIMIT 2`,
    )
    .pluck()
    .all(key) as [string, string];
  return {
    ...test,
    assetId,
    columns: db
      .prepare('SELECT name FROM remote_column WHERE asset = ? ORDER BY position')
      .pluck()
      .all(key) as string[],
    terms: free,
    disabled: off.id,
    restricted: one(
      "SELECT t.id FROM remote_glossary_term t JOIN remote_glossary g ON g.id = t.glossary_id WHERE g.usage_restrictions <> '[]' AND t.status = 'ENABLED' LIMIT 1",
    ),
  };
}

describe('staging', () => {
  test('lays over the mirror everywhere, and leaves the mirror as it is', async () => {
    const { client, core, assetId, columns, terms } = await bench();
    const [column = ''] = columns;
    const mirror = () =>
      core.context.desk.db
        .prepare('SELECT count(*) FROM remote_asset_term UNION ALL SELECT count(*) FROM remote_column_term')
        .pluck()
        .all();
    const before = mirror();
    const staged = await client.changes.stage({
      lines: [
        set(assetId, 'description', 'All customers, once each.'),
        add(assetId, terms[0]),
        add(assetId, terms[1], column),
        set(assetId, 'name', 'Customer number', column),
      ],
      label: 'Describe',
    });
    expect(staged).toMatchObject({ staged: 4, unchanged: 0, reverted: 0, skipped: 0 });
    const asset = await client.catalog.asset({ assetId });
    expect(asset.description).toBe('All customers, once each.');
    expect(asset.terms.map(({ id }) => id)).toContain(terms[0]);
    expect(asset.pending.map(({ field, op }) => `${op} ${field}`).toSorted()).toEqual(['add terms', 'set description']);
    const page = await client.catalog.columns({ assetId });
    expect(page.items.find(({ name }) => name === column)).toMatchObject({ businessName: 'Customer number' });
    expect(page.items.find(({ name }) => name === column)?.terms.map(({ id }) => id)).toContain(terms[1]);
    for (const term of terms) {
      const found = await client.catalog.search({ term: [term], text: '', limit: 200 });
      const hit = found.items.find(({ id }) => id === assetId);
      expect(hit?.pending).toBe(4);
      expect(found.facets.term.find(({ id }) => id === term)?.count).toBe(found.total);
    }
    const words = await client.catalog.search({ text: '"customers, once each"' });
    expect(words.items.map(({ id }) => id)).toEqual([assetId]);
    expect(mirror()).toEqual(before);
  });

  test('a value that is again what AWS says takes its line back; what is so already is not staged', async () => {
    const { client, core, assetId, terms } = await bench();
    const { db } = core.context.desk;
    const was = (await client.catalog.asset({ assetId })).description;
    await client.changes.stage({ lines: [set(assetId, 'description', 'New'), add(assetId, terms[0])] });
    const back = await client.changes.stage({ lines: [set(assetId, 'description', was), remove(assetId, terms[0])] });
    // Taking a term away that was only to be added takes the addition back.
    expect(back).toMatchObject({ staged: 0, reverted: 2, unchanged: 0 });
    expect(db.prepare('SELECT field, op FROM change').all()).toEqual([]);
    const nothing = await client.changes.stage({
      lines: [set(assetId, 'description', was), remove(assetId, terms[0])],
    });
    expect(nothing).toMatchObject({ staged: 0, reverted: 0, unchanged: 2 });
  });

  test('undo and redo go through the steps, and what is staged anew forgets what was undone', async () => {
    const { client, assetId, terms } = await bench();
    const description = async () => (await client.catalog.asset({ assetId })).description;
    const first = await description();
    await client.changes.stage({ lines: [set(assetId, 'description', 'One')], label: 'one' });
    await client.changes.stage({ lines: [set(assetId, 'description', 'Two'), add(assetId, terms[0])], label: 'two' });
    expect(await client.changes.steps()).toEqual({ back: 'two', forth: null });
    expect(await client.changes.back()).toMatchObject({ label: 'two' });
    expect(await description()).toBe('One');
    expect(await client.changes.back()).toMatchObject({ label: 'one' });
    expect(await description()).toBe(first);
    expect(await client.changes.back()).toEqual({ label: null, lines: 0 });
    await client.changes.forth();
    await client.changes.forth();
    expect(await description()).toBe('Two');
    await client.changes.back();
    await client.changes.stage({ lines: [set(assetId, 'description', 'Three')], label: 'three' });
    expect(await client.changes.steps()).toEqual({ back: 'three', forth: null });
  });

  test('what cannot be is skipped with its reason, and the rest is staged', async () => {
    const { client, assetId, columns, terms, disabled, restricted } = await bench();
    const [column = ''] = columns;
    const lines: [StageLine, string | null][] = [
      [add(assetId, terms[0]), null],
      [add('nobody', terms[0]), 'E_ASSET_UNKNOWN'],
      [add(assetId, 'noterm'), 'E_TERM_UNKNOWN'],
      [add(assetId, disabled), 'E_TERM_DISABLED'],
      [add(assetId, restricted), 'E_TERM_RESTRICTED'],
      [{ ...add(assetId, terms[0]), field: 'governed_terms' }, 'E_TERM_RESTRICTED'],
      [add(assetId, terms[0], 'no_such_column'), 'E_COLUMN_UNKNOWN'],
      [set(assetId, 'name', ''), 'E_FIELD_EMPTY'],
      [set(assetId, 'name', 'x'.repeat(257)), 'E_FIELD_LONG'],
      [set(assetId, 'description', '😀'.repeat(2048)), null],
      [set(assetId, 'owner', 'me'), 'E_FIELD'],
      [set(assetId, '__proto__', 'me'), 'E_FIELD'],
      [set(assetId, 'terms', terms[0]), 'E_CHANGE_OP'],
      [{ ...set(assetId, '', null), op: 'delete' }, 'E_CHANGE_OP'],
      [set(assetId, 'status', 'ENABLED', column), 'E_FIELD'],
      [{ kind: 'listing', id: assetId, part: '', field: 'state', op: 'set', value: 'sold' }, 'E_FIELD_CHOICE'],
    ];
    const staged = await client.changes.stage({ lines: lines.map(([line]) => line) });
    const wrong = lines.flatMap(([, code], index) => (code === null ? [] : [{ index, code }]));
    expect(staged.reasons.map(({ index, code }) => ({ index, code }))).toEqual(wrong);
    expect(staged).toMatchObject({ staged: 2, skipped: wrong.length });
  });

  test('no more than AWS takes of a set can be staged', async () => {
    const { client, core, assetId } = await bench();
    const { db } = core.context.desk;
    const free = db
      .prepare(
        `SELECT t.id FROM remote_glossary_term t JOIN remote_glossary g ON g.id = t.glossary_id WHERE t.status = 'ENABLED' AND g.usage_restrictions = '[]'`,
      )
      .pluck()
      .all() as string[];
    expect(free.length).toBeGreaterThan(21);
    const staged = await client.changes.stage({ lines: free.slice(0, 25).map((term) => add(assetId, term)) });
    expect((await client.catalog.asset({ assetId })).terms.length).toBeGreaterThanOrEqual(20);
    expect(new Set(staged.reasons.map(({ code }) => code))).toEqual(new Set(['E_TERM_LIMIT']));
    const { held } = db
      .prepare(
        'SELECT count(*) AS held FROM remote_asset_term t JOIN remote_asset a ON a.key = t.asset WHERE a.id = ? AND t.on_asset = 1',
      )
      .get(assetId) as { held: number };
    expect(staged.staged + staged.unchanged).toBeGreaterThanOrEqual(20 - held);
    expect(staged.staged + held).toBe(20);
  });
});

describe('a change set', () => {
  test('is proposed, approved and opened again; lines of one that waits are nobody else’s to stage', async () => {
    const { client, assetId, terms } = await bench();
    const { setId } = await client.changes.stage({ lines: [add(assetId, terms[0]), set(assetId, 'description', 'D')] });
    if (setId === null) throw new Error('nothing was staged');
    expect(await client.changes.set({ setId })).toMatchObject({
      state: 'open',
      lines: 2,
      entities: 1,
      mayApprove: false,
    });
    expect((await refusal(client.changes.approve({ setId }))).code).toBe('E_APPROVAL');
    expect(await client.changes.propose({ setId })).toMatchObject({ state: 'proposed', mayApprove: true });
    const again = await client.changes.stage({ lines: [add(assetId, terms[1])] });
    expect(again.staged).toBe(1);
    const pending = await client.changes.stage({
      lines: [remove(assetId, terms[0]), set(assetId, 'description', 'E')],
    });
    expect(pending.reasons.map(({ code }) => code)).toEqual(['E_CHANGE_PENDING', 'E_CHANGE_PENDING']);
    expect((await refusal(client.changes.withdraw({ setId }))).code).toBe('E_SET_OPEN');
    await client.changes.revert({ setId: again.setId ?? '' });
    expect(await client.changes.approve({ setId, note: 'Looks right.' })).toMatchObject({
      state: 'approved',
      note: 'Looks right.',
    });
    expect((await refusal(client.changes.propose({ setId }))).code).toBe('E_SET_STATE');
    expect(await client.changes.withdraw({ setId })).toMatchObject({ state: 'open', approvedBy: null, lines: 2 });
  });

  test('where a second person approves, who staged it may not', async () => {
    const { client, assetId } = await bench();
    await client.changes.setRules({ secondPerson: true });
    const { setId } = await client.changes.stage({ lines: [set(assetId, 'name', 'Renamed')] });
    await client.changes.propose({ setId: setId ?? '' });
    expect(await client.changes.set({ setId: setId ?? '' })).toMatchObject({ mayApprove: false });
    expect((await refusal(client.changes.approve({ setId: setId ?? '' }))).code).toBe('E_APPROVAL');
  });
});
