import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { columnMetadataOf, columnsOf } from '#emulator/bank/form-columns.ts';
import { plantHostile } from '#emulator/bank/hostile-bank.ts';
import { sentenceOf, titleOf } from '#emulator/bank/predictions/wording.ts';
import type { Prediction } from '#emulator/bank/predictions/predict.ts';
import type { Asset } from '#emulator/bank/types.ts';
import { revisionOf } from '#test/emulator/cases-writes.ts';
import { type Writing, startWriting } from '#test/emulator/writing.ts';

let at: Writing;
beforeEach(async () => {
  at = await startWriting({ generationMs: 4000 });
});
afterEach(() => at.close());

type Form = { formName: string; content: string };

const start = (asset: Asset, more: object) => ({
  target: { type: 'ASSET', identifier: asset.id },
  owningProjectIdentifier: asset.projectId,
  ...more,
});
const run = (identifier: unknown) => at.send('GetMetadataGenerationRun', { identifier });
const predictions = async ({ id }: { readonly id: string }): Promise<Prediction[]> => {
  const forms = (await at.send('GetAsset', { identifier: id }))['readOnlyFormsOutput'] as Form[];
  const form = forms.find(({ formName }) => formName === 'AssetPredictionsForm');
  return form ? (JSON.parse(form.content) as { predictions: Prediction[] }).predictions : [];
};
/** An asset whose predictions the last run made. */
const predicted = async (name: string, ...types: string[]): Promise<Asset> => {
  const asset = at.assetNamed(name);
  await at.send('StartMetadataGenerationRun', start(asset, { types }));
  at.pass(4000);
  return asset;
};
const latest = ({ id }: { readonly id: string }): Asset => {
  const asset = at.emulator.bank.assets.byId(id);
  if (!asset) throw new Error('The asset is gone.');
  return asset;
};

