import { connect } from 'node:net';
import { assert as holds, asyncProperty, constantFrom, jsonValue } from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ServiceName, type ShapeFacts, facts, shapeOf } from '#emulator/facts.ts';
import { registry } from '#emulator/registry.ts';
import { type Emulator, startEmulator } from '#emulator/server.ts';
import { wholePattern } from '#emulator/validate.ts';
import { casesOf } from '#test/emulator/cases.ts';
import { type Clients, clientsOf, failureOf, rawRequest, sendByName } from '#test/emulator/clients.ts';

let emulator: Emulator;
let clients: Clients;

beforeAll(async () => {
  emulator = await startEmulator({ rates: 'off' });
  clients = clientsOf(emulator);
});
afterAll(async () => {
  clients.destroy();
  await emulator.close();
});

const served = (Object.keys(registry) as ServiceName[]).flatMap((service) =>
  Object.keys(registry[service]).map((operation) => ({ service, operation })),
);

const inputShape = (service: ServiceName, operation: string): ShapeFacts =>
  shapeOf(service, facts[service].operations[operation]?.input);

/** Values just outside what a shape allows. */
const illegal = (shape: ShapeFacts): unknown[] => {
  const values: unknown[] = [];
  if (shape.type === 'string') {
    if (shape.max !== undefined && shape.max < 10_000) values.push('x'.repeat(shape.max + 1));
    // Some patterns allow anything.
    const odd = '\u0001 no / such <id>';
    if (shape.pattern !== undefined && !wholePattern(shape.pattern).test(odd)) values.push(odd);
    if (shape.enum) values.push('NOT_IN_THE_ENUM');
  }
  if (shape.type === 'integer' || shape.type === 'long') {
    if (shape.min !== undefined) values.push(shape.min - 1);
    if (shape.max !== undefined) values.push(shape.max + 1);
  }
  if (shape.type === 'list') {
    if (shape.min === 1) values.push([]);
  }
  return values;
};

/** Organizations has a name of its own for what does not keep to the model. */
const invalidName = (service: ServiceName): string =>
  service === 'Organizations' ? 'InvalidInputException' : 'ValidationException';

describe('every limit of every top-level member is enforced', () => {
  test.each(served)('$service $operation', async ({ service, operation }) => {
    const good = casesOf(emulator)[service][operation]?.[0] ?? {};
    const shape = inputShape(service, operation);
    for (const [name, member] of Object.entries(shape.members ?? {})) {
      for (const value of illegal(shapeOf(service, member.shape))) {
        const failure = await failureOf(sendByName(clients, service, operation, { ...good, [name]: value }));
        expect(failure.name, `${name}: ${JSON.stringify(value).slice(0, 60)}`).toBe(invalidName(service));
        expect(failure.message).toMatch(
          /validation errors? detected: Value .* at '.*' failed to satisfy constraint: Member must/s,
        );
        expect(failure.$metadata?.httpStatusCode).toBe(400);
      }
      const needed = shape.required?.includes(name) === true && member.in !== 'uri';
      if (needed) {
        const failure = await failureOf(sendByName(clients, service, operation, { ...good, [name]: undefined }));
        expect(failure.name, name).toBe(invalidName(service));
        expect(failure.message).toContain(`Value null at '${name}'`);
      }
    }
  });
});

describe('an unknown domain is denied, whatever the operation', () => {
  test.each(served.filter(({ service, operation }) => service === 'DataZone' && operation !== 'ListDomains'))(
    '$operation',
    async ({ operation }) => {
      const [good] = casesOf(emulator).DataZone[operation] ?? [];
      const name = operation === 'GetDomain' ? 'identifier' : 'domainIdentifier';
      const failure = await failureOf(
        sendByName(clients, 'DataZone', operation, { ...good, [name]: 'dzd-somebodyelses' }),
      );
      expect(failure.name).toBe('AccessDeniedException');
      expect(failure.message).toBe(`User is not permitted to perform operation: ${operation}`);
      expect(failure.$metadata?.httpStatusCode).toBe(403);
    },
  );
});

