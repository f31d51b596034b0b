import { describe, expect, test } from 'vitest';
import type { EmulatorOptions } from '#emulator/server.ts';
import { AssetId } from '#shared/catalog.ts';
import { ColumnSelect, type Tagging, type TagPreview } from '#shared/columns.ts';
import { type BankColumn, columnsByHand } from '../columns-by-hand.ts';
import { add } from '../staged-bank.ts';
import { refusal } from '../start-core.ts';
import { connected, emulated } from '../with-emulator.ts';

interface Line {
  entity_id: string;
  part: string;
  field: string;
  op: string;
  item: string;
}

async function bench(bank: EmulatorOptions = {}) {
  const emulator = await emulated(bank);
  const off = emulator.bank.terms.list()[0];
  if (off === undefined) throw new Error('the bank has no terms');
  emulator.bank.edit.changeTerm(off.id, { status: 'DISABLED' });
  const test = await connected(emulator);
  await test.finish(test.client.sync.pull({ revisions: 'none' }));
  const { db } = test.core.context.desk;
  const byHand = columnsByHand(emulator.bank);
  const termsOf = (restrictions: string) =>
    db
      .prepare(
        `SELECT t.id FROM remote_glossary_term t JOIN remote_glossary g ON g.id = t.glossary_id
         WHERE t.status = 'ENABLED' AND (g.usage_restrictions = '[]') = ? AND t.id NOT IN (SELECT term_id FROM remote_asset_term)
         ORDER BY t.id`,
      )
      .pluck()
      .all(restrictions === 'open' ? 1 : 0) as string[];
  return {
    ...test,
    emulator,
    byHand,
    /** Enabled terms that stand on nothing. */
    open: termsOf('open'),
    restricted: termsOf('restricted'),
    /** Every enabled term that goes on columns, wherever it stands already. */
    usable: emulator.bank.terms
      .list()
      .filter(
        ({ glossaryId, status }) => status === 'ENABLED' && emulator.bank.glossaries.get(glossaryId)?.governed !== true,
      )
      .map(({ id }) => id),
    disabled: off.id,
    lines: () =>
      db.prepare('SELECT entity_id, part, field, op, item FROM change ORDER BY 1, 2, 3, 4, 5').all() as Line[],
  };
}

const select = (chosen: Partial<ColumnSelect>): ColumnSelect => ColumnSelect.parse(chosen);
const told = (lines: readonly Line[]) =>
  lines.map(({ entity_id, part, op, item }) => `${entity_id} ${part} ${op} ${item}`);
const wanted = (columns: readonly BankColumn[], op: string, term: string) =>
  columns.map(({ asset, name }) => `${asset.id} ${name} ${op} ${term}`);
const outcome = ({
  staged,
  unchanged,
  reverted,
  skipped,
}: Pick<TagPreview, 'staged' | 'unchanged' | 'reverted' | 'skipped'>) => ({
  staged,
  unchanged,
  reverted,
  skipped,
});