describe('a run', () => {
  test('is submitted, goes on, succeeds; then the predictions stand there and the revision has not moved', async () => {
    const asset = at.assetNamed('BSEG');
    const types = ['BUSINESS_NAMES', 'BUSINESS_DESCRIPTIONS'];
    const { id, status, createdAt } = await at.send('StartMetadataGenerationRun', start(asset, { types }));
    expect([status, createdAt]).toEqual(['SUBMITTED', new Date(at.now())]);
    expect(await run(id)).toMatchObject({ status: 'SUBMITTED', types, target: { identifier: asset.id } });
    at.pass(2000);
    expect(await run(id)).toMatchObject({
      status: 'IN_PROGRESS',
      typeStats: types.map((type) => ({ type, status: 'IN_PROGRESS' })),
    });
    expect(await predictions(asset)).toEqual([]);
    at.pass(2000);
    expect(await run(id)).toMatchObject({ status: 'SUCCEEDED' });
    const columns = columnsOf(asset).map(({ name }) => name);
    expect((await predictions(asset)).map(({ predictionTarget }) => predictionTarget)).toEqual([
      ...columns.map((name) => `columns.${name}.name`),
      'summary',
      ...columns.map((name) => `columns.${name}.description`),
    ]);
    expect(await at.send('GetAsset', { identifier: asset.id })).toMatchObject({ revision: String(asset.revision) });
    const { items } = await at.send('ListMetadataGenerationRuns', { targetIdentifier: asset.id, status: 'SUCCEEDED' });
    expect((items as { id: string }[]).map((each) => each.id)).toContain(id);
  });

  test('makes the same up every time, out of the columns', async () => {
    const asset = await predicted('Customer accounts', 'BUSINESS_NAMES', 'BUSINESS_GLOSSARY_ASSOCIATIONS');
    const first = await predictions(asset);
    await predicted('Customer accounts', 'BUSINESS_NAMES', 'BUSINESS_GLOSSARY_ASSOCIATIONS');
    expect(await predictions(asset)).toEqual(first);
    const at1 = (target: string): Prediction | undefined => first.find((each) => each.predictionTarget === target);
    expect(at1('columns.cust_id.name')?.choices[0]).toBe('Customer identifier');
    expect(at1('columns.cust_id.glossaryTerms')?.choices[0]).toBe(at.termId('Customer Identifier'));
    for (const { choices, confidence } of first) {
      expect(choices.length).toBeGreaterThan(0);
      expect(confidence).toBeGreaterThan(0);
      expect(confidence).toBeLessThan(1);
    }
  });

  test('fails where there is nothing to name, half of it where there is something to say', async () => {
    const asset = at.assetNamed('Branch scanned documents');
    const only = await at.send('StartMetadataGenerationRun', start(asset, { type: 'BUSINESS_NAMES' }));
    at.pass(4000);
    expect(await run(only['id'])).toMatchObject({
      status: 'FAILED',
      typeStats: [{ status: 'FAILED', errorMessage: 'The asset has no columns.' }],
    });
    const types = ['BUSINESS_NAMES', 'BUSINESS_DESCRIPTIONS'];
    const both = await at.send('StartMetadataGenerationRun', start(asset, { types }));
    at.pass(4000);
    expect(await run(both['id'])).toMatchObject({ status: 'PARTIALLY_SUCCEEDED' });
    expect(await predictions(asset)).toMatchObject([{ predictionTarget: 'summary' }]);
  });

  test('one at a time; cancelled it makes nothing, ended it cannot be cancelled', async () => {
    const asset = at.assetNamed('BSEG');
    const input = start(asset, { type: 'BUSINESS_NAMES' });
    const { id: identifier } = await at.send('StartMetadataGenerationRun', input);
    expect(await at.codeOf('StartMetadataGenerationRun', input)).toEqual(['ConflictException', 409]);
    at.pass(3000);
    await at.send('CancelMetadataGenerationRun', { identifier });
    at.pass(3000);
    expect(await run(identifier)).toMatchObject({ status: 'CANCELED', typeStats: [{ status: 'CANCELED' }] });
    expect(await predictions(asset)).toEqual([]);
    expect((await at.refused('CancelMetadataGenerationRun', { identifier }))[0]).toBe('ConflictException');
    const [name] = await at.refused('CancelMetadataGenerationRun', { identifier: 'nosuchrun00000' });
    expect(name).toBe('ResourceNotFoundException');
    await at.send('StartMetadataGenerationRun', input);
  });

  test('of an asset that goes away meanwhile fails', async () => {
    const asset = at.assetNamed('BSEG');
    const { id } = await at.send('StartMetadataGenerationRun', start(asset, { type: 'BUSINESS_NAMES' }));
    at.emulator.bank.edit.removeAsset(asset.id);
    at.pass(4000);
    expect(await run(id)).toMatchObject({ status: 'FAILED' });
  });

  test('is refused for another project, no type, contradicting types, an old revision, no asset', async () => {
    const asset = at.assetNamed('Customer accounts');
    const type = 'BUSINESS_NAMES';
    const target = { type: 'ASSET', identifier: asset.id };
    const refusals: [object, string][] = [
      [{ type, owningProjectIdentifier: at.projectId('Loss Events') }, 'ValidationException'],
      [{}, 'ValidationException'],
      [{ type, types: ['BUSINESS_DESCRIPTIONS'] }, 'ValidationException'],
      [{ type, target: { ...target, revision: '1' } }, 'ConflictException'],
      [{ type, target: { ...target, revision: '99' } }, 'ResourceNotFoundException'],
      [{ type, target: { ...target, identifier: 'nosuchasset000' } }, 'ResourceNotFoundException'],
    ];
    for (const [more, name] of refusals)
      expect((await at.refused('StartMetadataGenerationRun', start(asset, more)))[0]).toBe(name);
  });

  test('begins with a revision that asks for business names', async () => {
    const asset = at.assetNamed('BSEG');
    const predictionConfiguration = { businessNameGeneration: { enabled: true } };
    const answer = await at.send('CreateAssetRevision', { ...revisionOf(asset), predictionConfiguration });
    expect(answer['predictionConfiguration']).toEqual(predictionConfiguration);
    at.pass(4000);
    expect(await predictions(asset)).toHaveLength(columnsOf(asset).length);
  });
});