describe('what is not there is not found', () => {
  const missing: [operation: string, member: string][] = [
    ['GetDomainUnit', 'identifier'],
    ['GetProject', 'identifier'],
    ['GetFormType', 'formTypeIdentifier'],
    ['GetAssetType', 'identifier'],
    ['GetListing', 'identifier'],
    ['GetAsset', 'identifier'],
    ['GetGlossary', 'identifier'],
    ['GetGlossaryTerm', 'identifier'],
    ['GetDataProduct', 'identifier'],
    ['GetProjectProfile', 'identifier'],
    ['GetEnvironment', 'identifier'],
    ['GetRule', 'identifier'],
    ['GetDataSource', 'identifier'],
    ['GetDataSourceRun', 'identifier'],
    ['ListDataSourceRuns', 'dataSourceIdentifier'],
    ['ListDataSourceRunActivities', 'identifier'],
    ['GetSubscriptionRequestDetails', 'identifier'],
    ['GetSubscription', 'identifier'],
    ['GetSubscriptionGrant', 'identifier'],
    ['ListSubscriptionTargets', 'environmentIdentifier'],
    ['ListAssetFilters', 'assetIdentifier'],
    ['ListAssetRevisions', 'identifier'],
    ['ListDataProductRevisions', 'identifier'],
    ['GetMetadataGenerationRun', 'identifier'],
    ['GetUserProfile', 'userIdentifier'],
    ['GetGroupProfile', 'groupIdentifier'],
    ['ListProjectMemberships', 'projectIdentifier'],
    ['ListDataSources', 'projectIdentifier'],
  ];
  test.each(missing)('%s', async (operation, member) => {
    const input = { domainIdentifier: emulator.domainId, [member]: 'nosuchthing000' };
    const failure = await failureOf(sendByName(clients, 'DataZone', operation, input));
    expect([failure.name, failure.$metadata?.httpStatusCode]).toEqual(['ResourceNotFoundException', 404]);
  });

  test.each(['2000', 'abc', '0'])('revision %s of an asset', async (revision) => {
    const [ordinal = 0] = emulator.bank.assets.ordinals();
    const input = { domainIdentifier: emulator.domainId, identifier: emulator.bank.assets.at(ordinal).id, revision };
    const failure = await failureOf(sendByName(clients, 'DataZone', 'GetAsset', input));
    expect(failure.name).toBe('ResourceNotFoundException');
  });
});

describe('bodies', () => {
  const post = (body: unknown) =>
    rawRequest(emulator, {
      method: 'POST',
      path: `/v2/domains/${emulator.domainId}/search`,
      body: JSON.stringify(body),
    });

  test('members nobody knows are ignored', async () => {
    expect((await post({ searchScope: 'GLOSSARY', colour: 'red' })).status).toBe(200);
  });

  test.each([
    ['a number where a text belongs', { searchScope: 7 }],
    ['a text where a number belongs', { searchScope: 'ASSET', maxResults: '5' }],
    ['half a number', { searchScope: 'ASSET', maxResults: 1.5 }],
    ['a list where a structure belongs', { searchScope: 'ASSET', filters: [] }],
    ['a list instead of an object', []],
    ['nothing but null', null],
  ])('%s', async (_what, body) => {
    const answer = await post(body);
    expect([answer.status, answer.headers['x-amzn-errortype']]).toEqual([400, 'SerializationException']);
  });

  test.each([
    [
      'two members of a union',
      { filter: { attribute: 'name', value: 'x' }, and: [{ filter: { attribute: 'name', value: 'x' } }] },
    ],
    ['no member of a union', {}],
    ['a filter without an attribute, deep in a tree', { and: [{ or: [{ filter: { value: 'x' } }] }] }],
    ['101 clauses', { and: Array.from({ length: 101 }, () => ({ filter: { attribute: 'name', value: 'x' } })) }],
    ['an attribute nobody can search', { filter: { attribute: 'shoeSize', value: 'x' } }],
    ['a filter with no value', { filter: { attribute: 'name' } }],
    ['an order operator on a text', { filter: { attribute: 'name', value: 'x', operator: 'GT' } }],
  ])('%s', async (_what, filters) => {
    const answer = await post({ searchScope: 'ASSET', filters });
    expect([answer.status, answer.headers['x-amzn-errortype']]).toEqual([400, 'ValidationException']);
  });
});

