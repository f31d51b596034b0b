import { expect, test } from 'vitest';
import { refusal } from '../start-core.ts';
import { assetsOf, connected, emulated } from '../with-emulator.ts';

test('the diff of two pulls is what was done between them, in words, with what was and what is', async () => {
  const emulator = await emulated();
  const { client, finish } = await connected(emulator);
  await finish(client.sync.pull({}));
  const { edit, terms, units, users } = emulator.bank;
  const [renamed, tagged, gone] = assetsOf(emulator).slice(20);
  const [term] = terms.list();
  const unit = units.list().find((one) => one.owners.length > 0);
  const [owner] = users.list().filter((user) => unit?.owners.every(({ id }) => id !== user.profileId));
  if (!renamed || !tagged || !gone || !term || !unit || !owner) throw new Error('the bank is too small');
  edit.renameAsset(renamed.id, 'Renamed <b>boldly</b>');
  edit.tagAsset(tagged.id, [term.id]);
  edit.removeAsset(gone.id);
  edit.changeTerm(term.id, { status: term.status === 'ENABLED' ? 'DISABLED' : 'ENABLED' });
  units.put({ ...unit, owners: [{ kind: 'user', id: owner.profileId }] });
  await finish(client.sync.pull({ mode: 'full' }));

  const diff = await client.sync.diff({ from: 1, to: 2 });
  expect(diff.incomplete).toEqual([]);
  const told = diff.items.map(({ kind, id, change, fields }) => [kind, id, change, fields.map(({ field }) => field)]);
  expect(told).toEqual(
    expect.arrayContaining([
      ['asset', renamed.id, 'changed', ['name']],
      ['asset', tagged.id, 'changed', ['terms']],
      ['asset', gone.id, 'removed', []],
      ['glossary_term', term.id, 'changed', ['status']],
      ['domain_unit', unit.id, 'changed', ['owners']],
    ]),
  );
  expect(diff.kinds.find(({ kind }) => kind === 'asset')).toEqual({ kind: 'asset', added: 0, removed: 1, changed: 2 });
  expect(diff.fields).toEqual(expect.arrayContaining([{ kind: 'asset', field: 'name', count: 1 }]));
  const name = diff.items.find(({ id, kind }) => id === renamed.id && kind === 'asset');
  expect(name?.sentence).toBe(
    `Asset Renamed <b>boldly</b>: the name, from ${renamed.name} to Renamed <b>boldly</b>, changed.`,
  );
  expect(name?.fields).toEqual([{ field: 'name', before: renamed.name, after: 'Renamed <b>boldly</b>' }]);
  expect(diff.items.find(({ kind }) => kind === 'domain_unit')?.sentence).toMatch(
    new RegExp(`^${unit.name} got user ${owner.givenName} ${owner.familyName} as owner and lost .* as owner\\.$`),
  );

  const narrowed = await client.sync.diff({
    from: 1,
    to: 2,
    kind: ['asset'],
    change: ['changed'],
    field: ['name'],
    text: 'boldly',
  });
  expect(narrowed).toMatchObject({ total: 1, kinds: diff.kinds, items: [{ id: renamed.id }] });
  expect((await client.sync.diff({ from: 2, to: 2 })).total).toBe(0);
  expect(await refusal(client.sync.diff({ from: 2, to: 1 }))).toMatchObject({ code: 'E_DIFF_ORDER' });
  expect(await refusal(client.sync.diff({ from: 1, to: 9 }))).toMatchObject({ code: 'E_RUN_UNKNOWN' });
});

test('everything came with the first pull, and what came and went between two moments is no difference', async () => {
  const emulator = await emulated();
  const { client, finish } = await connected(emulator);
  await finish(client.sync.pull({}));
  const all = await client.sync.diff({ from: 0, to: 1, limit: 1 });
  expect(all.kinds.find(({ kind }) => kind === 'asset')).toEqual({
    kind: 'asset',
    added: emulator.bank.counts().assets,
    removed: 0,
    changed: 0,
  });
  const [project] = emulator.bank.projects.list();
  const added = emulator.bank.edit.addAsset({ projectId: project?.id ?? '', name: 'A mayfly', columns: [] });
  await finish(client.sync.pull({ mode: 'full' }));
  emulator.bank.edit.removeAsset(added.id);
  await finish(client.sync.pull({ mode: 'full' }));
  expect((await client.sync.diff({ from: 1, to: 2, kind: ['asset'] })).items).toMatchObject([
    { name: 'A mayfly', change: 'added' },
  ]);
  expect((await client.sync.diff({ from: 2, to: 3, kind: ['asset'] })).items).toMatchObject([
    { name: 'A mayfly', change: 'removed' },
  ]);
  expect((await client.sync.diff({ from: 1, to: 3, kind: ['asset'] })).total).toBe(0);
});

test('a page of a diff is a page of the whole, in a settled order', async () => {
  const emulator = await emulated();
  const { client, finish } = await connected(emulator);
  await finish(client.sync.pull({}));
  const whole = await client.sync.diff({ from: 0, to: 1, kind: ['asset', 'project'], limit: 200 });
  const pages = [];
  for (let offset = 0; offset < whole.total; offset += 37)
    pages.push(...(await client.sync.diff({ from: 0, to: 1, kind: ['asset', 'project'], offset, limit: 37 })).items);
  expect(pages.map(({ id }) => id)).toEqual(whole.items.map(({ id }) => id));
});