describe('accepting', () => {
  const accept = ({ id }: Asset, more: object) => at.send('AcceptPredictions', { identifier: id, ...more });

  test('all of it above a threshold, as one new revision; the rest goes on waiting', async () => {
    const asset = await predicted('BSEG', 'BUSINESS_NAMES', 'BUSINESS_DESCRIPTIONS');
    const all = await predictions(asset);
    const sure = all.filter(({ confidence }) => confidence >= 0.75);
    expect(sure.length).toBeGreaterThan(0);
    expect(sure.length).toBeLessThan(all.length);
    at.pass(1000);
    const answer = await accept(asset, {
      revision: String(asset.revision),
      acceptRule: { rule: 'ALL', threshold: 0.75 },
    });
    expect(answer).toMatchObject({ assetId: asset.id, revision: String(asset.revision + 1) });
    expect(await predictions(asset)).toEqual(all.filter(({ confidence }) => confidence < 0.75));
    const metadata = columnMetadataOf(latest(asset));
    const named = sure.filter(({ predictionTarget }) => predictionTarget.endsWith('.name'));
    expect(metadata.flatMap(({ name }) => name ?? []).toSorted()).toEqual(
      named.map(({ choices }) => choices[0] ?? '').toSorted(),
    );
    expect(latest(asset)).toMatchObject({ name: 'BSEG', createdAt: at.now(), glossaryTerms: asset.glossaryTerms });
  });

  test('one by one: another choice, a value edited, terms added', async () => {
    const asset = await predicted('Customer accounts', 'BUSINESS_NAMES', 'BUSINESS_GLOSSARY_ASSOCIATIONS');
    const [customer, account] = [at.termId('Customer Identifier'), at.termId('Account')];
    await accept(asset, {
      acceptChoices: [
        { predictionTarget: 'columns.cust_id.name', predictionChoice: 1 },
        { predictionTarget: 'columns.account_id.name', editedValue: 'Account no.' },
        { predictionTarget: 'columns.cust_id.glossaryTerms', predictionChoice: 0 },
        { predictionTarget: 'columns.account_id.glossaryTerms', editedValue: account },
        { predictionTarget: 'glossaryTerms' },
      ],
    });
    const metadata = columnMetadataOf(latest(asset));
    const column = (name: string) => metadata.find(({ columnIdentifier }) => columnIdentifier === name);
    expect(column('cust_id')?.name).toBe('Customer identifier of the customer accounts');
    expect(column('cust_id')?.glossaryTerms).toContain(customer);
    expect(column('account_id')).toMatchObject({ name: 'Account no.' });
    expect(column('account_id')?.glossaryTerms).toContain(account);
    expect(latest(asset).glossaryTerms).toEqual([...new Set([...asset.glossaryTerms, at.termId('Customer')])]);
    expect(latest(asset).revision).toBe(asset.revision + 1);
  });

  test('a summary is written into the common details; the other members of the form stay', async () => {
    const asset = await predicted('Branch scanned documents', 'BUSINESS_DESCRIPTIONS');
    const before = asset.forms.find(({ formName }) => formName === 'AssetCommonDetailsForm')?.content ?? '{}';
    await accept(asset, { acceptRule: { rule: 'ALL' } });
    const after = latest(asset).forms.find(({ formName }) => formName === 'AssetCommonDetailsForm')?.content ?? '{}';
    expect(JSON.parse(after)).toEqual({ ...(JSON.parse(before) as object), summary: 'Branch scanned documents.' });
    expect(latest(asset).readOnlyForms).toEqual([]);
  });

  test('nothing that is sure enough: nothing happens', async () => {
    const asset = await predicted('BSEG', 'BUSINESS_NAMES');
    const answer = await accept(asset, { acceptRule: { rule: 'ALL', threshold: 1 } });
    expect(answer['revision']).toBe(String(asset.revision));
    expect((await accept(asset, { acceptRule: { rule: 'NONE' } }))['revision']).toBe(String(asset.revision));
  });

  test('is refused for an old revision, an unknown one, no rule, no such place, choice or term, nothing that waits', async () => {
    const asset = await predicted('Customer accounts', 'BUSINESS_NAMES', 'BUSINESS_GLOSSARY_ASSOCIATIONS');
    const acceptRule = { rule: 'ALL' };
    const target = { predictionTarget: 'columns.cust_id.glossaryTerms' };
    const refusals: [object, string][] = [
      [{ acceptRule, revision: '1' }, 'ConflictException'],
      [{ acceptRule, revision: '99' }, 'ResourceNotFoundException'],
      [{}, 'ValidationException'],
      [{ acceptChoices: [{ predictionTarget: 'columns.nosuch.name' }] }, 'ResourceNotFoundException'],
      [{ acceptChoices: [{ ...target, predictionChoice: 9 }] }, 'ValidationException'],
      [{ acceptChoices: [{ ...target, editedValue: 'no term' }] }, 'ValidationException'],
      [{ acceptChoices: [{ ...target, editedValue: at.termId('GDPR') }] }, 'ValidationException'],
      [{ acceptChoices: [{ ...target, editedValue: 'x'.repeat(5001) }] }, 'ValidationException'],
    ];
    for (const [more, name] of refusals)
      expect((await at.refused('AcceptPredictions', { identifier: asset.id, ...more }))[0]).toBe(name);
    expect(latest(asset).revision).toBe(asset.revision);
    const other = { identifier: at.assetNamed('BKPF').id, acceptRule };
    expect((await at.refused('AcceptPredictions', other))[0]).toBe('ResourceNotFoundException');
  });
});