describe('signatures', () => {
  const good = `AWS4-HMAC-SHA256 Credential=AKIA/20260630/ap-southeast-2/datazone/aws4_request, SignedHeaders=host, Signature=${'a'.repeat(64)}`;
  test.each([
    ['another algorithm', good.replace('AWS4-HMAC-SHA256', 'Bearer'), 'IncompleteSignatureException'],
    ['no credential', good.replace('Credential', 'Kredential'), 'IncompleteSignatureException'],
    ['a scope of four parts', good.replace('/aws4_request', ''), 'IncompleteSignatureException'],
    ['a day that is none', good.replace('20260630', 'today'), 'IncompleteSignatureException'],
    ['another region', good.replace('ap-southeast-2', 'eu-west-1'), 'InvalidSignatureException'],
    ['another service', good.replace('/datazone/', '/s3/'), 'InvalidSignatureException'],
    ['a signature that is no hash', good.replace('a'.repeat(64), 'abc'), 'InvalidSignatureException'],
  ])('%s', async (_what, authorization, code) => {
    const answer = await rawRequest(emulator, {
      path: '/v2/domains',
      unsigned: true,
      headers: { authorization, 'x-amz-date': '20260630T060000Z' },
    });
    expect([answer.status, answer.headers['x-amzn-errortype']]).toEqual([403, code]);
  });

  test('a client of another region is refused', async () => {
    const elsewhere = clientsOf(emulator, { region: 'us-east-1' });
    const failure = await failureOf(sendByName(elsewhere, 'DataZone', 'ListDomains', {}));
    expect(failure.name).toBe('InvalidSignatureException');
    elsewhere.destroy();
  });

  test('the account a caller acts in follows the access key', async () => {
    const retail = clientsOf(emulator, { accessKeyId: 'AKIA222233334444' });
    expect(await sendByName(retail, 'STS', 'GetCallerIdentity', {})).toMatchObject({ Account: '222233334444' });
    const { DatabaseList } = await sendByName(retail, 'Glue', 'GetDatabases', {});
    expect((DatabaseList as { CatalogId: string }[]).every(({ CatalogId }) => CatalogId === '222233334444')).toBe(true);
    retail.destroy();
  });
});

describe('garbage does not bring it down', () => {
  const stillServes = async (): Promise<void> => {
    expect((await rawRequest(emulator, { path: '/v2/domains' })).status).toBe(200);
  };

  const bytes = (text: string | Buffer): Promise<string> =>
    new Promise((resolve) => {
      const socket = connect(Number(new URL(emulator.endpoint).port), '127.0.0.1');
      let got = '';
      socket.on('data', (chunk) => (got += chunk.toString('latin1')));
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(got));
      socket.end(text);
    });

  test.each([
    ['no HTTP at all', 'hello\r\n\r\n'],
    ['a header line that is none', 'GET / HTTP/1.1\r\nnonsense\r\n\r\n'],
    ['headers beyond every limit', `GET / HTTP/1.1\r\nhost: x\r\nbig: ${'x'.repeat(70_000)}\r\n\r\n`],
    ['a body shorter than it says', 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nabc'],
    ['binary', Buffer.from([0, 255, 13, 10, 0, 1, 2, 13, 10, 13, 10])],
  ])('%s', async (_what, sent) => {
    await bytes(sent);
    await stillServes();
  });

  test('a path that is badly encoded', async () => {
    const answer = await rawRequest(emulator, { path: `/v2/domains/${emulator.domainId}/assets/%E0%A4%A` });
    expect([answer.status, answer.headers['x-amzn-errortype']]).toEqual([400, 'SerializationException']);
  });

  test('a body beyond the limit', async () => {
    const answer = await rawRequest(emulator, {
      method: 'POST',
      path: '/',
      body: 'x'.repeat(10 * 1024 * 1024 + 1),
    }).catch(() => undefined);
    if (answer) expect(answer.status).toBe(413);
    await stillServes();
  });

  test('a request for no service we know', async () => {
    const answer = await rawRequest(emulator, { path: '/favicon.ico' });
    expect(answer.status).toBe(404);
  });

  test('any JSON at all: answered or refused, never a failure of the server', async () => {
    await holds(
      asyncProperty(
        jsonValue({ maxDepth: 4 }),
        constantFrom('search', 'listings/search', 'types-search'),
        async (value, path) => {
          const base = { searchScope: 'ASSET', managed: true };
          const body =
            typeof value === 'object' && value !== null && !Array.isArray(value)
              ? { ...base, ...value, filters: value }
              : value;
          const answer = await rawRequest(emulator, {
            method: 'POST',
            path: `/v2/domains/${emulator.domainId}/${path}`,
            body: JSON.stringify(body),
          });
          expect([200, 400]).toContain(answer.status);
        },
      ),
      { numRuns: 120 },
    );
    await stillServes();
  });
});
