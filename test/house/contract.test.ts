import { expect, test } from 'vitest';
import { operations } from '#core/operations.ts';
import { router } from '#core/router.ts';
import { fingerprint } from '#core/fingerprint.ts';
import { api } from '#shared/api.ts';
import { TOPICS } from '#shared/topics.ts';
import { apiPage, cliPage } from '../../tools/printed-pages.ts';
import fs from 'node:fs';
import path from 'node:path';

const all = operations(api);
const root = path.resolve(import.meta.dirname, '../..');

test('every operation says in one sentence what it does, and what it needs', () => {
  for (const { name, meta } of all) {
    expect(meta.doc, name).toMatch(/^[A-Z].*[.?]$/);
    expect(meta.needs, name).toBeTruthy();
  }
});

test('a query writes nothing; a command and a job announce what they write and may not be run with reading rights', () => {
  for (const { name, meta } of all) {
    if (meta.kind === 'query') expect(meta.writes, name).toEqual([]);
    else {
      expect(meta.writes.length, name).toBeGreaterThan(0);
      expect(meta.needs, name).not.toBe('read');
    }
    if (meta.kind === 'job') expect(meta.result, name).toBeDefined();
  }
});

test('every topic is written by some operation and read by another', () => {
  const written = new Set(all.flatMap(({ meta }) => meta.writes));
  const read = new Set(all.flatMap(({ meta }) => meta.reads));
  for (const topic of TOPICS) {
    expect(written, `writers of ${topic}`).toContain(topic);
    expect(read, `readers of ${topic}`).toContain(topic);
  }
});

test('the router answers exactly the operations of the contract', () => {
  const answered = Object.entries(router).flatMap(([domain, group]) =>
    Object.keys(group).map((name) => `${domain}.${name}`),
  );
  expect(answered.toSorted()).toEqual(all.map(({ name }) => name).toSorted());
});

test('every list a query answers is bounded by its own paging', () => {
  for (const { name, inputSchema } of all) {
    const properties = (inputSchema as { properties?: Record<string, { maximum?: number }> } | null)?.properties ?? {};
    if ('limit' in properties) expect(properties.limit?.maximum, name).toBeLessThanOrEqual(200);
  }
});

test('the fingerprint is that of the shapes: the same for the same contract', () => {
  expect(fingerprint()).toMatch(/^[0-9a-f]{64}$/);
  expect(fingerprint()).toBe(fingerprint());
});

test.each([
  ['docs/api.md', apiPage],
  ['docs/cli.md', cliPage],
])('%s is what the contract says', (file, print) => {
  expect(fs.readFileSync(path.join(root, file), 'utf8')).toBe(print());
});
