import { describe, expect, test } from 'vitest';
import type { FaultRule } from '#emulator/server.ts';
import { columnMetadataOf } from '#emulator/bank/form-columns.ts';
import { dump } from '../mirror-dump.ts';
import { refusal } from '../start-core.ts';
import { add, remove, set, stagedBank } from '../staged-bank.ts';

const told = (lines: { field: string; part: string; op: string; state: string; conflict: string | null }[]) =>
  lines.map(({ part, op, field, state, conflict }) => [part, op, field, state, conflict].filter(Boolean).join(' '));

describe('push', () => {
  test('writes what was staged, sends every form back, publishes again, and the mirror is as a pull would make it', async () => {
    const bank = await stagedBank();
    const { client, finish, core, assetId, columns, terms, asset, approved, push, lines } = bank;
    const [column = ''] = columns;
    const [first = '', second = ''] = terms;
    const before = asset();
    const setId = await approved([
      set(assetId, 'description', 'Everybody, once.'),
      add(assetId, first),
      add(assetId, second, column),
      set(assetId, 'name', 'Number', column),
    ]);
    const job = await push(setId);
    expect(job, JSON.stringify(job.error)).toMatchObject({
      state: 'succeeded',
      result: { applied: 5, conflicts: 0, failed: 0, left: 0 },
    });
    const after = asset();
    expect(after.revision).toBe(before.revision + 1);
    expect(after.description).toBe('Everybody, once.');
    expect(after.glossaryTerms).toEqual([...before.glossaryTerms, first]);
    expect(after.forms.map(({ formName }) => formName).toSorted()).toEqual(
      [...new Set([...before.forms.map(({ formName }) => formName), 'ColumnBusinessMetadataForm'])].toSorted(),
    );
    expect(columnMetadataOf(after).find(({ columnIdentifier }) => columnIdentifier === column)).toMatchObject({
      name: 'Number',
    });
    expect(after.listing?.entityRevision).toBe(after.revision);
    expect(told(await lines(setId)).every((line) => line.endsWith('applied'))).toBe(true);
    expect(await client.changes.set({ setId })).toMatchObject({ state: 'closed' });
    expect((await client.catalog.asset({ assetId })).listing.state).toBe('published');
    const pushed = dump(core.context.desk.db);
    await finish(client.sync.pull({ mode: 'full', revisions: 'all' }));
    expect(dump(core.context.desk.db)).toEqual(pushed);
  });

  test('only an approved set is pushed', async () => {
    const { client, finish, assetId } = await stagedBank();
    const { setId } = await client.changes.stage({ lines: [set(assetId, 'description', 'New')] });
    const job = await finish(client.changes.push({ setId: setId ?? '' }));
    expect(job).toMatchObject({ state: 'failed', error: { problem: { code: 'E_SET_STATE' } } });
  });
});

