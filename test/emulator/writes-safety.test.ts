import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { publishedRates } from '#emulator/rates.ts';
import type { FaultRule } from '#emulator/server.ts';
import { revisionOf } from '#test/emulator/cases-writes.ts';
import { type Writing, startWriting } from '#test/emulator/writing.ts';

let at: Writing;
beforeEach(async () => {
  at = await startWriting();
});
afterEach(() => at.close());

const fault = (...rules: FaultRule[]): void => at.emulator.setFaults({ rules });
const glossaryInput = (name: string, more: object = {}) => ({
  name,
  owningProjectIdentifier: at.projectId('Data Governance Office'),
  ...more,
});
const glossaries = (name: string): number =>
  at.emulator.bank.glossaries.list().filter((each) => each.name === name).length;
const revisionNow = (id: string): number => at.emulator.bank.assets.byId(id)?.revision ?? 0;

describe('client tokens', () => {
  test('the same again: the first answer, one effect', async () => {
    const asset = at.assetNamed('Identity checks');
    const input = { ...revisionOf(asset), clientToken: 'push-1' };
    const first = await at.send('CreateAssetRevision', input);
    at.emulator.bank.edit.renameAsset(asset.id, 'Renamed by others');
    const { $metadata: _once, ...told } = first;
    expect(await at.send('CreateAssetRevision', input)).toMatchObject(told);
    expect(revisionNow(asset.id)).toBe(asset.revision + 2);
    await at.send('CreateAssetRevision', { ...input, clientToken: 'push-2' });
    expect(revisionNow(asset.id)).toBe(asset.revision + 3);
  });

  test('with other parameters it is a conflict; what failed is not remembered', async () => {
    const clientToken = 'one-token';
    const taken = glossaryInput('Regulatory', { clientToken });
    expect(await at.codeOf('CreateGlossary', taken)).toEqual(['ConflictException', 409]);
    const { id } = await at.send('CreateGlossary', glossaryInput('Fresh', { clientToken }));
    const [name, , text] = await at.refused('CreateGlossary', taken);
    expect([name, text]).toEqual(['ConflictException', expect.stringContaining('clientToken')]);
    expect(await at.send('CreateGlossary', glossaryInput('Fresh', { clientToken }))).toMatchObject({ id });
    expect(glossaries('Fresh')).toBe(1);
  });

  test('is its operation’s own, and another caller’s is another', async () => {
    const clientToken = 'shared';
    const { id } = await at.send('CreateGlossary', glossaryInput('Fresh', { clientToken }));
    await at.send('UpdateGlossary', { identifier: id, description: 'Said.', clientToken });
    expect(await at.send('GetGlossary', { identifier: id })).toMatchObject({ description: 'Said.' });
    const marcus = at.as('AKIATESTUSER_MARCUS_BELL');
    expect((await at.codeOf('CreateGlossary', glossaryInput('Fresh', { clientToken }), marcus))[0]).toBe(
      'AccessDeniedException',
    );
  });

  test('is forgotten after a day', async () => {
    const input = glossaryInput('Fresh', { clientToken: 'old' });
    const { id } = await at.send('CreateGlossary', input);
    at.pass(24 * 3_600_000 - 1);
    expect(await at.send('CreateGlossary', input)).toMatchObject({ id });
    at.pass(1);
    expect(await at.codeOf('CreateGlossary', input)).toEqual(['ConflictException', 409]);
    expect((await at.refused('CreateGlossary', input))[2]).toContain('already exists');
  });

  test('publishing twice with one token moves the listing once', async () => {
    const { id } = at.assetNamed('Identity checks');
    const input = { entityIdentifier: id, entityType: 'ASSET', action: 'PUBLISH', clientToken: 'list' };
    expect(await at.send('CreateListingChangeSet', input)).toMatchObject({ listingRevision: '1' });
    expect(await at.send('CreateListingChangeSet', input)).toMatchObject({ listingRevision: '1', status: 'CREATING' });
    expect(at.emulator.bank.assets.byId(id)?.listing?.revision).toBe(1);
  });
});

