import { describe, expect, it } from 'vitest';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { Api } from '#shared/api.ts';
import { api } from '#shared/api.ts';
import { TOPICS, type Topic } from '#shared/topics.ts';
import { metaAt, readsOne } from '#renderer/api/reads.ts';

const client: ContractRouterClient<Api> = createORPCClient({ call: () => Promise.reject(new Error('not asked')) });
const core = createTanstackQueryUtils(client);
const topics = (...names: Topic[]) => new Set(names);

describe('what an announced topic refreshes', () => {
  it('is known for every operation of the contract', () => {
    for (const [domain, operations] of Object.entries(api))
      for (const name of Object.keys(operations))
        expect(metaAt([domain, name])?.kind, `${domain}.${name}`).toBeTruthy();
  });

  it('is each cached question that reads it, by the keys oRPC makes', () => {
    const search = core.catalog.search.queryOptions({ input: { text: 'a' } }).queryKey;
    const runs = core.sync.runs.queryOptions({ input: {} }).queryKey;
    const current = core.workspace.current.queryOptions().queryKey;
    expect(readsOne(search, topics('catalog'))).toBe(true);
    expect(readsOne(search, topics('glossary', 'jobs'))).toBe(true);
    expect(readsOne(search, topics('jobs', 'audit'))).toBe(false);
    expect(readsOne(runs, topics('sync'))).toBe(true);
    expect(readsOne(runs, topics('workspace'))).toBe(false);
    expect(readsOne(current, topics('workspace'))).toBe(true);
  });

  it('never is a stream: it brings its own news', () => {
    const watch = core.jobs.watch.experimental_liveOptions({ input: { jobId: 'j' as never } }).queryKey;
    expect(readsOne(watch, topics(...TOPICS))).toBe(false);
  });

  it('covers every topic that some command or job announces', () => {
    const operations = Object.values(api).flatMap((domain) => Object.values(domain));
    const read = new Set(operations.flatMap((operation) => operation['~orpc'].meta.reads));
    const written = operations.flatMap((operation) => operation['~orpc'].meta.writes);
    for (const topic of new Set(written)) expect(read, topic).toContain(topic);
  });

  it('is nothing for keys that are no question to the core', () => {
    for (const key of [[], ['x'], [['no', 'such']], [[]], [['__proto__', 'constructor']], [null]])
      expect(readsOne(key, topics(...TOPICS))).toBe(false);
  });
});
