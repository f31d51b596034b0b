import fs from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import type { Db } from '#core/db/open.ts';
import type { Import } from '#shared/lineage.ts';
import type { TestCore } from './start-core.ts';

/** Imports a file that must succeed. */
export async function imported({ client, finish }: TestCore, file: string): Promise<Import> {
  const job = await finish(client.lineage.import({ path: file }));
  expect(job.error).toBeNull();
  return job.result as Import;
}

/** Writes bytes to a file of the test's own folder and imports it. */
export async function importedBytes(core: TestCore, bytes: string | Uint8Array, name = 'file.ndjson'): Promise<Import> {
  const file = path.join(core.home, name);
  fs.writeFileSync(file, bytes);
  return await imported(core, file);
}

const event = (more: object = {}) => ({
  eventType: 'COMPLETE',
  eventTime: '2025-03-01T10:00:00Z',
  run: { runId: 'r' },
  job: { namespace: 'n', name: 'j' },
  producer: 'p',
  ...more,
});
/** An event of a run as a line of a file, with other members where they are named. */
export const runLine = (more: object = {}) => `${JSON.stringify(event(more))}\n`;
/** The columns that are seen, by name. */
export const columnEdges = (db: Db) =>
  db
    .prepare(
      `SELECT f.name AS "from", g.name AS "to", d.name AS dataset, j.name AS job, e.type, e.subtype, e.description, e.masking
       FROM lineage_column_graph e JOIN lineage_field f ON f.key = e.from_field JOIN lineage_field g ON g.key = e.to_field
       JOIN lineage_dataset d ON d.key = g.dataset LEFT JOIN lineage_job j ON j.key = e.job ORDER BY d.name, g.name, f.name, e.type`,
    )
    .all();
