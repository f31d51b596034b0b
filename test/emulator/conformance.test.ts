import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ServiceName, facts } from '#emulator/facts.ts';
import { registry } from '#emulator/registry.ts';
import { type Emulator, startEmulator } from '#emulator/server.ts';
import { bodyOf } from '#test/emulator/answer-body.ts';
import { casesOf } from '#test/emulator/cases.ts';
import { prepareWrites, writeNames } from '#test/emulator/cases-writes.ts';
import { type Clients, clientsOf, sdks, sendByName } from '#test/emulator/clients.ts';
import { breachesOfFacts } from '#test/emulator/facts-check.ts';
import { breachesOfSchema } from '#test/emulator/schema-check.ts';

let emulator: Emulator;
let clients: Clients;

beforeAll(async () => {
  emulator = await startEmulator({ rates: 'off', identityUsers: 130 });
  clients = clientsOf(emulator);
});

afterAll(async () => {
  clients.destroy();
  await emulator.close();
});

const everyPage = async (sdk: Clients, service: ServiceName, operation: string, input: object): Promise<void> => {
  const name = service === 'DataZone' ? 'nextToken' : 'NextToken';
  let token: unknown;
  do {
    const answer = await sendByName(sdk, service, operation, token === undefined ? input : { ...input, [name]: token });
    token = answer[name];
  } while (token !== undefined);
};

const served = (Object.keys(registry) as ServiceName[]).flatMap((service) =>
  Object.keys(registry[service]).map((operation) => ({ service, operation })),
);

const reads = served.filter(({ operation }) => !writeNames.has(operation));
const writes = served.filter(({ operation }) => writeNames.has(operation));

/** Sends every case of an operation and holds every answer against both judges. */
const conforms = async (far: Emulator, sdk: Clients, service: ServiceName, operation: string): Promise<void> => {
  const cases = casesOf(far)[service][operation];
  if (!cases || cases.length === 0) throw new Error(`No input for ${operation}: give it one in cases.ts.`);
  sdk.raw.length = 0;
  for (const input of cases) await everyPage(sdk, service, operation, input);
  expect(sdk.raw.length).toBeGreaterThanOrEqual(cases.length);
  for (const raw of sdk.raw) {
    expect(raw.status).toBe(facts[service].operations[operation]?.status);
    expect(raw.headers['x-amzn-requestid']).toMatch(/^[0-9a-f-]{36}$/);
    const answer = bodyOf(service, operation, raw);
    expect(breachesOfFacts(service, operation, answer)).toEqual([]);
    expect(breachesOfSchema(sdks[service], operation, answer)).toEqual([]);
  }
};

describe('every answer keeps to AWS’s model and to the SDK’s schemas', () => {
  test.each(reads)('$service $operation', async ({ service, operation }) => {
    await conforms(emulator, clients, service, operation);
  });

  test.each(writes)('$service $operation, which changes a bank of its own', async ({ service, operation }) => {
    const own = await startEmulator({ rates: 'off' });
    const sdk = clientsOf(own);
    prepareWrites(own.bank);
    await conforms(own, sdk, service, operation);
    sdk.destroy();
    await own.close();
  });
});

describe('the judges can find fault', () => {
  const good = (): Record<string, unknown> => ({
    domainId: 'dzd-abc',
    id: 'p1',
    name: 'Customer 360',
    createdBy: 'someone',
    createdAt: '2026-01-01T00:00:00.000Z',
  });

  test('a right answer passes', () => {
    expect(breachesOfFacts('DataZone', 'GetProject', good())).toEqual([]);
    expect(breachesOfSchema(sdks.DataZone, 'GetProject', good())).toEqual([]);
  });

  test.each<[string, Record<string, unknown>, 'both' | 'facts']>([
    ['a required member is missing', { id: undefined }, 'both'],
    ['a member nobody knows', { colour: 'red' }, 'both'],
    ['epoch seconds where a text belongs', { createdAt: 1_767_225_600 }, 'both'],
    ['a number for a name', { name: 7 }, 'both'],
    ['a name that breaks its pattern', { name: 'a/b' }, 'facts'],
    ['a name that is too long', { name: 'x'.repeat(65) }, 'facts'],
    ['a status outside its enum', { projectStatus: 'GONE' }, 'facts'],
    ['an empty list where one is the least', { glossaryTerms: [] }, 'facts'],
  ])('%s', (_what, change, seenBy) => {
    const bad = Object.fromEntries(Object.entries({ ...good(), ...change }).filter(([, value]) => value !== undefined));
    expect(breachesOfFacts('DataZone', 'GetProject', bad)).not.toEqual([]);
    if (seenBy === 'both') expect(breachesOfSchema(sdks.DataZone, 'GetProject', bad)).not.toEqual([]);
  });

  test('a union with two members, and one with none', () => {
    for (const item of [{ glossaryItem: {}, assetItem: {} }, {}]) {
      expect(breachesOfFacts('DataZone', 'Search', { items: [item] }).join()).toContain('union');
      expect(breachesOfSchema(sdks.DataZone, 'Search', { items: [item] }).join()).toContain('union');
    }
  });

  test('an ISO time where epoch seconds belong', () => {
    const answer = {
      id: 'x',
      domainExecutionRole: 'arn:aws:iam::111122223333:role/r',
      status: 'AVAILABLE',
      createdAt: '2026-01-01T00:00:00Z',
    };
    expect(breachesOfFacts('DataZone', 'GetDomain', answer).join()).toContain('createdAt');
    expect(breachesOfSchema(sdks.DataZone, 'GetDomain', answer).join()).toContain('createdAt');
  });
});

test('the facts table and the SDK agree on method, path and success code of every DataZone operation', () => {
  for (const [operation, { method, path, status }] of Object.entries(facts.DataZone.operations)) {
    const schema = (sdks.DataZone as Record<string, readonly unknown[]>)[`${operation}$`];
    expect(schema?.[3]).toMatchObject({ http: [method, path, status] });
  }
});
