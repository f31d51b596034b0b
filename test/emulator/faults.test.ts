import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readFaultPlan } from '#emulator/faults/plan.ts';
import { type Emulator, type FaultRule, startEmulator } from '#emulator/server.ts';
import { type Clients, clientsOf, failureOf, rawRequest, sendByName } from '#test/emulator/clients.ts';

let emulator: Emulator;
let clients: Clients;
let patient: Clients;

beforeAll(async () => {
  emulator = await startEmulator({ rates: 'off' });
  clients = clientsOf(emulator);
  patient = clientsOf(emulator, { maxAttempts: 3 });
});
beforeEach(() => emulator.setFaults({}));
afterAll(async () => {
  clients.destroy();
  patient.destroy();
  await emulator.close();
});

const rules = (...list: FaultRule[]): void => emulator.setFaults({ rules: list });
const projects = (sdk: Clients = clients, more: object = {}) =>
  sendByName(sdk, 'DataZone', 'ListProjects', { domainIdentifier: emulator.domainId, ...more });
const idsOf = (answer: Record<string, unknown>): string[] => (answer['items'] as { id: string }[]).map(({ id }) => id);

describe('refusals', () => {
  test('throttle, with and without a time to come back', async () => {
    rules({ action: { kind: 'throttle', retryAfterSeconds: 1 } });
    const failure = await failureOf(projects());
    expect([failure.name, failure.$metadata?.httpStatusCode]).toEqual(['ThrottlingException', 429]);
    expect(clients.raw.at(-1)?.headers['retry-after']).toBe('1');
  });

  test.each([500, 502, 503] as const)('server error %i, which the SDK tries again', async (status) => {
    rules({ match: { nth: [1, 2] }, action: { kind: 'serverError', status } });
    const answer = await projects(patient);
    expect(answer['$metadata']).toMatchObject({ attempts: 3 });
    expect(emulator.requests.slice(-3).map((each) => [each.attempt, each.status])).toEqual([
      [1, status],
      [2, status],
      [3, 200],
    ]);
  });

  test('access denied: all, by operation, by project', async () => {
    rules({ match: { operation: ['ListProjects', 'GetProject'] }, action: { kind: 'accessDenied' } });
    expect(await failureOf(projects())).toMatchObject({
      name: 'AccessDeniedException',
      message: 'User is not permitted to perform operation: ListProjects',
    });
    await sendByName(clients, 'DataZone', 'ListDomains', {});

    const [mine, other] = emulator.bank.projects.list();
    if (!mine || !other) throw new Error('The bank has no projects.');
    rules({ match: { project: mine.id }, action: { kind: 'accessDenied' } });
    const search = (owningProjectIdentifier: string) =>
      sendByName(clients, 'DataZone', 'Search', {
        domainIdentifier: emulator.domainId,
        searchScope: 'ASSET',
        owningProjectIdentifier,
      });
    expect((await failureOf(search(mine.id))).name).toBe('AccessDeniedException');
    await search(other.id);
    const [ordinal = 0] = emulator.bank.assets.ordinals(mine.id);
    const get = sendByName(clients, 'DataZone', 'GetAsset', {
      domainIdentifier: emulator.domainId,
      identifier: emulator.bank.assets.at(ordinal).id,
    });
    expect((await failureOf(get)).name).toBe('AccessDeniedException');
  });

  test('expired sessions, by key and by rule', async () => {
    const stale = clientsOf(emulator, { accessKeyId: 'AKIAEXPIRED' });
    emulator.setFaults({ expiredAccessKeys: ['AKIAEXPIRED'] });
    expect((await failureOf(projects(stale))).name).toBe('ExpiredTokenException');
    expect((await failureOf(sendByName(stale, 'STS', 'GetCallerIdentity', {}))).name).toBe('ExpiredToken');
    expect((await failureOf(sendByName(stale, 'Glue', 'GetDatabases', {}))).name).toBe('ExpiredTokenException');
    await projects();
    stale.destroy();
    rules({ match: { from: 2 }, action: { kind: 'expiredToken' } });
    await projects();
    expect((await failureOf(projects())).name).toBe('ExpiredTokenException');
  });
});

describe('broken transport', () => {
  test('an HTML page from a proxy, with 502', async () => {
    rules({ action: { kind: 'html' } });
    const failure = await failureOf(projects());
    expect(failure.name).toBe('SyntaxError');
    expect(clients.raw.at(-1)).toMatchObject({ status: 502, headers: { 'content-type': 'text/html' } });
  });

  test('an HTML page with 200', async () => {
    rules({ action: { kind: 'html', status: 200 } });
    expect((await failureOf(projects())).name).toBe('SyntaxError');
  });

  test('the connection closes before the operation, and after it', async () => {
    rules({ match: { nth: 1 }, action: { kind: 'drop' } });
    expect((await failureOf(projects())).message).toMatch(/socket hang up|ECONNRESET/);
    rules({ match: { nth: 1 }, action: { kind: 'drop', when: 'after' } });
    expect((await failureOf(projects())).message).toMatch(/socket hang up|ECONNRESET/);
    expect(emulator.requests.at(-1)).toMatchObject({ operation: 'ListProjects', status: 0 });
    rules({ match: { nth: 1 }, action: { kind: 'drop', when: 'after' } });
    expect((await projects(patient))['$metadata']).toMatchObject({ attempts: 2 });
  });

  test('half a body, as a whole answer', async () => {
    rules({ action: { kind: 'truncate', keep: 0.5 } });
    expect((await failureOf(projects())).name).toBe('SyntaxError');
    expect(clients.raw.at(-1)?.status).toBe(200);
  });

  test('half a body, then the line goes dead', async () => {
    rules({ action: { kind: 'truncate', cut: true } });
    await expect(rawRequest(emulator, { path: '/v2/domains' })).rejects.toThrow();
  });

  test('late', async () => {
    rules({ action: { kind: 'delay', ms: 80 } });
    const before = performance.now();
    await projects();
    expect(performance.now() - before).toBeGreaterThanOrEqual(79);
  });

  test('never', async () => {
    rules({ action: { kind: 'stall' } });
    const hasty = clientsOf(emulator, { requestTimeout: 60 });
    expect((await failureOf(sendByName(hasty, 'DataZone', 'ListDomains', {}))).name).toBe('TimeoutError');
    hasty.destroy();
  });
});

