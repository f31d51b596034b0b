import { assert as holds, asyncProperty, constantFrom, dictionary, jsonValue, oneof } from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { columnMetadataOf } from '#emulator/bank/form-columns.ts';
import { hostileTexts } from '#emulator/bank/hostile-bank.ts';
import type { Asset } from '#emulator/bank/types.ts';
import { revisionOf } from '#test/emulator/cases-writes.ts';
import { type Writing, startWriting } from '#test/emulator/writing.ts';

let at: Writing;
beforeEach(async () => {
  at = await startWriting();
});
afterEach(() => at.close());

type Form = { formName: string; typeIdentifier?: string; typeRevision?: string; content?: string };
type Revision = {
  identifier: string;
  name: string;
  glossaryTerms?: string[];
  formsInput: Form[];
  description?: string;
};

const asRevision = (asset: Asset): Revision => revisionOf(asset) as Revision;
const formNames = (answer: Record<string, unknown>): string[] =>
  (answer['formsOutput'] as Form[]).map(({ formName }) => formName);
const revise = (input: object) => at.send('CreateAssetRevision', input);
const refusedRevision = (input: object) => at.refused('CreateAssetRevision', input);
const getAsset = (identifier: string, revision?: string) => at.send('GetAsset', { identifier, revision });
const onboarding = (): Asset => at.assetNamed('Customer onboarding register');

