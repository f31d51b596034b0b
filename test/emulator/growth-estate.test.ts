import { expect, test } from 'vitest';
import { startEmulator } from '#emulator/server.ts';
import { clientsOf, sendByName } from '#test/emulator/clients.ts';

test('100,000 assets and 300,000 edges: up in two seconds, exact, every page and step cheap', async () => {
  const before = process.memoryUsage().rss;
  const starting = performance.now();
  const emulator = await startEmulator({
    rates: 'off',
    assets: 100_000,
    columnsPerAsset: 20,
    terms: 10_000,
    lineageEdges: 300_000,
  });
  expect(performance.now() - starting).toBeLessThan(2000);
  const clients = clientsOf(emulator);
  const ask = (operation: string, input: object) =>
    sendByName(clients, 'DataZone', operation, { domainIdentifier: emulator.domainId, ...input });
  const counts = emulator.bank.counts();
  expect(counts.lineageEdges).toBe(300_000);
  expect(counts.lineageEvents).toBeGreaterThan(100_000);
  expect(counts.lfPermissions).toBeGreaterThan(3000);
  expect(counts.glueQualityRulesets).toBeGreaterThan(3000);

  const paging = performance.now();
  let nextToken: unknown;
  let items: {
    id: string;
    eventSummary: { openLineageRunEventSummary: { job: { namespace: string; name: string } } };
  }[] = [];
  for (let page = 0; page < 40; page += 1) {
    const answer = await ask('ListLineageEvents', { maxResults: 50, sortOrder: 'ASCENDING', nextToken });
    items = answer['items'] as typeof items;
    nextToken = answer['nextToken'];
  }
  expect((performance.now() - paging) / 40).toBeLessThan(100);

  const stepping = performance.now();
  let found = 0;
  for (const { id, eventSummary } of items) {
    const { namespace, name } = eventSummary.openLineageRunEventSummary.job;
    await ask('GetLineageEvent', { identifier: id });
    const node = await ask('GetLineageNode', { identifier: `${namespace}.${name}` });
    const match = [
      { entityPattern: { entityType: 'LINEAGE_NODE', identifier: node['id'] } },
      { relationPattern: { relationType: 'LINEAGE', relationDirection: 'IN', maxPathLength: 5 } },
    ];
    found += ((await ask('QueryGraph', { match }))['items'] as object[]).length;
  }
  expect(found).toBeGreaterThan(100);
  expect((performance.now() - stepping) / (items.length * 3)).toBeLessThan(100);

  const CatalogId = '222233334444';
  const tagged = performance.now();
  const search = { CatalogId, Expression: [{ TagKey: 'sensitivity', TagValues: ['*'] }], MaxResults: 100 };
  let tables = 0;
  for (let NextToken: unknown, turn = 0; turn === 0 || NextToken !== undefined; turn += 1) {
    const answer = await sendByName(clients, 'LakeFormation', 'SearchTablesByLFTags', { ...search, NextToken });
    tables += (answer['TableList'] as object[]).length;
    NextToken = answer['NextToken'];
  }
  expect(tables).toBeGreaterThan(1000);
  expect(performance.now() - tagged).toBeLessThan(10_000);
  expect(process.memoryUsage().rss - before).toBeLessThan(7e8);
  clients.destroy();
  await emulator.close();
});

test('a million edges hold nothing', async () => {
  const starting = performance.now();
  const emulator = await startEmulator({ rates: 'off', assets: 100_000, lineageEdges: 1_000_000 });
  expect(performance.now() - starting).toBeLessThan(2000);
  expect(emulator.bank.lineage.counts()).toMatchObject({ edges: 1_000_000 });
  await emulator.close();
});
