import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hostileTexts } from '#emulator/bank/hostile-bank.ts';
import { type Writing, startWriting } from '#test/emulator/writing.ts';

let at: Writing;
beforeEach(async () => {
  at = await startWriting();
});
afterEach(() => at.close());

const office = (): string => at.projectId('Data Governance Office');
const addGlossary = (name: string, more: object = {}) =>
  at.send('CreateGlossary', { name, owningProjectIdentifier: office(), ...more });
const addTerm = (glossaryIdentifier: unknown, name: string, more: object = {}) =>
  at.send('CreateGlossaryTerm', { glossaryIdentifier, name, ...more });
const glossary = (identifier: unknown) => at.send('GetGlossary', { identifier });
const term = (identifier: unknown) => at.send('GetGlossaryTerm', { identifier });

describe('glossaries', () => {
  test('made, read back, found', async () => {
    const { id } = await addGlossary('Treasury', { description: 'Words of treasury.', status: 'DISABLED' });
    expect(await glossary(id)).toMatchObject({
      name: 'Treasury',
      description: 'Words of treasury.',
      status: 'DISABLED',
      owningProjectId: office(),
      createdAt: new Date(at.now()),
    });
    const { items } = await at.send('Search', { searchScope: 'GLOSSARY', searchText: 'Treasury' });
    expect(items).toHaveLength(1);
  });

  test('the terms of a restricted one are governed terms', async () => {
    const { id, usageRestrictions } = await addGlossary('Acts', { usageRestrictions: ['ASSET_GOVERNED_TERMS'] });
    expect(usageRestrictions).toEqual(['ASSET_GOVERNED_TERMS']);
    expect(await addTerm(id, 'An act')).toMatchObject({
      usageRestrictions: ['ASSET_GOVERNED_TERMS'],
      status: 'ENABLED',
    });
  });

  test('a name is free once in the domain', async () => {
    const [name, status, text] = await at.refused('CreateGlossary', {
      name: 'Regulatory',
      owningProjectIdentifier: at.projectId('Loss Events'),
    });
    expect([name, status]).toEqual(['ConflictException', 409]);
    expect(text).toContain('Regulatory');
    const identifier = at.glossaryId('Risk Terms');
    expect((await at.refused('UpdateGlossary', { identifier, name: 'Regulatory' }))[0]).toBe('ConflictException');
    expect(await at.send('UpdateGlossary', { identifier, name: 'Risk Terms' })).toMatchObject({ name: 'Risk Terms' });
    expect(await addGlossary('regulatory')).toMatchObject({ name: 'regulatory' });
  });

  test('a project nobody made', async () => {
    const input = { name: 'Nowhere', owningProjectIdentifier: 'nosuchproject0' };
    expect((await at.refused('CreateGlossary', input))[0]).toBe('AccessDeniedException');
  });

  test('what is not sent stays; who and when move', async () => {
    const identifier = at.glossaryId('Risk Terms');
    const before = await glossary(identifier);
    at.pass(60_000);
    const answer = await at.send('UpdateGlossary', { identifier, description: 'The words of risk.' });
    expect(answer).toMatchObject({ name: before['name'], status: 'ENABLED', description: 'The words of risk.' });
    expect(answer).not.toHaveProperty('updatedAt');
    expect(await glossary(identifier)).toMatchObject({
      name: before['name'],
      createdAt: before['createdAt'],
      updatedAt: new Date(at.now()),
    });
    await at.send('UpdateGlossary', { identifier, description: '' });
    expect(await glossary(identifier)).toMatchObject({ description: '' });
  });

  test('the order of a deletion: terms first, disabled before', async () => {
    const { id } = await addGlossary('Short-lived');
    const made = await addTerm(id, 'Mayfly');
    const remove = { identifier: id };
    expect(await at.codeOf('DeleteGlossary', remove)).toEqual(['ValidationException', 400]);
    await at.send('UpdateGlossary', { identifier: id, status: 'DISABLED' });
    expect(await at.codeOf('DeleteGlossary', remove)).toEqual(['ConflictException', 409]);
    expect((await at.refused('DeleteGlossaryTerm', { identifier: made['id'] }))[0]).toBe('ValidationException');
    await at.send('UpdateGlossaryTerm', { identifier: made['id'], status: 'DISABLED' });
    await at.send('DeleteGlossaryTerm', { identifier: made['id'] });
    await at.send('DeleteGlossary', remove);
    for (const operation of ['GetGlossary', 'UpdateGlossary', 'DeleteGlossary'])
      expect((await at.refused(operation, remove))[0]).toBe('ResourceNotFoundException');
  });

  test('a thousand and no more', async () => {
    const many = await startWriting({ glossaries: 1000 });
    const input = { name: 'One more', owningProjectIdentifier: many.projectId('Loss Events') };
    expect(await many.codeOf('CreateGlossary', input)).toEqual(['ServiceQuotaExceededException', 402]);
    await many.close();
  });
});