describe('answers that get lost', () => {
  test('dropped after the effect: reading back finds it', async () => {
    const asset = at.assetNamed('Identity checks');
    fault({ match: { operation: 'CreateAssetRevision', nth: 1 }, action: { kind: 'drop', when: 'after' } });
    const [, , text] = await at.refused('CreateAssetRevision', { ...revisionOf(asset), name: 'Checked' });
    expect(text).toMatch(/socket hang up|ECONNRESET/);
    expect(at.emulator.requests.at(-1)).toMatchObject({ operation: 'CreateAssetRevision', status: 0 });
    expect(await at.send('GetAsset', { identifier: asset.id })).toMatchObject({
      name: 'Checked',
      revision: String(asset.revision + 1),
    });
  });

  test('dropped before it: reading back finds nothing', async () => {
    const asset = at.assetNamed('Identity checks');
    fault({ match: { operation: 'CreateAssetRevision' }, action: { kind: 'drop' } });
    await at.refused('CreateAssetRevision', { ...revisionOf(asset), name: 'Checked' });
    expect(await at.send('GetAsset', { identifier: asset.id })).toMatchObject({ name: asset.name });
  });

  test('the SDK tries again with its own token: one effect', async () => {
    const patient = at.as('AKIAMESHWARDTEST', 3);
    fault({ match: { nth: 1 }, action: { kind: 'drop', when: 'after' } });
    const answer = await at.send('CreateGlossary', glossaryInput('Fresh'), patient);
    expect(answer['$metadata']).toMatchObject({ attempts: 2 });
    expect(glossaries('Fresh')).toBe(1);
  });

  test('an update has no token: the second try does it again, to the same end', async () => {
    const patient = at.as('AKIAMESHWARDTEST', 3);
    const identifier = at.termId('Customer');
    fault({ match: { nth: 1 }, action: { kind: 'drop', when: 'after' } });
    const answer = await at.send('UpdateGlossaryTerm', { identifier, shortDescription: 'Said.' }, patient);
    expect(answer).toMatchObject({ shortDescription: 'Said.', $metadata: { attempts: 2 } });
  });

  test('a deletion whose answer got lost: the second try finds nothing', async () => {
    const { id } = await at.send('CreateGlossary', glossaryInput('Fresh', { status: 'DISABLED' }));
    fault({ match: { operation: 'DeleteGlossary', nth: 1 }, action: { kind: 'drop', when: 'after' } });
    await at.refused('DeleteGlossary', { identifier: id });
    expect((await at.codeOf('DeleteGlossary', { identifier: id }))[0]).toBe('ResourceNotFoundException');
  });

  test.each<[string, FaultRule['action'], number]>([
    ['a failure after the effect', { kind: 'serverError', status: 504, when: 'after' }, 1],
    ['a failure before it', { kind: 'serverError', status: 503 }, 0],
    ['a proxy’s page after the effect', { kind: 'html', when: 'after' }, 1],
    ['a proxy’s page before it', { kind: 'html' }, 0],
    ['half a body', { kind: 'truncate' }, 1],
    ['half a body, then nothing', { kind: 'truncate', cut: true }, 1],
    ['throttled', { kind: 'throttle' }, 0],
    ['denied', { kind: 'accessDenied' }, 0],
    ['a session that ran out', { kind: 'expiredToken' }, 0],
  ])('%s', async (_what, action, effects) => {
    fault({ match: { operation: 'CreateGlossary' }, action });
    await at.refused('CreateGlossary', glossaryInput('Fresh'));
    expect(glossaries('Fresh')).toBe(effects);
  });
});

