import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Count, Tally } from '#core/imports/tally.ts';
import { EventFacts } from '#core/lineage/event-facts.ts';
import { Facts } from '#core/lineage/facts.ts';

/** Values an honest producer would never send where others are due, and some that it would. */
const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(
    null,
    0,
    -1,
    1e308,
    true,
    '',
    '\0',
    '\ud800',
    'ß'.repeat(300),
    'x'.repeat(9_000),
    '__proto__',
    'JOB',
    'DATASET',
  ),
  fc.array(fc.constantFrom(null, {}, [], 'a', 7), { maxLength: 4 }),
);
const either = <T>(honest: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 4, arbitrary: honest }, { weight: 1, arbitrary: odd });
const record = (members: Record<string, fc.Arbitrary<unknown>>) =>
  either(
    fc.record(Object.fromEntries(Object.entries(members).map(([key, value]) => [key, either(value)])), {
      requiredKeys: [],
    }),
  );
const text = fc.constantFrom('a', 'b', 'table/db/t', 'arn:aws:glue:eu-central-1:111122223333', 's3://b/k');
const list = (of: fc.Arbitrary<unknown>) => fc.array(of, { maxLength: 3 });
const named = { namespace: text, name: text };
const transformations = list(record({ type: text, subtype: odd, description: odd, masking: odd }));
const input = record({
  ...named,
  type: fc.constantFrom('JOB', 'DATASET'),
  field: text,
  transformations,
  transformation: odd,
});
const lineage = record({
  inputs: list(input),
  fields: fc.dictionary(fc.string(), record({ inputs: list(input) }), { maxKeys: 3 }),
  entries: list(record({ ...named, type: fc.constantFrom('JOB', 'DATASET'), inputs: list(input) })),
});
const columnLineage = record({
  fields: fc.dictionary(
    fc.string(),
    record({ inputFields: list(input), transformationType: odd, transformationDescription: odd }),
  ),
  dataset: list(input),
});
const owners = record({ owners: list(record({ name: text, type: odd })) });
const schema = record({
  fields: list(record({ name: text, type: odd, description: odd, fields: list(record({ name: odd })) })),
});
const quality = record({
  rowCount: odd,
  bytes: odd,
  assertions: list(record({ assertion: odd, success: odd, column: odd })),
});
const dataset = record({
  ...named,
  facets: record({
    schema,
    columnLineage,
    lineage,
    ownership: owners,
    documentation: record({ description: odd }),
    dataSource: record({ uri: odd, name: odd }),
    symlinks: record({ identifiers: list(record({ ...named, type: odd })) }),
    tags: record({ tags: list(record({ key: odd, value: odd })) }),
    storage: odd,
    dataQualityAssertions: quality,
  }),
  inputFacets: record({ dataQualityMetrics: quality, dataQualityAssertions: quality }),
  outputFacets: record({ outputStatistics: quality }),
});
const job = record({
  ...named,
  facets: record({
    lineage,
    sql: record({ query: odd }),
    jobType: record({ integration: odd, processingType: odd }),
    ownership: owners,
  }),
});
const event = record({
  eventTime: fc.constantFrom('2025-03-01T10:00:00Z', '2025-03-01', '+275760-01-01', 'x'),
  eventType: fc.constantFrom('START', 'COMPLETE', 'FAIL', 'NONSENSE'),
  run: record({ runId: text, facets: record({ parent: record({ job: record(named) }) }) }),
  job,
  dataset,
  inputs: list(dataset),
  outputs: list(dataset),
  producer: odd,
});

test('whatever events hold, what is told of them keeps to its own shape and every event is accounted for', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 6 }), (events) => {
      const count = new Count();
      const facts = new EventFacts(count);
      // As it comes from a file: through JSON.
      for (const one of events) facts.event(JSON.parse(JSON.stringify(one)));
      const told = Facts.parse(facts.take());
      const tally = Tally.parse(count.take());
      const read = Object.values(tally.seen).reduce((sum, one) => sum + one, 0);
      const left = Object.values(tally.skipped).reduce((sum, one) => sum + one, 0);
      expect(read).toBeLessThanOrEqual(events.length);
      expect(read + left).toBeGreaterThanOrEqual(events.length);
      for (const { dataset: at } of told.edges) expect(told.datasets[at]).toBeDefined();
      for (const { from, to, job: by } of told.columns)
        expect([told.datasets[from], told.datasets[to], by === null || told.jobs[by]]).not.toContain(undefined);
    }),
    { numRuns: 1_000 },
  );
});

test('what was told once is not told again, and what differs is', () => {
  const facts = new EventFacts(new Count());
  const run = (at: string, more: object) =>
    facts.event({
      eventTime: at,
      eventType: 'COMPLETE',
      run: { runId: at },
      job: { namespace: 'n', name: 'j' },
      outputs: [{ namespace: 'n', name: 'd', facets: { schema: { fields: [{ name: 'a' }] }, ...more } }],
    });
  run('2025-01-01T00:00:00Z', {});
  expect(facts.take()).toMatchObject({
    edges: [{ direction: 'output' }],
    datasetTold: [{ told: { schema: [{ name: 'a' }] } }],
  });
  run('2025-01-02T00:00:00Z', {});
  expect(facts.take()).toMatchObject({
    edges: [],
    datasetTold: [],
    jobTold: [],
    runs: [{ ids: [expect.any(String)] }],
  });
  run('2025-01-03T00:00:00Z', { documentation: { description: 'new' } });
  expect(facts.take().datasetTold).toEqual([{ dataset: 0, told: { description: 'new' } }]);
  run('2025-01-04T00:00:00Z', { schema: { fields: [{ name: 'b' }] }, documentation: { description: 'new' } });
  expect(facts.take().datasetTold).toEqual([
    { dataset: 0, told: { schema: [{ name: 'b', type: null, description: null }] } },
  ]);
});