describe('what others did meanwhile', () => {
  test('adding and removing commute with theirs; one value that both changed is a conflict with all three', async () => {
    const { client, emulator, assetId, columns, terms, asset, approved, push, lines } = await stagedBank();
    const [column = ''] = columns;
    const [mine = '', theirs = ''] = terms;
    const base = (await client.catalog.asset({ assetId })).description;
    const setId = await approved([
      add(assetId, mine),
      set(assetId, 'description', 'Mine'),
      set(assetId, 'name', 'Renamed'),
      set(assetId, 'description', 'A column', column),
    ]);
    emulator.bank.edit.tagAsset(assetId, [...asset().glossaryTerms, theirs]);
    emulator.bank.edit.describeAsset(assetId, 'Theirs');
    const job = await push(setId);
    expect(job.result).toMatchObject({ conflicts: 1 });
    expect(asset().glossaryTerms).toEqual(expect.arrayContaining([mine, theirs]));
    expect(asset()).toMatchObject({ name: 'Renamed', description: 'Theirs' });
    const conflict = (await lines(setId)).find(({ state }) => state === 'conflict');
    expect(conflict).toMatchObject({
      conflict: 'value',
      base: { value: base },
      theirs: { value: 'Theirs' },
      mine: { value: 'Mine' },
    });
    expect(await client.changes.set({ setId })).toMatchObject({ state: 'approved' });
  });

  test('a conflict is settled by theirs, by mine, or by another value that is approved anew', async () => {
    for (const how of ['theirs', 'mine', 'edit'] as const) {
      const { client, emulator, assetId, asset, approved, push, lines } = await stagedBank();
      const setId = await approved([set(assetId, 'description', 'Mine')]);
      emulator.bank.edit.describeAsset(assetId, 'Theirs');
      await push(setId);
      expect(await client.changes.resolve(how === 'edit' ? { setId, how, value: 'Both' } : { setId, how })).toEqual({
        settled: 1,
      });
      const expected = { theirs: 'closed', mine: 'approved', edit: 'proposed' }[how];
      expect((await client.changes.set({ setId })).state).toBe(expected);
      if (how === 'edit') await client.changes.approve({ setId });
      if (how !== 'theirs') await push(setId);
      expect(asset().description).toBe({ theirs: 'Theirs', mine: 'Mine', edit: 'Both' }[how]);
      expect(told(await lines(setId))[0]).toBe(`set description ${how === 'theirs' ? 'dropped value' : 'applied'}`);
    }
  }, 60_000);

  test('who came to the same writes nothing', async () => {
    const { emulator, assetId, terms, asset, approved, push } = await stagedBank();
    const [term = ''] = terms;
    const setId = await approved([add(assetId, term), set(assetId, 'description', 'Same')]);
    emulator.bank.edit.tagAsset(assetId, [...asset().glossaryTerms, term]);
    emulator.bank.edit.describeAsset(assetId, 'Same');
    const { revision } = asset();
    expect((await push(setId)).result).toMatchObject({ applied: 2, conflicts: 0, left: 0 });
    expect(asset().revision).toBe(revision);
  });

  test('an asset that is gone, a column that is gone, a term that was retired, a right that was lost', async () => {
    const { emulator, client, assetId, columns, terms, asset, approved, push, lines } = await stagedBank();
    const [column = ''] = columns;
    const [kept = '', retired = ''] = terms;
    const others = (await client.catalog.search({ text: '', limit: 200 })).items.filter(({ id }) => id !== assetId);
    const [goneAsset, denied] = others.filter(({ project }) => project?.id !== asset().projectId);
    const setId = await approved([
      add(assetId, kept),
      add(assetId, retired),
      set(assetId, 'name', 'Renamed', column),
      set(goneAsset?.id ?? '', 'name', 'Gone'),
      set(denied?.id ?? '', 'name', 'Denied'),
    ]);
    emulator.bank.edit.changeTerm(retired, { status: 'DISABLED' });
    const { forms } = asset();
    emulator.bank.edit.changeAsset(assetId, {
      forms: forms.map((form) =>
        form.formName === 'GlueTableForm'
          ? { ...form, content: form.content.replaceAll(`"${column}"`, '"other"') }
          : form,
      ),
    });
    emulator.bank.edit.removeAsset(goneAsset?.id ?? '');
    emulator.setFaults({
      rules: [
        {
          match: { operation: 'CreateAssetRevision', project: denied?.project?.id ?? '' },
          action: { kind: 'accessDenied' },
        },
      ],
    });
    const job = await push(setId);
    expect(job.state).toBe('succeeded');
    const all = (await lines(setId)).filter(({ kind }) => kind === 'asset');
    expect(Object.fromEntries(all.map((line) => [line.mine.value ?? '', line.conflict ?? line.state]))).toEqual({
      [kept]: 'applied',
      [retired]: 'retired',
      Renamed: 'gone',
      Gone: 'gone',
      Denied: 'denied',
    });
    expect(asset().glossaryTerms).toContain(kept);
  });

  test('a revision somebody made between our reading and our writing is not lost', async () => {
    const { emulator, assetId, terms, asset, approved, push } = await stagedBank();
    const [mine = '', theirs = ''] = terms;
    const setId = await approved([add(assetId, mine)]);
    let done = false;
    const { requests } = emulator;
    const watch = setInterval(() => {
      if (done || !requests.some(({ operation }) => operation === 'CreateAssetRevision')) return;
      done = true;
    }, 1);
    emulator.setFaults({
      rules: [{ match: { operation: 'CreateAssetRevision', nth: 1 }, action: { kind: 'delay', ms: 300 } }],
    });
    const pushing = push(setId);
    while (!requests.some(({ operation }) => operation === 'CreateAssetRevision'))
      await new Promise((resolve) => {
        setTimeout(resolve, 5);
      });
    emulator.bank.edit.tagAsset(assetId, [...asset().glossaryTerms, theirs]);
    expect((await pushing).result).toMatchObject({ conflicts: 0, failed: 0 });
    clearInterval(watch);
    expect(asset().glossaryTerms).toEqual(expect.arrayContaining([mine, theirs]));
  });
});

const WRITES = ['CreateAssetRevision', 'CreateListingChangeSet'];
const FAULTS: [string, FaultRule[]][] = [
  [
    'throttling',
    [{ match: { operation: WRITES, probability: 0.5 }, action: { kind: 'throttle', retryAfterSeconds: 0 } }],
  ],
  [
    'answers that are lost after the effect',
    [{ match: { operation: WRITES, nth: [1, 2, 5] }, action: { kind: 'drop', when: 'after' } }],
  ],
  [
    'requests that are lost before it',
    [{ match: { operation: WRITES, nth: [1, 3] }, action: { kind: 'drop', when: 'before' } }],
  ],
  [
    'a proxy page after the effect',
    [{ match: { operation: WRITES, nth: [2] }, action: { kind: 'html', when: 'after' } }],
  ],
  [
    'a server error after the effect',
    [{ match: { operation: WRITES, nth: [1, 4] }, action: { kind: 'serverError', when: 'after' } }],
  ],
  [
    'answers cut in the middle',
    [{ match: { operation: WRITES, nth: [1, 2] }, action: { kind: 'truncate', cut: true } }],
  ],
];