describe('rights', () => {
  const describeAsset = (name: string, caller: string) => {
    const asset = at.assetNamed(name);
    const input = { ...revisionOf(asset), description: 'Said by a member.' };
    return { asset, sent: () => at.send('CreateAssetRevision', input, at.as(caller)), input };
  };
  const person = (userName: string) => {
    const user = at.emulator.bank.users.list().find((each) => each.userName === userName);
    if (!user) throw new Error(`The bank has no user ${userName}.`);
    return user;
  };

  test('an owner writes in the own project, in the own name; in another project not', async () => {
    const { sent, asset } = describeAsset('Customer accounts', 'AKIATESTUSER_PRIYA_RAMAN');
    expect(await sent()).toMatchObject({
      createdBy: person('priya.raman').profileId,
      revision: String(asset.revision + 1),
    });
    const { input } = describeAsset('Customer credit score', 'AKIATESTUSER_PRIYA_RAMAN');
    const refusal = await at.refused('CreateAssetRevision', input, at.as('AKIATESTUSER_PRIYA_RAMAN'));
    expect(refusal).toEqual([
      'AccessDeniedException',
      403,
      'User is not permitted to perform operation: CreateAssetRevision',
    ]);
  });

  test('a contributor writes through a group; a steward and a viewer do not', async () => {
    expect(await describeAsset('Customer accounts', 'AKIATESTUSER_ELENA_PETROVA').sent()).toMatchObject({
      createdBy: person('elena.petrova').profileId,
    });
    for (const [name, caller] of [
      ['Customer accounts', 'NOAH_FISCHER'],
      ['Customer 360 profile', 'LUCIA_ROMANO'],
    ] as const) {
      const { input } = describeAsset(name, caller);
      expect(await at.codeOf('CreateAssetRevision', input, at.as(`AKIATESTUSER_${caller}`))).toEqual([
        'AccessDeniedException',
        403,
      ]);
    }
  });

  test('who is only assigned, was shut out or is nobody writes nothing', async () => {
    const { edit } = at.emulator.bank;
    const { asset, input } = describeAsset('Customer accounts', '');
    for (const userName of ['ben.carter', 'brian.hughes'])
      edit.putMember(asset.projectId, { kind: 'user', id: person(userName).profileId }, 'PROJECT_OWNER');
    for (const caller of ['BEN_CARTER', 'BRIAN_HUGHES', 'NOBODY_AT_ALL'])
      expect((await at.codeOf('CreateAssetRevision', input, at.as(`AKIATESTUSER_${caller}`)))[0]).toBe(
        'AccessDeniedException',
      );
    edit.changeUser(person('ben.carter').id, { profileStatus: 'ACTIVATED' });
    await at.send('CreateAssetRevision', input, at.as('AKIATESTUSER_BEN_CARTER'));
  });

  test('a right taken away while running: the membership, or by the fault plan one project, one caller', async () => {
    const { asset, sent, input } = describeAsset('Customer accounts', 'AKIATESTUSER_PRIYA_RAMAN');
    const codeOf = async (caller: string): Promise<string> =>
      (await at.codeOf('CreateAssetRevision', input, at.as(caller)))[0];
    fault({ match: { project: asset.projectId, operation: 'CreateAssetRevision' }, action: { kind: 'accessDenied' } });
    expect(await codeOf('AKIAMESHWARDTEST')).toBe('AccessDeniedException');
    await at.send('CreateAssetRevision', revisionOf(at.assetNamed('BSEG')));
    fault({ match: { accessKeyId: 'AKIATESTUSER_PRIYA_RAMAN' }, action: { kind: 'accessDenied' } });
    expect(await codeOf('AKIATESTUSER_PRIYA_RAMAN')).toBe('AccessDeniedException');
    await at.send('CreateAssetRevision', input);
    fault();
    await sent();
    at.emulator.bank.edit.removeMember(asset.projectId, person('priya.raman').profileId);
    expect(await codeOf('AKIATESTUSER_PRIYA_RAMAN')).toBe('AccessDeniedException');
  });

  test.each<[string, () => object]>([
    ['CreateAssetRevision', () => revisionOf(at.assetNamed('Customer accounts'))],
    [
      'CreateListingChangeSet',
      () => ({ entityIdentifier: at.assetNamed('Customer accounts').id, entityType: 'ASSET', action: 'UNPUBLISH' }),
    ],
    [
      'CreateListingChangeSet',
      () => ({
        entityIdentifier: at.emulator.bank.products.list()[0]?.id,
        entityType: 'DATA_PRODUCT',
        action: 'UNPUBLISH',
      }),
    ],
    [
      'AssociateGovernedTerms',
      () => ({
        entityIdentifier: at.assetNamed('BSEG').id,
        entityType: 'ASSET',
        governedGlossaryTerms: [at.termId('GDPR')],
      }),
    ],
    [
      'DisassociateGovernedTerms',
      () => ({
        entityIdentifier: at.assetNamed('BSEG').id,
        entityType: 'ASSET',
        governedGlossaryTerms: [at.termId('GDPR')],
      }),
    ],
    ['CreateGlossary', () => glossaryInput('Fresh')],
    ['UpdateGlossary', () => ({ identifier: at.glossaryId('Risk Terms'), name: 'Mine' })],
    ['DeleteGlossary', () => ({ identifier: at.glossaryId('Legacy Words') })],
    ['CreateGlossaryTerm', () => ({ glossaryIdentifier: at.glossaryId('Risk Terms'), name: 'Mine' })],
    ['UpdateGlossaryTerm', () => ({ identifier: at.termId('Customer'), name: 'Mine' })],
    ['DeleteGlossaryTerm', () => ({ identifier: at.termId('Client') })],
    [
      'StartMetadataGenerationRun',
      () => {
        const { id: identifier, projectId: owningProjectIdentifier } = at.assetNamed('BSEG');
        return { target: { type: 'ASSET', identifier }, owningProjectIdentifier, type: 'BUSINESS_NAMES' };
      },
    ],
    ['CancelMetadataGenerationRun', () => ({ identifier: at.emulator.bank.generationRuns.list()[0]?.id })],
    ['AcceptPredictions', () => ({ identifier: at.assetNamed('card_settlement_raw').id, acceptRule: { rule: 'ALL' } })],
    ['RejectPredictions', () => ({ identifier: at.assetNamed('card_settlement_raw').id, rejectRule: { rule: 'ALL' } })],
  ])('%s asks for them, and changes nothing without', async (operation, input) => {
    const version = at.emulator.bank.version();
    const stranger = at.as('AKIATESTUSER_ANIKA_SHARMA');
    expect(await at.codeOf(operation, input(), stranger)).toEqual(['AccessDeniedException', 403]);
    expect(at.emulator.bank.version()).toBe(version);
  });

  test.each<[string, string, () => object]>([
    [
      'CreateListingChangeSet',
      'Customer 360',
      () => ({
        entityIdentifier: at.emulator.bank.products.list()[0]?.id,
        entityType: 'DATA_PRODUCT',
        action: 'UNPUBLISH',
      }),
    ],
    [
      'AssociateGovernedTerms',
      'SAP Finance Replica',
      () => ({
        entityIdentifier: at.assetNamed('BSEG').id,
        entityType: 'ASSET',
        governedGlossaryTerms: [at.termId('GDPR')],
      }),
    ],
    [
      'CreateGlossaryTerm',
      'Credit Risk Models',
      () => ({ glossaryIdentifier: at.glossaryId('Risk Terms'), name: 'Mine' }),
    ],
    ['UpdateGlossaryTerm', 'Credit Risk Models', () => ({ identifier: at.termId('Loss Event'), name: 'Mine' })],
    [
      'CancelMetadataGenerationRun',
      'Credit Card Servicing',
      () => ({ identifier: at.emulator.bank.generationRuns.list()[0]?.id }),
    ],
  ])('a fault that means a project meets %s, through what it names', async (operation, project, input) => {
    fault({ match: { project: at.projectId(project) }, action: { kind: 'accessDenied', message: 'Not here.' } });
    expect(await at.refused(operation, input())).toEqual(['AccessDeniedException', 403, 'Not here.']);
    fault({ match: { project: at.projectId('Loss Events') }, action: { kind: 'accessDenied', message: 'Not here.' } });
    const answer = await at.refused(operation, input()).catch(() => ['taken']);
    expect(answer[2]).not.toBe('Not here.');
  });

  test('STS tells who a key is; a key can name an account too', async () => {
    const priya = at.as('AKIA222233334444USER_PRIYA_RAMAN');
    expect(at.emulator.bank.callerOf('AKIA222233334444USER_PRIYA_RAMAN')).toMatchObject({
      accountId: '222233334444',
      profileId: person('priya.raman').profileId,
      ownsDomain: false,
    });
    expect(at.emulator.bank.callerOf('AKIAMESHWARDTEST')).toMatchObject({ ownsDomain: true });
    await at.send('GetAsset', { identifier: at.assetNamed('Customer credit score').id }, priya);
  });
});

test.each([
  ['CreateAssetRevision', 20],
  ['CreateListingChangeSet', 20],
  ['CreateGlossary', 5],
  ['UpdateGlossary', 20],
  ['DeleteGlossary', 20],
  ['UpdateGlossaryTerm', 20],
  ['AcceptPredictions', 20],
  ['RejectPredictions', 20],
  ['StartMetadataGenerationRun', 10],
])('%s has its published rate, %i a second', (operation, rate) => {
  const { operations, other } = publishedRates.DataZone;
  expect(operations[operation] ?? other).toBe(rate);
});

test('five glossaries a second pass, the sixth is throttled and makes nothing', async () => {
  const strict = await startWriting({ rates: 'published' });
  const owningProjectIdentifier = strict.projectId('Loss Events');
  const make = (turn: number) => ({ name: `Fresh ${turn}`, owningProjectIdentifier });
  for (let turn = 0; turn < 5; turn += 1) await strict.send('CreateGlossary', make(turn));
  expect(await strict.codeOf('CreateGlossary', make(5))).toEqual(['ThrottlingException', 429]);
  strict.pass(200);
  expect(await strict.send('CreateGlossary', make(5))).toMatchObject({ name: 'Fresh 5' });
  await strict.close();
});