describe('pages that lie', () => {
  test('the same token for ever', async () => {
    rules({ action: { kind: 'repeatToken' } });
    const first = await projects(clients, { maxResults: 2 });
    const second = await projects(clients, { maxResults: 2, nextToken: first['nextToken'] });
    const third = await projects(clients, { maxResults: 2, nextToken: second['nextToken'] });
    expect(second['nextToken']).toBe(first['nextToken']);
    expect(third['nextToken']).toBe(first['nextToken']);
    expect(idsOf(third)).toEqual(idsOf(second));
    expect((await projects())['nextToken']).toBeDefined();
  });

  test('an empty page with a token, after which everything still comes once', async () => {
    rules({ match: { operation: 'ListProjects', nth: [1, 3] }, action: { kind: 'emptyPage' } });
    const sizes: number[] = [];
    const ids: string[] = [];
    let nextToken: unknown;
    do {
      const answer = await projects(clients, { maxResults: 10, nextToken });
      sizes.push(idsOf(answer).length);
      ids.push(...idsOf(answer));
      nextToken = answer['nextToken'];
    } while (nextToken !== undefined);
    expect(sizes).toEqual([0, 10, 0, 10, 6]);
    expect(ids).toEqual(emulator.bank.projects.list().map(({ id }) => id));
  });

  test('items that are missing: a number of them, or those of a project', async () => {
    rules({ action: { kind: 'hideItems', count: 3 } });
    expect(idsOf(await projects())).toHaveLength(emulator.bank.projects.size() - 3);
    const owner = emulator.bank.projects.list().find(({ name }) => name === 'Customer 360');
    if (!owner) throw new Error('The bank has no such project.');
    rules({ action: { kind: 'hideItems', project: owner.id } });
    expect(idsOf(await projects())).not.toContain(owner.id);
    const found = await sendByName(clients, 'DataZone', 'Search', {
      domainIdentifier: emulator.domainId,
      searchScope: 'ASSET',
      searchText: '"customer 360 profile"',
    });
    expect(found).toMatchObject({ items: [], totalMatchCount: 1 });
  });
});

describe('which requests a rule means', () => {
  const outcomes = async (times: number): Promise<string> => {
    let text = '';
    for (let turn = 0; turn < times; turn += 1)
      text += await projects().then(
        () => '.',
        () => 'x',
      );
    return text;
  };

  test('by number, by stretch', async () => {
    rules({ match: { nth: 2 }, action: { kind: 'throttle' } });
    expect(await outcomes(4)).toBe('.x..');
    rules({ match: { from: 2, to: 3 }, action: { kind: 'throttle' } });
    expect(await outcomes(5)).toBe('.xx..');
  });

  test('by service and operation, counting only those', async () => {
    rules(
      { match: { service: 'Glue' }, action: { kind: 'throttle' } },
      { match: { operation: 'ListProjects', nth: 1 }, action: { kind: 'throttle' } },
    );
    await sendByName(clients, 'DataZone', 'ListDomains', {});
    expect(await outcomes(2)).toBe('x.');
    expect((await failureOf(sendByName(clients, 'Glue', 'GetDatabases', {}))).name).toBe('ThrottlingException');
  });

  test('by the SDK’s attempt', async () => {
    rules({ match: { attempt: 1 }, action: { kind: 'serverError' } });
    expect((await projects(patient))['$metadata']).toMatchObject({ attempts: 2 });
  });

  test('by chance, the same chance for the same seed', async () => {
    const plan = { seed: 7, rules: [{ match: { probability: 0.4 }, action: { kind: 'throttle' as const } }] };
    emulator.setFaults(plan);
    const first = await outcomes(40);
    emulator.setFaults(plan);
    expect(await outcomes(40)).toBe(first);
    expect(first.split('x').length - 1).toBeGreaterThan(6);
    expect(first.split('.').length - 1).toBeGreaterThan(6);
    emulator.setFaults({ ...plan, seed: 8 });
    expect(await outcomes(40)).not.toBe(first);
  });

  test('several rules take part together, in order', async () => {
    rules(
      { action: { kind: 'delay', ms: 30 } },
      { action: { kind: 'hideItems', count: 1 } },
      { action: { kind: 'hideItems', count: 1 } },
    );
    const before = performance.now();
    expect(idsOf(await projects())).toHaveLength(emulator.bank.projects.size() - 2);
    expect(performance.now() - before).toBeGreaterThanOrEqual(29);
  });
});

test('a plan survives JSON, and a wrong one says what is wrong', () => {
  const plan = { seed: 3, rules: [{ match: { nth: 2 }, action: { kind: 'delay', ms: 5 } }] };
  expect(readFaultPlan(JSON.stringify(plan))).toEqual(plan);
  expect(() => readFaultPlan('{"rules":[{"action":{"kind":"explode"}}]}')).toThrow(
    /Rule 1 has no known action; the kinds are throttle/,
  );
  expect(() => readFaultPlan('[]')).toThrow(TypeError);
  expect(() => emulator.setFaults({ rules: 4 } as never)).toThrow(TypeError);
});
