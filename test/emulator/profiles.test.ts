import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '#emulator/server.ts';
import { type Clients, clientsOf, failureOf, sendByName } from '#test/emulator/clients.ts';

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

interface Profile {
  id: string;
  status: string;
  type?: string;
}

const all = async (operation: string, input: object): Promise<Profile[]> => {
  const items: Profile[] = [];
  let nextToken: unknown;
  do {
    const answer = await sendByName(clients, 'DataZone', operation, {
      domainIdentifier: emulator.domainId,
      ...input,
      nextToken,
    });
    items.push(...(answer['items'] as Profile[]));
    nextToken = answer['nextToken'];
  } while (nextToken !== undefined);
  return items;
};

const users = (userType: string, searchText?: string) => all('SearchUserProfiles', { userType, searchText });
const groups = (groupType: string, searchText?: string) => all('SearchGroupProfiles', { groupType, searchText });
const ids = (...lists: Profile[][]) => lists.flatMap((list) => list.map(({ id }) => id)).toSorted();

test('each user type shows its own, and all of them together are as many as the bank says', async () => {
  const [directory, visitors, principals, either] = await Promise.all(
    ['SSO_USER', 'DATAZONE_SSO_USER', 'DATAZONE_IAM_USER', 'DATAZONE_USER'].map((type) => users(type)),
  );
  if (!directory || !visitors || !principals || !either) throw new Error('four were asked for');
  expect(ids(directory)).toEqual(
    emulator.bank.users
      .list()
      .map(({ profileId }) => profileId)
      .toSorted(),
  );
  expect(new Set(directory.map(({ status }) => status))).toEqual(
    new Set(['ACTIVATED', 'ASSIGNED', 'DEACTIVATED', 'NOT_ASSIGNED']),
  );
  expect(new Set(visitors.map(({ status }) => status))).toEqual(new Set(['ACTIVATED', 'DEACTIVATED']));
  expect(visitors.length).toBeLessThan(directory.length);
  for (const profile of visitors) expect(directory).toContainEqual(profile);
  expect(new Set(principals.map(({ type }) => type))).toEqual(new Set(['IAM']));
  expect(ids(either)).toEqual(ids(visitors, principals));
  expect(new Set(ids(directory, visitors, principals, either)).size).toBe(emulator.bank.counts().userProfiles);
});

test('each group type shows its own, and all of them together are as many as the bank says', async () => {
  const [directory, assigned, roles] = await Promise.all(
    ['SSO_GROUP', 'DATAZONE_SSO_GROUP', 'IAM_ROLE_SESSION_GROUP'].map((type) => groups(type)),
  );
  if (!directory || !assigned || !roles) throw new Error('three were asked for');
  expect(directory).toHaveLength(emulator.bank.groups.size());
  expect(assigned).toEqual(directory.filter(({ status }) => status === 'ASSIGNED'));
  expect(assigned.length).toBeLessThan(directory.length);
  expect(roles).toHaveLength(emulator.bank.roleGroups.size());
  expect(new Set(ids(directory, assigned, roles)).size).toBe(emulator.bank.counts().groupProfiles);
});

test('every owner and author the bank names has a profile', async () => {
  const known = new Set(ids(await users('SSO_USER'), await users('DATAZONE_IAM_USER'), await groups('SSO_GROUP')));
  const { assets, units } = emulator.bank;
  const named = [
    ...units.list().flatMap((unit) => [unit.createdBy, ...unit.owners.map(({ id }) => id)]),
    ...assets.ordinals().map((ordinal) => assets.at(ordinal).createdBy),
  ];
  expect(named.filter((id) => !known.has(id))).toEqual([]);
});

test('people are found by any of their names, principals by their ARN', async () => {
  for (const text of ['priya.raman', 'PRIYA', 'raman', 'priya raman'])
    expect(await users('SSO_USER', text), text).toHaveLength(1);
  expect(await users('DATAZONE_IAM_USER', 'role/DataPlatformOperators')).toHaveLength(2);
  expect(await users('DATAZONE_IAM_USER', 'priya')).toEqual([]);
  expect(await groups('SSO_GROUP', 'retail-data')).toHaveLength(1);
});

test('a type is needed, and one that exists', async () => {
  for (const [operation, input] of [
    ['SearchUserProfiles', {}],
    ['SearchUserProfiles', { userType: 'IAM_USER' }],
    ['SearchGroupProfiles', {}],
    ['SearchGroupProfiles', { groupType: 'SSO_USER' }],
    ['SearchGroupProfiles', { groupType: 'SSO_GROUP', searchText: 'x'.repeat(1025) }],
  ] as const) {
    const failure = await failureOf(
      sendByName(clients, 'DataZone', operation, { domainIdentifier: emulator.domainId, ...input }),
    );
    expect([failure.name, failure.$metadata?.httpStatusCode]).toEqual(['ValidationException', 400]);
  }
});