describe('tagging many columns', () => {
  test('stages every column that fits and no other; the preview has said so before and left nothing', async () => {
    const { client, core, byHand, open, lines } = await bench();
    const [term = ''] = open;
    const fitting = byHand.filter(({ name }) => name.toLowerCase().endsWith('_id'));
    expect(fitting.length).toBeGreaterThan(10);
    const input: Tagging = { select: select({ name: ['*_id'] }), action: 'add', termIds: [term] };
    const preview = await client.changes.previewTerms(input);
    expect(lines()).toEqual([]);
    expect(core.context.desk.db.prepare('SELECT count(*) FROM change_set').pluck().get()).toBe(0);
    expect(preview).toMatchObject({
      columns: fitting.length,
      assets: new Set(fitting.map(({ asset }) => asset.id)).size,
      staged: fitting.length,
      unchanged: 0,
      skipped: 0,
      reasons: [],
      limits: [],
    });
    const owners = Map.groupBy(fitting, ({ asset }) => asset.projectId);
    expect(preview.projects).toHaveLength(Math.min(50, owners.size));
    for (const { project, columns, staged, assets } of preview.projects) {
      const own = owners.get(project?.id ?? '') ?? [];
      expect({ columns, staged }).toEqual({ columns: own.length, staged: own.length });
      expect(assets).toBe(new Set(own.map(({ asset }) => asset.id)).size);
    }
    const staged = await client.changes.stageTerms({ ...input, label: 'Tag identifiers' });
    expect(outcome(staged)).toEqual(outcome(preview));
    expect(told(lines()).toSorted()).toEqual(wanted(fitting, 'add', term).toSorted());
    expect((await client.changes.steps()).back).toBe('Tag identifiers');
    const again = await client.changes.previewTerms(input);
    expect(outcome(again)).toEqual({ staged: 0, unchanged: fitting.length, reverted: 0, skipped: 0 });
    await client.changes.back();
    expect(lines()).toEqual([]);
  });

  test('what is removed again is taken back, and what the mirror has is removed', async () => {
    const { client, byHand, open, lines } = await bench();
    const [term = ''] = open;
    const carried = byHand.find(({ terms }) => terms.length > 0);
    const [own = ''] = carried?.terms ?? [];
    const carrying = byHand.filter(({ terms }) => terms.includes(own));
    const named = select({ name: ['*email*'] });
    const { staged } = await client.changes.stageTerms({ select: named, action: 'add', termIds: [term] });
    expect(staged).toBeGreaterThan(0);
    const back = await client.changes.stageTerms({ select: named, action: 'remove', termIds: [term] });
    expect(outcome(back)).toEqual({ staged: 0, unchanged: 0, reverted: staged, skipped: 0 });
    expect(lines()).toEqual([]);
    await client.changes.stageTerms({ select: select({ term: [own] }), action: 'remove', termIds: [own] });
    expect(told(lines()).toSorted()).toEqual(wanted(carrying, 'remove', own).toSorted());
    expect((await client.catalog.findColumns({ term: [own] })).total).toBe(0);
  });

  test('replacing leaves these terms and no others, whatever was staged before', async () => {
    const { client, byHand, open } = await bench();
    const [first = '', second = '', third = ''] = open;
    const carrying = byHand.filter(({ terms }) => terms.length > 0).slice(0, 5);
    const columns = carrying.map(({ asset, name }) => ({ assetId: AssetId.parse(asset.id), column: name }));
    await client.changes.stageTerms({ columns, action: 'add', termIds: [first] });
    const input: Tagging = { columns, action: 'replace', termIds: [second, third] };
    const preview = await client.changes.previewTerms(input);
    const staged = await client.changes.stageTerms(input);
    expect(outcome(staged)).toEqual(outcome(preview));
    const removed = carrying.reduce((sum, { terms }) => sum + terms.length, 0);
    expect(outcome(staged)).toEqual({ staged: removed + 2 * 5, unchanged: 0, reverted: 5, skipped: 0 });
    for (const { asset, name } of carrying) {
      const page = await client.catalog.columns({ assetId: AssetId.parse(asset.id), limit: 200 });
      const now = page.items.find((column) => column.name === name)?.terms.map(({ id }) => id);
      expect(now?.toSorted()).toEqual([second, third].toSorted());
    }
  });

  test('assets themselves are tagged, with governed terms where the glossary is restricted', async () => {
    const { client, emulator, open, restricted, lines } = await bench();
    const [term = ''] = open;
    const [governed = ''] = restricted;
    const ids = emulator.bank.assets.ordinals().slice(0, 4);
    const assets = ids.map((ordinal) => AssetId.parse(emulator.bank.assets.at(ordinal).id));
    const input: Tagging = { assets: [...assets, ...assets.slice(0, 1)], action: 'add', termIds: [term, governed] };
    const preview = await client.changes.previewTerms(input);
    expect(preview).toMatchObject({ columns: 0, assets: 4, staged: 8 });
    expect(outcome(await client.changes.stageTerms(input))).toEqual(outcome(preview));
    for (const { part, field, item } of lines()) {
      expect(part).toBe('');
      expect(field).toBe(item === governed ? 'governed_terms' : 'terms');
    }
  });

  test('what cannot be is counted by its reason in the preview, and skipped', async () => {
    const { client, byHand, open, restricted, disabled, lines } = await bench();
    const [term = ''] = open;
    const [column] = byHand;
    if (column === undefined) throw new Error('the bank has no columns');
    const assetId = AssetId.parse(column.asset.id);
    const columns = [
      { assetId, column: column.name },
      { assetId, column: 'no such column' },
      { assetId: AssetId.parse('nobody'), column: 'id' },
    ];
    const input: Tagging = { columns, action: 'add', termIds: [term, disabled, 'noterm', ...restricted.slice(0, 1)] };
    const preview = await client.changes.previewTerms(input);
    const codes = new Map<string, number>();
    for (const reason of preview.reasons) codes.set(reason.code, (codes.get(reason.code) ?? 0) + reason.lines);
    expect(codes.get('E_ASSET_UNKNOWN')).toBe(input.termIds.length);
    expect(codes.get('E_COLUMN_UNKNOWN')).toBe(input.termIds.length);
    expect(codes.get('E_TERM_DISABLED')).toBe(1);
    expect(codes.get('E_TERM_UNKNOWN')).toBe(1);
    const staged = await client.changes.stageTerms(input);
    expect(outcome(staged)).toEqual(outcome(preview));
    expect(staged.staged).toBe(lines().length);
    expect([...codes.values()].reduce((sum, count) => sum + count, 0)).toBe(staged.skipped);
  });

  test('a twenty-first term is refused where AWS takes twenty', async () => {
    const { client, byHand, usable } = await bench();
    const plain = byHand.find(({ terms }) => terms.length === 0);
    if (plain === undefined || usable.length < 21) throw new Error('the bank is too small');
    const columns = [{ assetId: AssetId.parse(plain.asset.id), column: plain.name }];
    await client.changes.stageTerms({ columns, action: 'add', termIds: usable.slice(0, 20) });
    const input: Tagging = { columns, action: 'add', termIds: [usable[20] ?? ''] };
    expect((await client.changes.previewTerms(input)).reasons).toMatchObject([{ code: 'E_TERM_LIMIT', lines: 1 }]);
    // Replacing makes room first.
    const replaced = await client.changes.stageTerms({ ...input, action: 'replace' });
    expect(outcome(replaced)).toEqual({ staged: 1, unchanged: 0, reverted: 20, skipped: 0 });
  });

  test('more than one step takes is said beforehand, and nothing is staged', async () => {
    const { client, byHand, open, lines } = await bench();
    const all = Math.ceil(20_001 / byHand.length);
    const input: Tagging = { select: select({}), action: 'add', termIds: open.slice(0, Math.min(20, all)) };
    expect(input.termIds.length * byHand.length).toBeGreaterThan(20_000);
    const preview = await client.changes.previewTerms(input);
    expect(preview).toMatchObject({ columns: byHand.length, staged: 0, skipped: 0 });
    expect(preview.limits).toMatchObject([
      { code: 'E_TAG_LINES', met: input.termIds.length * byHand.length, most: 20_000 },
    ]);
    expect(await refusal(client.changes.stageTerms(input))).toMatchObject({ kind: 'invalid', code: 'E_TAG_LINES' });
    expect(lines()).toEqual([]);
    const none = await refusal(client.changes.stageTerms({ action: 'add', termIds: open.slice(0, 1) }));
    expect(none.code).toBe('E_TAG_TARGET');
  });

  test('more columns than one step takes are told by their projects, and not tried', async () => {
    const { client, byHand, open, lines } = await bench({ assets: 260, columnsPerAsset: 100 });
    expect(byHand.length).toBeGreaterThan(20_000);
    const input: Tagging = { select: select({}), action: 'add', termIds: open.slice(0, 1) };
    const preview = await client.changes.previewTerms(input);
    expect(preview).toMatchObject({ columns: byHand.length, staged: 0, unchanged: 0, skipped: 0 });
    expect(preview.limits).toMatchObject([{ code: 'E_TAG_TARGETS', met: byHand.length, most: 20_000 }]);
    expect(preview.projects.reduce((sum, { columns }) => sum + columns, 0)).toBe(byHand.length);
    expect((await refusal(client.changes.stageTerms(input))).code).toBe('E_TAG_TARGETS');
    const most = AssetId.parse(byHand[0]?.asset.id);
    const part = await client.changes.stageTerms({ ...input, select: select({ assetIds: [most] }) });
    expect(part.staged).toBe(byHand.filter(({ asset }) => asset.id === most).length);
    expect(lines()).toHaveLength(part.staged);
  });

  test('what another set holds is left to it', async () => {
    const { client, byHand, open } = await bench();
    const [term = ''] = open;
    const [one] = byHand.filter(({ name }) => /_id$/i.test(name));
    if (one === undefined) throw new Error('the bank has no such column');
    const { setId } = await client.changes.stage({ lines: [add(one.asset.id, term, one.name)] });
    await client.changes.propose({ setId: setId ?? '' });
    const input: Tagging = { select: select({ name: ['*_id'] }), action: 'add', termIds: [term] };
    const preview = await client.changes.previewTerms(input);
    expect(preview.reasons).toMatchObject([{ code: 'E_CHANGE_PENDING', lines: 1 }]);
    expect(outcome(await client.changes.stageTerms(input))).toEqual(outcome(preview));
  });
});

