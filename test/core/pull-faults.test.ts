import { expect, test } from 'vitest';
import type { FaultRule } from '#emulator/server.ts';
import { refusal } from '../start-core.ts';
import { dump } from '../mirror-dump.ts';
import { assetsOf, connected, emulated } from '../with-emulator.ts';

/** A bank that was pulled once, to be pulled again under one fault after the other. */
async function pulled() {
  const emulator = await emulated();
  const test = await connected(emulator);
  const pull = async () => await test.finish(test.client.sync.pull({ mode: 'full' }));
  const mirror = () => dump(test.core.context.desk.db);
  await pull();
  return {
    ...test,
    emulator,
    mirror,
    pull,
    /** @returns the pull under these faults, and how many calls it took */
    under: async (rules: FaultRule[]) => {
      const sent = emulator.requests.length;
      emulator.setFaults({ seed: 3, rules });
      const job = await pull();
      emulator.setFaults({ rules: [] });
      return { job, calls: emulator.requests.length - sent };
    },
  };
}

const SEARCH = { service: 'DataZone', operation: 'Search' } as const;

const PASSING: [string, FaultRule[]][] = [
  ['throttling', [{ match: { ...SEARCH, probability: 0.3 }, action: { kind: 'throttle', retryAfterSeconds: 0 } }]],
  ['server errors', [{ match: { probability: 0.2 }, action: { kind: 'serverError', status: 503 } }]],
  ['a proxy page now and then', [{ match: { ...SEARCH, nth: [2, 5] }, action: { kind: 'html', status: 502 } }]],
  ['dropped answers', [{ match: { probability: 0.1 }, action: { kind: 'drop', when: 'after' } }]],
  ['bodies cut in the middle', [{ match: { ...SEARCH, nth: [3, 7] }, action: { kind: 'truncate', cut: true } }]],
];

test('faults that pass are survived: the mirror is as without them', async () => {
  const { mirror, under } = await pulled();
  const before = mirror();
  const undisturbed = (await under([])).calls;
  for (const [name, rules] of PASSING) {
    const { job, calls } = await under(rules);
    expect(job, name).toMatchObject({
      state: 'succeeded',
      result: { run: { state: 'complete', added: 0, changed: 0, removed: 0 } },
    });
    expect(calls, `${name}: calls beyond those of an undisturbed pull, so the fault was met`).toBeGreaterThan(
      undisturbed,
    );
    expect(mirror(), name).toEqual(before);
  }
}, 120_000);

const LASTING: [string, FaultRule[], string][] = [
  ['a token that leads nowhere new', [{ match: { ...SEARCH }, action: { kind: 'repeatToken' } }], 'E_PAGE_LOOP'],
  [
    'a page for ever cut short',
    [{ match: { ...SEARCH, from: 4 }, action: { kind: 'truncate', keep: 0.5 } }],
    'E_AWS_RESPONSE',
  ],
  ['HTML with 200', [{ match: { ...SEARCH, from: 4 }, action: { kind: 'html', status: 200 } }], 'E_AWS_RESPONSE'],
  [
    'items that are silently missing',
    [{ match: { ...SEARCH }, action: { kind: 'hideItems', count: 2 } }],
    'E_COUNT_SHORT',
  ],
  ['rights that were lost', [{ match: { ...SEARCH }, action: { kind: 'accessDenied' } }], 'E_AWS_DENIED'],
];

test('faults that last: the scope is told as incomplete and nothing is deleted', async () => {
  const { client, emulator, mirror, under } = await pulled();
  const before = mirror();
  const victim = assetsOf(emulator)[5]?.id ?? '';
  emulator.bank.edit.removeAsset(victim);
  for (const [name, rules, code] of LASTING) {
    const { job } = await under(rules);
    expect(job, name).toMatchObject({ state: 'succeeded', result: { run: { state: 'partial' } } });
    const { scopes } = await client.sync.coverage({});
    const open = scopes.filter((scope) => scope.state !== 'complete');
    expect(new Set(open.map((scope) => scope.errorCode)), name).toContain(code);
    for (const scope of open) expect(scope.errorMessage, `${name}: ${scope.kind}`).toBeTruthy();
    const after = mirror();
    const lost = before.filter((line) => line.startsWith('remote_asset ') && !after.includes(line));
    expect(
      lost.filter((line) => !line.includes(victim)),
      `${name}: assets that went`,
    ).toEqual([]);
    expect((await client.catalog.search({})).incomplete.length, `${name}: every number says so`).toBeGreaterThan(0);
  }
}, 120_000);

test('one API that is denied stops none of the others', async () => {
  const emulator = await emulated({
    faults: { rules: [{ match: { service: 'Glue' }, action: { kind: 'accessDenied' } }] },
  });
  const { client, finish } = await connected(emulator);
  const job = await finish(client.sync.pull({ mode: 'full' }));
  expect(job.result).toMatchObject({
    run: { state: 'partial' },
    incomplete: ['glue_database', 'glue_quality_ruleset', 'glue_quality_result', 'glue_glossary'].map((kind) => ({
      kind,
      state: 'denied',
      errorCode: 'E_AWS_DENIED',
    })),
  });
  expect((await client.catalog.counts()).counts.assets).toBe(emulator.bank.counts().assets);
});

