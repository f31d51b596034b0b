import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FORM_CONTENT_LIMIT, type HostilePlanting, hostileTexts, plantHostile } from '#emulator/bank/hostile-bank.ts';
import { plantHostileEstate } from '#emulator/bank/hostile-estate.ts';
import { columnsOf } from '#emulator/bank/form-columns.ts';
import type { ServiceName } from '#emulator/facts.ts';
import { registry } from '#emulator/registry.ts';
import { type Emulator, startEmulator } from '#emulator/server.ts';
import { bodyOf } from '#test/emulator/answer-body.ts';
import { casesOf } from '#test/emulator/cases.ts';
import { writeNames } from '#test/emulator/cases-writes.ts';
import { type Clients, clientsOf, sdks, sendByName } from '#test/emulator/clients.ts';
import { breachesOfFacts } from '#test/emulator/facts-check.ts';
import { breachesOfSchema } from '#test/emulator/schema-check.ts';

let emulator: Emulator;
let clients: Clients;
let planted: HostilePlanting;

beforeAll(async () => {
  emulator = await startEmulator({ rates: 'off', assets: 12 });
  planted = plantHostile(emulator.bank);
  plantHostileEstate(emulator.bank);
  clients = clientsOf(emulator);
});
afterAll(async () => {
  clients.destroy();
  await emulator.close();
});

const services: readonly ServiceName[] = ['DataZone', 'Glue', 'IdentityStore', 'LakeFormation', 'Organizations'];
const served = services.flatMap((service) =>
  Object.keys(registry[service])
    .filter((operation) => !writeNames.has(operation))
    .map((operation) => ({ service, operation })),
);

/** Cases that name odd ids in a path the SDK itself cannot send (a label of dots, for one) are not among these. */
describe('hostile as it is, every value is one AWS could send', () => {
  test.each(served)('$service $operation', async ({ service, operation }) => {
    clients.raw.length = 0;
    for (const input of casesOf(emulator)[service][operation] ?? [])
      await sendByName(clients, service, operation, input);
    for (const raw of clients.raw) {
      const answer = bodyOf(service, operation, raw);
      expect(breachesOfFacts(service, operation, answer)).toEqual([]);
      expect(breachesOfSchema(sdks[service], operation, answer)).toEqual([]);
    }
  });
});

const getAsset = (label: string): Promise<Record<string, unknown>> =>
  sendByName(clients, 'DataZone', 'GetAsset', {
    domainIdentifier: emulator.domainId,
    identifier: planted.assets[label],
  });

describe('nothing is changed on the way', () => {
  test.each(Object.entries(hostileTexts))('%s', async (label, text) => {
    const asset = await getAsset(label);
    expect(asset['name']).toBe(text);
    const [table] = asset['formsOutput'] as { content: string }[];
    expect(JSON.parse(table?.content ?? '').columns[0].columnName).toBe(text);
    const listing = await sendByName(clients, 'DataZone', 'SearchListings', {
      domainIdentifier: emulator.domainId,
      filters: { filter: { attribute: 'entityId', value: planted.assets[label] } },
      additionalAttributes: ['FORMS'],
    });
    expect(listing).toMatchObject({ items: [{ assetListing: { name: text } }], totalMatchCount: 1 });
  });
});

describe('sizes', () => {
  test('two thousand columns', async () => {
    const asset = await getAsset('wide');
    expect(columnsOf({ forms: asset['formsOutput'] as [] })).toHaveLength(2000);
  });

  test('the longest name, description and read-me', async () => {
    const asset = await getAsset('longest');
    const forms = asset['formsOutput'] as { formName: string; content: string }[];
    const content = forms.find(({ formName }) => formName === 'AssetCommonDetailsForm')?.content ?? '';
    expect(content.length).toBeLessThanOrEqual(FORM_CONTENT_LIMIT);
    expect(content.length).toBeGreaterThan(FORM_CONTENT_LIMIT - 2000);
    expect(Array.from(asset['name'] as string)).toHaveLength(256);
    expect(asset['description']).toHaveLength(2048);
  });

  test('no form is longer than one may be written', () => {
    for (const id of Object.values(planted.assets)) {
      for (const form of emulator.bank.assets.byId(id)?.forms ?? []) {
        expect(form.content.length).toBeLessThanOrEqual(FORM_CONTENT_LIMIT);
        expect(() => JSON.parse(form.content) as unknown).not.toThrow();
      }
    }
  });
});

test('odd ids name what they should', async () => {
  for (const [label, identifier] of Object.entries(planted.assets).filter(([each]) => each.startsWith('id '))) {
    const asset = await sendByName(clients, 'DataZone', 'GetAsset', {
      domainIdentifier: emulator.domainId,
      identifier,
    });
    expect(asset).toMatchObject({ id: identifier, name: `Odd id ${label.slice(3)}` });
  }
});

test('counts include what was planted', () => {
  const counts = emulator.bank.counts();
  expect(counts.assets).toBe(12 + Object.keys(planted.assets).length);
  expect(counts.terms).toBe(115 + planted.termIds.length);
  expect(counts.projects).toBe(26 + planted.projectIds.length);
});
