import { describe, expect, it } from 'vitest';
import type { Connection, Run } from '#shared/sync.ts';
import { canPull, lastPull } from '#renderer/api/readiness.ts';

const run = (id: number, state: Run['state'], items: number): Run => ({
  id,
  jobId: `j${id}`,
  kind: 'pull',
  mode: 'auto',
  state,
  startedAt: '2026-03-01T12:00:00.000Z',
  endedAt: null,
  calls: 1,
  items,
  added: 0,
  changed: 0,
  removed: 0,
  scopes: 1,
  scopesComplete: 1,
  kept: true,
});

const connection: Connection = {
  kind: 'aws',
  profile: null,
  region: 'ap-southeast-2',
  domainId: 'dzd_1',
  domainName: null,
  identityStoreId: null,
  endpoint: null,
  endpointSource: null,
  endpointAllowed: true,
  identity: null,
  identityAt: null,
};

describe('the pull the mirror rests on', () => {
  it('is the last that came to its end, whatever failed or runs since', () => {
    const runs = [run(4, 'running', 3), run(3, 'failed', 0), run(2, 'partial', 9), run(1, 'complete', 9)];
    expect(lastPull(runs)?.id).toBe(2);
  });

  it('is one that was stopped only where none came to its end', () => {
    expect(lastPull([run(2, 'failed', 0), run(1, 'cancelled', 5)])?.id).toBe(1);
    expect(lastPull([run(1, 'failed', 0)])).toBeNull();
    expect(lastPull([run(1, 'running', 5)])).toBeNull();
    expect(lastPull([])).toBeNull();
  });
});

describe('a pull may start', () => {
  it('once domain and endpoint are settled', () => {
    expect(canPull(connection)).toBe(true);
    expect(canPull({ ...connection, domainId: null })).toBe(false);
    expect(canPull({ ...connection, endpoint: 'http://x', endpointAllowed: false })).toBe(false);
    expect(canPull({ ...connection, kind: 'none' })).toBe(false);
    expect(canPull(undefined)).toBe(false);
  });
});