test('one project that is denied leaves the other projects’ assets, and its own from before', async () => {
  const emulator = await emulated();
  const { client, finish } = await connected(emulator);
  await finish(client.sync.pull({ mode: 'full' }));
  const project = assetsOf(emulator)[0]?.projectId ?? '';
  emulator.setFaults({ rules: [{ match: { ...SEARCH, project }, action: { kind: 'accessDenied' } }] });
  await finish(client.sync.pull({ mode: 'full' }));
  const { scopes } = await client.sync.coverage({});
  expect(scopes.filter((scope) => scope.state === 'denied' && scope.errorMessage?.includes('Search'))).toMatchObject([
    { kind: 'asset', scope: project, next: expect.stringContaining('Search') },
  ]);
  expect((await client.catalog.counts()).counts.assets).toBe(emulator.bank.counts().assets);
});

test('an address where nobody answers is told as offline, soon', async () => {
  const emulator = await emulated();
  const { client, finish } = await connected(emulator);
  await emulator.close();
  const started = performance.now();
  const job = await finish(client.sync.pull({ mode: 'full' }));
  expect(job).toMatchObject({ state: 'failed', error: { kind: 'offline', problem: { code: 'E_AWS_UNREACHABLE' } } });
  expect(performance.now() - started).toBeLessThan(10_000);
});

test('a pull is cancelled within a second, even from a call that is never answered', async () => {
  const emulator = await emulated({
    faults: { rules: [{ match: { ...SEARCH, from: 3 }, action: { kind: 'stall' } }] },
  });
  const { client, core } = await connected(emulator);
  const { jobId } = await client.sync.pull({ mode: 'full' });
  // The third search and all after it hang.
  await expect
    .poll(() => emulator.requests.filter((request) => request.operation === 'Search').length, { timeout: 20_000 })
    .toBeGreaterThan(2);
  const asked = performance.now();
  await client.jobs.cancel({ jobId });
  let state = '';
  for await (const job of await client.jobs.watch({ jobId })) state = job.state;
  expect(state).toBe('cancelled');
  // A second on an idle machine; here another test file runs beside.
  expect(performance.now() - asked).toBeLessThan(4000);
  expect((await client.sync.runs({})).items[0]?.state).toBe('cancelled');
  expect(core.context.desk.db.inTransaction).toBe(false);
});

test('rates AWS publishes are kept: no call is throttled', async () => {
  const emulator = await emulated({ rates: 'published', assets: 60 });
  const { client, finish } = await connected(emulator, { rates: 'published' });
  const job = await finish(client.sync.pull({ mode: 'full' }));
  expect(job).toMatchObject({ state: 'succeeded', result: { run: { state: 'complete' } } });
  expect(emulator.requests.filter((request) => request.status === 429 || request.status === 400)).toEqual([]);
}, 90_000);

test('a domain that is not there, or not for us, ends the first pull before anything is written', async () => {
  const emulator = await emulated();
  const { client, finish, core } = await connected(emulator);
  await client.sync.connect({
    region: emulator.region,
    domainId: 'dzd_doesnotexist1',
    endpoint: emulator.endpoint,
  });
  const job = await finish(client.sync.pull({ mode: 'full' }));
  expect(job).toMatchObject({ state: 'failed', error: { kind: 'denied', problem: { code: 'E_AWS_DENIED' } } });
  expect(dump(core.context.desk.db)).toEqual([]);
});

test('a domain that was read before and is now denied loses nothing', async () => {
  const { mirror, under } = await pulled();
  const before = mirror();
  const { job } = await under([{ match: { operation: 'GetDomain' }, action: { kind: 'accessDenied' } }]);
  expect(job.result).toMatchObject({ run: { state: 'partial' }, incomplete: [{ kind: 'domain', state: 'denied' }] });
  expect(mirror()).toEqual(before);
});

test('an asset that moved to a project that cannot be read is not taken for deleted; one that is gone is', async () => {
  const emulator = await emulated();
  const { client, finish } = await connected(emulator);
  await finish(client.sync.pull({ mode: 'full' }));
  const [moved, gone] = assetsOf(emulator).filter((asset) => asset.projectId === assetsOf(emulator)[0]?.projectId);
  const forbidden = assetsOf(emulator).find((asset) => asset.projectId !== moved?.projectId)?.projectId ?? '';
  if (moved === undefined || gone === undefined) throw new Error('the bank is too small');
  emulator.bank.edit.moveAsset(moved.id, forbidden);
  emulator.bank.edit.removeAsset(gone.id);
  emulator.setFaults({ rules: [{ match: { ...SEARCH, project: forbidden }, action: { kind: 'accessDenied' } }] });
  await finish(client.sync.pull({ mode: 'full' }));
  expect((await client.catalog.asset({ assetId: moved.id })).project?.id).toBe(forbidden);
  expect(await refusal(client.catalog.asset({ assetId: gone.id }))).toMatchObject({
    code: 'E_ASSET_UNKNOWN',
  });
});
