import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ServiceName, facts, pageMembersOf, shapeOf } from '#emulator/facts.ts';
import { registry } from '#emulator/registry.ts';
import { type Emulator, startEmulator } from '#emulator/server.ts';
import { casesOf } from '#test/emulator/cases.ts';
import { type Clients, clientsOf, failureOf, sendByName } from '#test/emulator/clients.ts';

let now = Date.UTC(2026, 6, 1);
let emulator: Emulator;
let clients: Clients;

beforeAll(async () => {
  emulator = await startEmulator({ rates: 'off', identityUsers: 130, pageTokenTtlMs: 60_000, clock: () => now });
  clients = clientsOf(emulator);
});
afterAll(async () => {
  clients.destroy();
  await emulator.close();
});

const sizeMember = (service: ServiceName): string => (service === 'DataZone' ? 'maxResults' : 'MaxResults');
const inputMember = (service: ServiceName, operation: string, name: string): string | undefined =>
  shapeOf(service, facts[service].operations[operation]?.input).members?.[name]?.shape;

const paged = (Object.keys(registry) as ServiceName[]).flatMap((service) =>
  Object.keys(registry[service]).flatMap((operation) => {
    const members = pageMembersOf(service, operation);
    // A listing without a page size has one page.
    const sized = inputMember(service, operation, sizeMember(service)) !== undefined;
    return members && sized ? [{ service, operation, ...members }] : [];
  }),
);

const bounds = (service: ServiceName, operation: string): { min: number; max: number } => {
  const { min = 1, max = 1 } = shapeOf(service, inputMember(service, operation, sizeMember(service)));
  return { min, max };
};

const allItems = async (
  page: (typeof paged)[number],
  input: object,
  size: number,
): Promise<{ items: unknown[]; pages: number }> => {
  const items: unknown[] = [];
  let pages = 0;
  let token: unknown;
  do {
    const answer = await sendByName(clients, page.service, page.operation, {
      ...input,
      [sizeMember(page.service)]: size,
      [page.token]: token,
    });
    const got = answer[page.list] as unknown[];
    expect(got.length).toBeLessThanOrEqual(size);
    items.push(...got);
    pages += 1;
    token = answer[page.token];
  } while (token !== undefined);
  return { items, pages };
};

const richest = (service: ServiceName, operation: string): object[] =>
  (casesOf(emulator)[service][operation] ?? []).map((input) => {
    const { maxResults: _small, MaxResults: _large, ...rest } = input as Record<string, unknown>;
    return rest;
  });

describe('every item comes exactly once, whatever the page size', () => {
  test.each(paged)('$service $operation', async (page) => {
    for (const input of richest(page.service, page.operation).slice(0, 8)) {
      const { min, max } = bounds(page.service, page.operation);
      const whole = await allItems(page, input, max);
      const total = whole.items.length;
      for (const size of new Set(
        [3, 7, Math.max(1, total - 1), Math.max(1, total)].filter((each) => each >= min && each <= max),
      )) {
        const pieces = await allItems(page, input, size);
        expect(pieces.items).toEqual(whole.items);
        expect(pieces.pages).toBe(Math.max(1, Math.ceil(total / size)));
      }
    }
  });

  test('the totals are those of the bank', async () => {
    const { domainId: domainIdentifier, bank } = emulator;
    const counts = bank.counts();
    const search = paged.find(({ operation }) => operation === 'Search');
    if (!search) throw new Error('Search is not served.');
    for (const [searchScope, wanted] of [
      ['ASSET', counts.assets],
      ['GLOSSARY', counts.glossaries],
      ['GLOSSARY_TERM', counts.terms],
      ['DATA_PRODUCT', counts.dataProducts],
    ] as const) {
      const { items } = await allItems(search, { domainIdentifier, searchScope }, 50);
      expect(items.length).toBe(wanted);
      const answer = await sendByName(clients, 'DataZone', 'Search', { domainIdentifier, searchScope, maxResults: 1 });
      expect(answer['totalMatchCount']).toBe(wanted);
    }
  });
});

describe('tokens', () => {
  const input = () => ({ domainIdentifier: emulator.domainId, searchScope: 'ASSET', maxResults: 5 });
  const token = async (): Promise<string> =>
    (await sendByName(clients, 'DataZone', 'Search', input()))['nextToken'] as string;
  const refused = async (operation: string, bad: object): Promise<void> => {
    const failure = await failureOf(sendByName(clients, 'DataZone', operation, bad));
    expect([failure.name, failure.$metadata?.httpStatusCode]).toEqual(['ValidationException', 400]);
  };

  test('a page size may change on the way', async () => {
    const nextToken = await token();
    expect(
      (await sendByName(clients, 'DataZone', 'Search', { ...input(), maxResults: 9, nextToken }))['items'],
    ).toHaveLength(9);
  });

  test('one changed character, anywhere, is refused', async () => {
    const good = await token();
    for (let at = 0; at < good.length; at += 1) {
      const other = good[at] === 'A' ? 'B' : 'A';
      await refused('Search', { ...input(), nextToken: good.slice(0, at) + other + good.slice(at + 1) });
    }
  });

  test('the token of another query is refused', async () => {
    await refused('Search', { ...input(), searchScope: 'GLOSSARY_TERM', nextToken: await token() });
    await refused('Search', { ...input(), additionalAttributes: ['FORMS'], nextToken: await token() });
  });

  test('the token of another operation is refused', async () => {
    await refused('SearchListings', { domainIdentifier: emulator.domainId, nextToken: await token() });
  });

  test('the token of another bank is refused', async () => {
    const other = await startEmulator({ seed: 2, rates: 'off' });
    const others = clientsOf(other);
    const answer = await sendByName(others, 'DataZone', 'ListProjects', {
      domainIdentifier: other.domainId,
      maxResults: 2,
    });
    await refused('ListProjects', { domainIdentifier: emulator.domainId, nextToken: answer['nextToken'] });
    others.destroy();
    await other.close();
  });

  test('a token past its time is refused, one just within is not', async () => {
    const nextToken = await token();
    now += 60_000;
    expect((await sendByName(clients, 'DataZone', 'Search', { ...input(), nextToken }))['items']).toHaveLength(5);
    now += 1;
    await refused('Search', { ...input(), nextToken });
  });
});