describe('rejecting', () => {
  const reject = ({ id }: Asset, more: object) => at.send('RejectPredictions', { identifier: id, ...more });

  test('all up to a threshold, choices, places; the revision does not move', async () => {
    const asset = await predicted('BSEG', 'BUSINESS_NAMES');
    const all = await predictions(asset);
    const answer = await reject(asset, { rejectRule: { rule: 'ALL', threshold: 0.6 } });
    expect(answer).toMatchObject({ assetId: asset.id, assetRevision: String(asset.revision) });
    const left = all.filter(({ confidence }) => confidence > 0.6);
    expect(await predictions(asset)).toEqual(left);
    const [first, second] = left;
    await reject(asset, {
      rejectChoices: [
        { predictionTarget: first?.predictionTarget, predictionChoices: [0] },
        { predictionTarget: second?.predictionTarget },
      ],
    });
    const after = await predictions(asset);
    expect(after[0]).toMatchObject({ predictionTarget: first?.predictionTarget, choices: first?.choices.slice(1) });
    expect(after).toHaveLength(left.length - 1);
    await reject(asset, { rejectRule: { rule: 'ALL' } });
    expect(await predictions(asset)).toEqual([]);
    const again = { identifier: asset.id, rejectRule: { rule: 'ALL' } };
    expect((await at.refused('RejectPredictions', again))[0]).toBe('ResourceNotFoundException');
  });

  test('is refused without a rule, for an old revision, for a place nothing waits at', async () => {
    const asset = await predicted('Customer accounts', 'BUSINESS_NAMES');
    const refusals: [object, string][] = [
      [{}, 'ValidationException'],
      [{ rejectRule: { rule: 'ALL' }, revision: '1' }, 'ConflictException'],
      [{ rejectChoices: [{ predictionTarget: 'summary' }] }, 'ResourceNotFoundException'],
    ];
    for (const [more, name] of refusals)
      expect((await at.refused('RejectPredictions', { identifier: asset.id, ...more }))[0]).toBe(name);
  });
});

test('hostile names are named, described, accepted and rejected like any others', async () => {
  const { assets } = plantHostile(at.emulator.bank);
  const types = ['BUSINESS_NAMES', 'BUSINESS_DESCRIPTIONS'];
  for (const id of Object.values(assets)) {
    const asset = latest({ id });
    await at.send('StartMetadataGenerationRun', start(asset, { types }));
  }
  at.pass(4000);
  for (const id of Object.values(assets)) {
    const waiting = await predictions({ id });
    expect(waiting.some(({ predictionTarget }) => predictionTarget === 'summary')).toBe(true);
    // One at least stays, to be accepted.
    const rejectChoices = waiting.slice(1, 2).map(({ predictionTarget }) => ({ predictionTarget }));
    await at.send('RejectPredictions', { identifier: id, rejectChoices });
    expect(await predictions({ id })).toHaveLength(waiting.length - rejectChoices.length);
    const before = latest({ id });
    const accepting = at.send('AcceptPredictions', { identifier: id, acceptRule: { rule: 'ALL' } });
    const outcome = await accepting.then(
      () => 'accepted',
      (error: Error) => error.message,
    );
    if (outcome !== 'accepted') expect(outcome).toMatch(/longer than 300000/);
    expect(latest({ id }).revision).toBe(before.revision + (outcome === 'accepted' ? 1 : 0));
  }
});

test.each([
  ['CUST_NO', 'Customer number'],
  ['txnAmt', 'Transaction amount'],
  ['dob', 'Date of birth'],
  ['KUNNR', 'Kunnr'],
  ['Straße2Nr', 'Straße2 number'],
  ['---', '---'],
  ['', ''],
])('%j in words is %j', (name, title) => {
  expect(titleOf(name)).toBe(title);
  expect(sentenceOf(name, 'BSEG')).toMatch(/^\S.*\.$/s);
});