describe('terms', () => {
  test('made with relations, read back', async () => {
    const parent = at.termId('Customer');
    const { id } = await addTerm(at.glossaryId('Business Terms'), 'Sole trader', {
      shortDescription: 'A firm of one.',
      longDescription: 'One person who trades in their own name.',
      termRelations: { isA: [parent, parent] },
    });
    expect(await term(id)).toMatchObject({
      shortDescription: 'A firm of one.',
      longDescription: 'One person who trades in their own name.',
      status: 'ENABLED',
      termRelations: { isA: [parent] },
      createdAt: new Date(at.now()),
    });
  });

  test('a name is free once in a glossary, and again in another', async () => {
    const [mine, other] = [at.glossaryId('Business Terms'), at.glossaryId('Risk Terms')];
    const input = { glossaryIdentifier: mine, name: 'Customer' };
    expect(await at.codeOf('CreateGlossaryTerm', input)).toEqual(['ConflictException', 409]);
    await addTerm(other, 'Customer');
    const { id } = await addTerm(mine, 'Patron');
    expect((await at.refused('UpdateGlossaryTerm', { identifier: id, name: 'Customer' }))[0]).toBe('ConflictException');
    await at.send('UpdateGlossaryTerm', { identifier: id, name: 'Patron' });
  });

  test('a glossary nobody made, or not the term’s own', async () => {
    const input = { glossaryIdentifier: 'nosuchglossary', name: 'Lost' };
    expect((await at.refused('CreateGlossaryTerm', input))[0]).toBe('ResourceNotFoundException');
    const moved = { identifier: at.termId('Customer'), glossaryIdentifier: at.glossaryId('Risk Terms') };
    expect((await at.refused('UpdateGlossaryTerm', moved))[0]).toBe('ResourceNotFoundException');
    const kept = { ...moved, glossaryIdentifier: at.glossaryId('Business Terms') };
    expect(await at.send('UpdateGlossaryTerm', kept)).toMatchObject({ name: 'Customer' });
  });

  test('what is not sent stays; who and when move', async () => {
    const identifier = at.termId('Customer Identifier');
    const before = await term(identifier);
    at.pass(60_000);
    const answer = await at.send('UpdateGlossaryTerm', { identifier, longDescription: 'At length.' });
    expect(answer).toMatchObject({ name: before['name'], shortDescription: before['shortDescription'] });
    const { updatedAt: _at, updatedBy: _by, longDescription: _said, $metadata: _sent, ...rest } = before;
    expect(await term(identifier)).toMatchObject({
      ...rest,
      longDescription: 'At length.',
      updatedAt: new Date(at.now()),
    });
  });

  test('a list of relations that is given replaces the one there; one that is not stays; an empty object takes all', async () => {
    const [a, b, c] = [at.termId('Customer'), at.termId('Account'), at.termId('Credit Limit')];
    const { id: identifier } = await addTerm(at.glossaryId('Risk Terms'), 'Related', {
      termRelations: { isA: [a], classifies: [b] },
    });
    const relate = (termRelations: object) => at.send('UpdateGlossaryTerm', { identifier, termRelations });
    expect((await relate({ isA: [c] }))['termRelations']).toEqual({ isA: [c], classifies: [b] });
    expect((await relate({ classifies: [a, c] }))['termRelations']).toEqual({ isA: [c], classifies: [a, c] });
    expect(await relate({})).not.toHaveProperty('termRelations');
    expect(await term(identifier)).not.toHaveProperty('termRelations');
  });

  test.each<[string, () => object]>([
    ['an empty list', () => ({ isA: [] })],
    [
      'eleven',
      () => ({
        classifies: at.emulator.bank.terms
          .list()
          .slice(0, 11)
          .map(({ id }) => id),
      }),
    ],
    ['a term nobody made', () => ({ isA: ['nosuchterm0000'] })],
    ['itself', () => ({ isA: [at.termId('Customer')] })],
  ])('relations with %s are refused', async (_what, termRelations) => {
    const input = { identifier: at.termId('Customer'), termRelations: termRelations() };
    expect((await at.refused('UpdateGlossaryTerm', input))[0]).toBe('ValidationException');
  });

  test.each<[string, (id: string) => unknown]>([
    ['asset', (id) => at.emulator.bank.edit.tagAsset(at.assetNamed('Identity checks').id, [id])],
    ['governed asset', (id) => at.emulator.bank.edit.changeAsset(at.assetNamed('BSEG').id, { governedTerms: [id] })],
    ['column', (id) => at.emulator.bank.edit.retagColumn(at.assetNamed('BSEG').id, 'KUNNR', [id])],
    ['relation', (id) => at.emulator.bank.edit.changeTerm(at.termId('Customer'), { classifies: [id] })],
    [
      'data product',
      (id) =>
        at.emulator.bank.edit.changeProduct(at.emulator.bank.products.list()[0]?.id ?? '', { glossaryTerms: [id] }),
    ],
  ])('one that is in use by a %s is not deleted', async (_what, use) => {
    const { id } = await addTerm(at.glossaryId('Risk Terms'), 'Used', { status: 'DISABLED' });
    use(String(id));
    expect(await at.codeOf('DeleteGlossaryTerm', { identifier: id })).toEqual(['ConflictException', 409]);
  });

  test('one of the story that columns carry is not deleted; its own relations hold nothing back', async () => {
    const identifier = at.termId('Customer Email Address');
    await at.send('UpdateGlossaryTerm', { identifier, status: 'DISABLED' });
    expect((await at.refused('DeleteGlossaryTerm', { identifier }))[0]).toBe('ConflictException');
    const { id } = await addTerm(at.glossaryId('Risk Terms'), 'Leaf', {
      status: 'DISABLED',
      termRelations: { isA: [at.termId('Customer')] },
    });
    await at.send('DeleteGlossaryTerm', { identifier: id });
    expect((await at.refused('GetGlossaryTerm', { identifier: id }))[0]).toBe('ResourceNotFoundException');
  });

  test('ten thousand and no more', async () => {
    const many = await startWriting({ terms: 10_000 });
    const input = { glossaryIdentifier: many.glossaryId('Risk Terms'), name: 'One more' };
    expect(await many.codeOf('CreateGlossaryTerm', input)).toEqual(['ServiceQuotaExceededException', 402]);
    await many.close();
  });

  test('hostile text comes back as it went', async () => {
    const glossaryId = at.glossaryId('Risk Terms');
    for (const text of Object.values(hostileTexts).filter((each) => each.isWellFormed())) {
      const { id } = await addTerm(glossaryId, text, { shortDescription: text, longDescription: text });
      expect(await term(id)).toMatchObject({ name: text, shortDescription: text, longDescription: text });
      expect((await at.refused('CreateGlossaryTerm', { glossaryIdentifier: glossaryId, name: text }))[0]).toBe(
        'ConflictException',
      );
    }
  });
});