describe('CreateAssetRevision', () => {
  test('answers the whole asset, one revision on, signed by the caller; the past stays', async () => {
    const before = onboarding();
    at.pass(5000);
    const answer = await revise({ ...asRevision(before), name: 'Onboarding', description: 'Said anew.' });
    expect(answer).toMatchObject({
      id: before.id,
      name: 'Onboarding',
      description: 'Said anew.',
      revision: String(before.revision + 1),
      createdAt: new Date(at.now()),
      firstRevisionCreatedAt: new Date(before.firstCreatedAt),
      glossaryTerms: before.glossaryTerms,
    });
    expect(formNames(answer)).toEqual(before.forms.map(({ formName }) => formName));
    const { $metadata: _sent, ...told } = answer;
    expect(await getAsset(before.id)).toMatchObject(told);
    expect(await getAsset(before.id, String(before.revision))).toMatchObject({ name: before.name });
    const { items } = await at.send('ListAssetRevisions', { identifier: before.id, maxResults: 2 });
    expect((items as { revision: string }[]).map(({ revision }) => revision)).toEqual([
      String(before.revision + 1),
      String(before.revision),
    ]);
  });

  test('what is not sent is gone: description, terms, forms', async () => {
    const before = onboarding();
    const { identifier, name, formsInput } = asRevision(before);
    const kept = formsInput.filter(({ formName }) => formName === 'GlueTableForm');
    const answer = await revise({ identifier, name, formsInput: kept });
    expect(answer).not.toHaveProperty('description');
    expect(answer).not.toHaveProperty('glossaryTerms');
    expect(formNames(answer)).toEqual(['GlueTableForm']);
    expect(columnMetadataOf(at.emulator.bank.assets.byId(before.id) ?? before)).toEqual([]);
  });

  test('governed terms and the listing are no part of it: the listing falls behind', async () => {
    const before = at.assetNamed('Customer accounts');
    const answer = await revise({ ...asRevision(before), name: 'Accounts' });
    expect(answer).toMatchObject({
      governedGlossaryTerms: before.governedTerms,
      listing: { listingId: before.listing?.id, listingStatus: 'ACTIVE' },
    });
    const listing = await at.send('GetListing', { identifier: before.listing?.id });
    expect(listing).toMatchObject({
      name: before.name,
      status: 'ACTIVE',
      item: { assetListing: { assetRevision: String(before.revision) } },
    });
  });

  const changed =
    (change: (form: Form) => Form, name = 'GlueTableForm') =>
    (input: Revision) => ({
      ...input,
      formsInput: input.formsInput.map((form) => (form.formName === name ? change(form) : form)),
    });
  const plus = (form: Form) => (input: Revision) => ({ ...input, formsInput: [...input.formsInput, form] });
  const tooMuch = { formName: 'DataContractForm', typeIdentifier: 'DataContractForm' };

  test.each<[what: string, change: (input: Revision) => object, text: RegExp]>([
    [
      'a Glue table without its table form',
      (input) => ({ ...input, formsInput: input.formsInput.slice(1) }),
      /requires the form GlueTableForm/,
    ],
    ['no forms at all', ({ formsInput: _none, ...input }) => input, /requires the form GlueTableForm/],
    ['a stale revision of a form type', changed((form) => ({ ...form, typeRevision: '12' })), /stale.*13/],
    ['a stale revision of the asset type', (input) => ({ ...input, typeRevision: '23' }), /stale.*24/],
    ['content that is no JSON', changed((form) => ({ ...form, content: '{"columns":' })), /no JSON/],
    ['content that is a list', changed((form) => ({ ...form, content: '[]' })), /no JSON object/],
    ['content that is null', changed((form) => ({ ...form, content: 'null' })), /no JSON object/],
    ['columns of nothing', changed((form) => ({ ...form, content: '{"columns":[null]}' })), /columns/],
    ['a number for a name', changed((form) => ({ ...form, content: '{"tableName":7}' })), /tableName/],
    [
      'terms of a column that are no list',
      changed(
        (form) => ({ ...form, content: '{"columnsBusinessMetadata":[{"columnIdentifier":"a","glossaryTerms":"x"}]}' }),
        'ColumnBusinessMetadataForm',
      ),
      /columnsBusinessMetadata/,
    ],
    [
      'a form beyond the limit',
      plus({ ...tooMuch, content: JSON.stringify({ dataOwner: 'x'.repeat(300_000) }) }),
      /length less than or equal to 300000/,
    ],
    ['a form type nobody made', plus({ formName: 'Odd', typeIdentifier: 'NoSuchForm' }), /does not exist/],
    ['a form of no type', plus({ formName: 'Odd' }), /needs a typeIdentifier/],
    [
      'a form with the name of another type',
      changed((form) => ({ ...form, ...tooMuch, formName: 'GlueTableForm' })),
      /as the type of/,
    ],
    [
      'a form twice',
      (input) => ({ ...input, formsInput: [...input.formsInput, ...input.formsInput.slice(0, 1)] }),
      /more than once/,
    ],
    [
      'a read-only form',
      plus({ formName: 'AssetPredictionsForm', typeIdentifier: 'amazon.datazone.AssetPredictionsFormType' }),
      /read-only/,
    ],
    [
      'eleven forms',
      (input) => ({
        ...input,
        formsInput: Array.from({ length: 11 }, (_, place) => ({ ...tooMuch, formName: `Form${place}` })),
      }),
      /length less than or equal to 10/,
    ],
    ['an empty list of terms', (input) => ({ ...input, glossaryTerms: [] }), /length greater than or equal to 1/],
    ['a term nobody made', (input) => ({ ...input, glossaryTerms: ['nosuchterm0000'] }), /does not exist/],
    ['a disabled term', (input) => ({ ...input, glossaryTerms: [at.termId('Next Best Action')] }), /not enabled/],
    ['a governed term', (input) => ({ ...input, glossaryTerms: [at.termId('GDPR')] }), /AssociateGovernedTerms/],
    ['no name', (input) => ({ ...input, name: '' }), /length greater than or equal to 1/],
    ['a name too long', (input) => ({ ...input, name: 'x'.repeat(257) }), /length less than or equal to 256/],
  ])('%s is refused, and nothing happened', async (_what, change, text) => {
    const before = onboarding();
    const [name, status, message] = await refusedRevision(change(asRevision(before)));
    expect([name, status]).toEqual(['ValidationException', 400]);
    expect(message).toMatch(text);
    expect(await getAsset(before.id)).toMatchObject({ revision: String(before.revision), name: before.name });
  });

  test('an asset that is not there', async () => {
    const [name] = await refusedRevision({ ...asRevision(onboarding()), identifier: 'nosuchasset000' });
    expect(name).toBe('ResourceNotFoundException');
  });

  test('a form type that drifts: what was read before is stale, and left out it is the latest', async () => {
    const before = onboarding();
    const input = asRevision(before);
    at.emulator.bank.edit.changeFormType('amazon.datazone.GlueTableFormType', { description: 'Changed.' });
    expect(await refusedRevision(input)).toMatchObject(['ValidationException', 400, expect.stringContaining('stale')]);
    const answer = await revise({
      ...input,
      formsInput: input.formsInput.map(({ typeRevision: _old, ...form }) => form),
    });
    expect((answer['formsOutput'] as Form[])[0]).toMatchObject({ formName: 'GlueTableForm', typeRevision: '14' });
  });

  test('hostile text comes back as it went', async () => {
    const input = asRevision(onboarding());
    for (const text of Object.values(hostileTexts)) {
      // A lone surrogate cannot travel in UTF-8.
      if (!text.isWellFormed()) continue;
      const content = JSON.stringify({ readMe: text, [text]: text });
      const form = { formName: 'AssetCommonDetailsForm', content };
      const others = input.formsInput.filter(({ formName }) => formName !== form.formName);
      const answer = await revise({ ...input, name: text, description: text, formsInput: [...others, form] });
      expect(answer).toMatchObject({ name: text, description: text });
      expect((answer['formsOutput'] as Form[]).at(-1)?.content).toBe(content);
    }
  });
});