test.for(FAULTS)('push under %s: none twice, none missing', async ([, rules]) => {
  const { client, emulator, terms, approved, push, lines } = await stagedBank();
  const [term = ''] = terms;
  const { items } = await client.catalog.search({ text: '', limit: 12 });
  const before = new Map(items.map(({ id }) => [id, emulator.bank.assets.byId(id)?.revision ?? 0]));
  const setId = await approved(items.map(({ id }) => add(id, term)));
  emulator.setFaults({ seed: 5, rules });
  for (let turn = 0; turn < 4; turn += 1) {
    await push(setId);
    if ((await client.changes.set({ setId })).state === 'closed') break;
  }
  // A rule of the bank keeps some from being published: that is no fault.
  const owed = (await lines(setId)).filter(({ problem }) => problem?.message.includes('the rule') !== true);
  expect(owed.length).toBeGreaterThan(items.length);
  expect(owed.filter(({ state }) => state !== 'applied')).toEqual([]);
  for (const { id } of items) {
    const now = emulator.bank.assets.byId(id);
    expect(now?.glossaryTerms.filter((one) => one === term)).toEqual([term]);
    expect(now?.revision, 'one revision each').toBe((before.get(id) ?? 0) + 1);
  }
});

test('a pushed set is taken back by a set of its own; what somebody changed since stays', async () => {
  const { client, emulator, assetId, columns, terms, asset, approved, push } = await stagedBank();
  const [column = ''] = columns;
  const [term = ''] = terms;
  const before = asset();
  const setId = await approved([
    add(assetId, term),
    set(assetId, 'name', 'Renamed'),
    set(assetId, 'description', 'New'),
    set(assetId, 'name', 'Column', column),
  ]);
  await push(setId);
  emulator.bank.edit.describeAsset(assetId, 'Newer');
  await client.sync.refreshAsset({ assetId });
  for (let look = 0; look < 100 && (await client.catalog.asset({ assetId })).description !== 'Newer'; look += 1)
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  const undone = await client.changes.undo({ setId });
  expect(undone.reasons.map(({ code }) => code)).toEqual(['E_CHANGED_SINCE']);
  const undo = undone.setId ?? '';
  expect(await client.changes.set({ setId: undo })).toMatchObject({ state: 'open', undoes: setId });
  await client.changes.propose({ setId: undo });
  await client.changes.approve({ setId: undo });
  expect((await push(undo)).result).toMatchObject({ conflicts: 0, failed: 0, left: 0 });
  expect(asset()).toMatchObject({ name: before.name, description: 'Newer', glossaryTerms: before.glossaryTerms });
});

test('a glossary with terms and relations is made, changed, used and deleted', async () => {
  const { client, emulator, assetId, approved, push, asset } = await stagedBank();
  const project = asset().projectId;
  const born = (kind: 'glossary' | 'glossary_term', id: string, fields: Record<string, string>) => [
    { kind, id, part: '', field: '', op: 'create' as const, value: null },
    ...Object.entries(fields).map(([field, value]) => ({ kind, id, part: '', field, op: 'set' as const, value })),
  ];
  const setId = await approved([
    ...born('glossary', 'new-glossary', { project, name: 'Money', description: 'About money' }),
    ...born('glossary_term', 'new-amount', { glossary: 'new-glossary', name: 'Amount' }),
    ...born('glossary_term', 'new-fee', {
      glossary: 'new-glossary',
      name: 'Fee',
      short_description: 'What is charged',
    }),
    { kind: 'glossary_term', id: 'new-fee', part: '', field: 'is_a', op: 'add', value: 'new-amount' },
    { kind: 'glossary_term', id: 'new-amount', part: '', field: 'classifies', op: 'add', value: 'new-fee' },
    add(assetId, 'new-fee'),
  ]);
  const job = await push(setId);
  expect(job, JSON.stringify(job.error)).toMatchObject({ result: { conflicts: 0, failed: 0, left: 0 } });
  const terms = emulator.bank.terms.list();
  const amount = terms.find(({ name }) => name === 'Amount');
  const fee = terms.find(({ name }) => name === 'Fee');
  expect(fee?.isA).toEqual([amount?.id]);
  expect(amount?.classifies).toEqual([fee?.id]);
  expect(asset().glossaryTerms).toContain(fee?.id);
  expect(emulator.bank.glossaries.list().find(({ name }) => name === 'Money')).toMatchObject({
    owningProjectId: project,
  });

  const second = await approved([
    { kind: 'glossary_term', id: fee?.id ?? '', part: '', field: 'name', op: 'set', value: 'Charge' },
    remove(assetId, fee?.id ?? ''),
  ]);
  expect((await push(second)).result).toMatchObject({ conflicts: 0, failed: 0, left: 0 });
  expect(emulator.bank.terms.get(fee?.id ?? '')?.name).toBe('Charge');
  expect(asset().glossaryTerms).not.toContain(fee?.id);
  expect((await refusal(client.changes.set({ setId: 'nobody' }))).code).toBe('E_SET_UNKNOWN');
});
