import { expect, test } from 'vitest';
import type { FaultRule } from '#emulator/server.ts';
import { refusal } from '../start-core.ts';
import { dump } from '../mirror-dump.ts';
import { assetsOf, connected, emulated } from '../with-emulator.ts';

/** Pull once undisturbed; then, against the same bank with fewer assets, under a fault. */
async function disturbed(rules: FaultRule[], change: 'none' | 'remove' = 'none') {
  const emulator = await emulated();
  const test = await connected(emulator);
  await test.finish(test.client.sync.pull({ mode: 'full' }));
  const before = dump(test.core.context.desk.db);
  const first = emulator.requests.length;
  await test.finish(test.client.sync.pull({ mode: 'full' }));
  const undisturbed = emulator.requests.length - first;
  const victim = assetsOf(emulator)[5];
  if (change === 'remove' && victim !== undefined) emulator.bank.edit.removeAsset(victim.id);
  emulator.setFaults({ seed: 3, rules });
  const job = await test.finish(test.client.sync.pull({ mode: 'full' }));
  return {
    ...test,
    emulator,
    undisturbed,
    calls: emulator.requests.length - first - undisturbed,
    before,
    victim,
    job,
    after: dump(test.core.context.desk.db),
  };
}

const SEARCH = { service: 'DataZone', operation: 'Search' } as const;

test.each<[string, FaultRule[]]>([
  ['throttling', [{ match: { ...SEARCH, probability: 0.3 }, action: { kind: 'throttle', retryAfterSeconds: 0 } }]],
  ['server errors', [{ match: { probability: 0.2 }, action: { kind: 'serverError', status: 503 } }]],
  ['a proxy page now and then', [{ match: { ...SEARCH, nth: [2, 5] }, action: { kind: 'html', status: 502 } }]],
  ['dropped answers', [{ match: { probability: 0.1 }, action: { kind: 'drop', when: 'after' } }]],
  ['bodies cut in the middle', [{ match: { ...SEARCH, nth: [3, 7] }, action: { kind: 'truncate', cut: true } }]],
])(
  '%s are survived: the mirror is as without them',
  async (_name, rules) => {
    const { job, before, after, calls, undisturbed } = await disturbed(rules);
    expect(job).toMatchObject({
      state: 'succeeded',
      result: { run: { state: 'complete', added: 0, changed: 0, removed: 0 } },
    });
    expect(calls, 'calls beyond those of an undisturbed pull: the fault was met').toBeGreaterThan(undisturbed);
    expect(after).toEqual(before);
  },
  60_000,
);

test.each<[string, FaultRule[], string]>([
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
])(
  '%s: the scope is told as incomplete and nothing is deleted',
  async (_name, rules, code) => {
    const { job, client, victim, before, after } = await disturbed(rules, 'remove');
    expect(job).toMatchObject({ state: 'succeeded', result: { run: { state: 'partial' } } });
    const { scopes } = await client.sync.coverage({});
    const codes = new Set(scopes.filter((scope) => scope.state !== 'complete').map((scope) => scope.errorCode));
    expect(codes).toContain(code);
    for (const scope of scopes.filter((one) => one.state !== 'complete'))
      expect(scope.errorMessage, scope.kind).toBeTruthy();
    const lost = before.filter((line) => line.startsWith('remote_asset ') && !after.includes(line));
    expect(
      lost.filter((line) => !line.includes(victim?.id ?? '')),
      'assets that went',
    ).toEqual([]);
    expect((await client.catalog.search({})).incomplete.length, 'every number says it is incomplete').toBeGreaterThan(
      0,
    );
  },
  60_000,
);

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
    .poll(() => emulator.requests.filter((request) => request.operation === 'Search').length)
    .toBeGreaterThan(2);
  const asked = performance.now();
  await client.jobs.cancel({ jobId });
  let state = '';
  for await (const job of await client.jobs.watch({ jobId })) state = job.state;
  expect(state).toBe('cancelled');
  expect(performance.now() - asked).toBeLessThan(1000);
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
  const { job, before, after } = await disturbed([
    { match: { operation: 'GetDomain' }, action: { kind: 'accessDenied' } },
  ]);
  expect(job.result).toMatchObject({ run: { state: 'partial' }, incomplete: [{ kind: 'domain', state: 'denied' }] });
  expect(after).toEqual(before);
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

test('a full disk ends the pull with a plain sentence; what was there before stays, and it goes on when there is room', async () => {
  const emulator = await emulated();
  const { client, finish, core, file } = await connected(emulator);
  const { db } = core.context.desk;
  // SQLite's own limit on the file: the same error, from the same place, as a disk without room.
  db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true })) + 40}`);
  const job = await finish(client.sync.pull({ mode: 'full' }));
  expect(job).toMatchObject({ state: 'failed', error: { kind: 'conflict', problem: { code: 'E_DISK_FULL' } } });
  expect((await client.jobs.get({ jobId: job.id })).state).toBe('failed');
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  db.pragma('max_page_count = 1073741823');
  await client.workspace.close();
  await client.workspace.open({ path: file });
  let last = await client.jobs.get({ jobId: job.id });
  if (last.endedAt === null) for await (const state of await client.jobs.watch({ jobId: job.id })) last = state;
  if (last.state !== 'succeeded') last = await finish(client.sync.pull({ mode: 'full' }));
  expect(last).toMatchObject({ state: 'succeeded', result: { run: { state: 'complete' } } });
  expect((await client.catalog.counts()).counts.assets).toBe(emulator.bank.counts().assets);
});