describe('rules', () => {
  test('are kept, changed, run and removed; run again they stage nothing new', async () => {
    const { client, byHand, open, lines } = await bench();
    const [term = '', other = ''] = open;
    const rule = await client.changes.saveTagRule({
      name: ' Email columns ',
      select: select({ name: ['*email*'] }),
      action: 'add',
      termIds: [term],
    });
    expect(rule).toMatchObject({ name: 'Email columns', runAt: null, runStaged: null });
    const fitting = byHand.filter(({ name }) => /email/i.test(name));
    const preview = await client.changes.previewTerms({
      select: rule.select,
      action: rule.action,
      termIds: rule.termIds,
    });
    const first = await client.changes.runTagRule({ id: rule.id });
    expect(outcome(first)).toEqual(outcome(preview));
    expect(first.staged).toBe(fitting.length);
    expect((await client.changes.steps()).back).toBe('Rule: Email columns');
    const again = await client.changes.runTagRule({ id: rule.id });
    expect(outcome(again)).toEqual({ staged: 0, unchanged: fitting.length, reverted: 0, skipped: 0 });
    expect(lines()).toHaveLength(fitting.length);
    const changed = await client.changes.saveTagRule({ ...rule, name: 'A rule', termIds: [other] });
    expect(changed).toMatchObject({ id: rule.id, createdAt: rule.createdAt, termIds: [other], runStaged: 0 });
    await client.changes.saveTagRule({ ...rule, id: null });
    const page = await client.changes.tagRules({ limit: 1 });
    expect(page.total).toBe(2);
    expect(page.items).toEqual([changed]);
    expect(await client.changes.removeTagRule({ id: rule.id })).toEqual({ removed: 1 });
    expect((await client.changes.tagRules({})).total).toBe(1);
    for (const call of [
      client.changes.runTagRule({ id: rule.id }),
      client.changes.removeTagRule({ id: rule.id }),
      client.changes.saveTagRule({ ...rule }),
    ])
      expect((await refusal(call)).code).toBe('E_TAG_RULE_UNKNOWN');
  });

  test('that find nothing stage nothing, and say so', async () => {
    const { client, open } = await bench();
    const rule = await client.changes.saveTagRule({
      name: '=HYPERLINK("x")',
      select: select({ name: ['no_such_\u202e*'], text: '__proto__' }),
      action: 'replace',
      termIds: open.slice(0, 2),
    });
    const run = await client.changes.runTagRule({ id: rule.id });
    expect(run).toMatchObject({ setId: null, staged: 0, skipped: 0 });
    const [kept] = (await client.changes.tagRules({})).items;
    expect(kept).toMatchObject({ name: '=HYPERLINK("x")', select: rule.select, runStaged: 0 });
  });
});