describe('any content at all', () => {
  /** JSON under the names the forms know, and under any. */
  const contents = oneof(
    jsonValue({ maxDepth: 4 }),
    dictionary(constantFrom('columns', 'columnsBusinessMetadata', 'readMe', 'tableName', '__proto__'), jsonValue()),
  );

  test('is taken or refused, and what was taken can be read everywhere', async () => {
    const asset = at.assetNamed('Customer onboarding register');
    const input = asRevision(asset);
    const names = input.formsInput.map(({ formName }) => formName);
    const filters = { filter: { attribute: 'entityId', value: asset.id } };
    await holds(
      asyncProperty(contents, constantFrom(...names), async (value, formName) => {
        const content = JSON.stringify(value);
        const formsInput = input.formsInput.map((form) => (form.formName === formName ? { ...form, content } : form));
        const before = at.emulator.bank.assets.byId(asset.id)?.revision;
        const failure = await revise({ ...input, formsInput }).then(
          () => undefined,
          (error: Error) => error.name,
        );
        expect([undefined, 'ValidationException']).toContain(failure);
        expect(at.emulator.bank.assets.byId(asset.id)?.revision).toBe((before ?? 0) + (failure ? 0 : 1));
        await at.send('CreateListingChangeSet', { entityIdentifier: asset.id, entityType: 'ASSET', action: 'PUBLISH' });
        const read = await getAsset(asset.id);
        expect(formNames(read)).toEqual(names);
        await at.send('Search', { searchScope: 'ASSET', searchText: 'register', additionalAttributes: ['FORMS'] });
        const { items } = await at.send('SearchListings', { filters, additionalAttributes: ['FORMS'] });
        expect(items).toHaveLength(1);
      }),
      { numRuns: 150 },
    );
  });
});

describe('governed terms', () => {
  const governed = (operation: string, asset: Asset, ids: readonly string[]) =>
    at.send(`${operation}GovernedTerms`, {
      entityType: 'ASSET',
      entityIdentifier: asset.id,
      governedGlossaryTerms: ids,
    });

  test('a set: added and taken away in place, twice as well as once', async () => {
    const asset = onboarding();
    const [gdpr, pci] = [at.termId('GDPR'), at.termId('PCI DSS')];
    await governed('Associate', asset, [gdpr, pci]);
    await governed('Associate', asset, [pci, gdpr]);
    expect(await getAsset(asset.id)).toMatchObject({
      revision: String(asset.revision),
      governedGlossaryTerms: [gdpr, pci],
    });
    await governed('Disassociate', asset, [gdpr]);
    await governed('Disassociate', asset, [gdpr]);
    expect((await getAsset(asset.id))['governedGlossaryTerms']).toEqual([pci]);
  });

  test('ordinary terms, unknown ones, more than twenty', async () => {
    const { bank } = at.emulator;
    const input = { entityType: 'ASSET', entityIdentifier: onboarding().id };
    for (const id of [at.termId('Customer'), 'nosuchterm0000']) {
      const [name] = await at.refused('AssociateGovernedTerms', { ...input, governedGlossaryTerms: [id] });
      expect(name).toBe('ValidationException');
    }
    const glossary = at.glossaryId('Regulatory');
    const ids = Array.from({ length: 21 }, (_, place) => bank.edit.addTerm(glossary, `Act ${place}`).id);
    for (let from = 0; from < 20; from += 5) await governed('Associate', onboarding(), ids.slice(from, from + 5));
    const [name, , text] = await at.refused('AssociateGovernedTerms', {
      ...input,
      governedGlossaryTerms: ids.slice(20),
    });
    expect([name, text]).toEqual(['ValidationException', 'An asset has at most 20 governed terms.']);
    expect((await getAsset(onboarding().id))['governedGlossaryTerms']).toHaveLength(20);
  });
});
