import path from 'node:path';
import { createRouterClient } from '@orpc/server';
import type { StageLine } from '#shared/changes.ts';
import { startCore } from '#core/start.ts';
import { far } from './far.ts';
import { withFolder } from './folder.ts';
import { median, RUNS, tell, timed, told } from './measure.ts';

const ASSETS = 10_000;
const TAGS = 10_000;
const TAGS_AT_ONCE = `${TAGS.toLocaleString('en')} column tags on ${TAGS.toLocaleString('en')} assets`;

await withFolder((home) =>
  far({ assets: ASSETS, 'columns-per-asset': 20, seed: 1, rates: 'off' }, async (started) => {
    const core = await startCore({ host: 'node', home, reach: null, startSample: null, rates: 'off' });
    const client = createRouterClient(core.router, { context: core.context });
    await client.workspace.create({ path: path.join(home, 'bench.meshward'), name: 'Bench' });
    await client.sync.connect({ ...started, allowEndpoint: true });
    const { jobId } = await client.sync.pull({ revisions: 'none' });
    for await (const job of await client.jobs.watch({ jobId })) void job;
    const { db } = core.context.desk;
    const term = String(
      db
        .prepare(
          `SELECT t.id FROM remote_glossary_term t JOIN remote_glossary g ON g.id = t.glossary_id
           WHERE t.status = 'ENABLED' AND g.usage_restrictions = '[]' LIMIT 1`,
        )
        .pluck()
        .get(),
    );
    const columns = db
      .prepare<[number], { id: string; name: string }>(
        'SELECT a.id, c.name FROM remote_asset a JOIN remote_column c ON c.asset = a.key AND c.position = 1 LIMIT ?',
      )
      .all(TAGS);
    const lines: StageLine[] = columns.map(({ id, name }) => ({
      kind: 'asset',
      id,
      part: name,
      field: 'terms',
      op: 'add',
      value: term,
    }));
    const tagged = async () => (await client.catalog.search({ text: '', term: [term], limit: 50 })).total;
    const before = await tagged();
    const staged: number[] = [];
    const floors: number[] = [];
    const seen: number[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      staged.push(await timed(() => client.changes.stage({ lines, label: 'Tag' })));
      seen.push(
        await timed(async () => {
          // Until the search for the term finds every one of them.
          while ((await tagged()) < TAGS) await new Promise(setImmediate);
        }),
      );
      const { items } = await client.changes.sets({ state: ['open'] });
      await client.changes.revert({ setId: items[0]?.id ?? '' });
      floors.push(
        await timed(() => {
          const insert = db.prepare(
            `INSERT INTO change (set_id, kind, entity_id, part, field, item, op, value, staged_by, staged_at)
             VALUES (?, 'asset', ?, ?, 'terms', ?, 'add', ?, 'me', '2026-01-01T00:00:00.000Z')`,
          );
          const setId = items[0]?.id ?? '';
          db.transaction(() => {
            for (const { id, name } of columns) insert.run(setId, id, name, term, term);
          })();
          return Promise.resolve();
        }),
      );
      db.exec('DELETE FROM change');
      while ((await tagged()) > before) await new Promise(setImmediate);
    }
    tell(
      `stage ${TAGS_AT_ONCE}: a bare insert of the same rows over it`,
      median(floors) / median(staged),
      `${median(staged).toFixed(0)} ms, bare ${median(floors).toFixed(0)} ms; median of ${RUNS}`,
      '≤ 300 ms on an idle machine',
    );
    told(
      'the same seen by every search and facet afterwards',
      `${median(seen).toFixed(0)} ms`,
      `median of ${RUNS}; a page of 50 shows it at once`,
      '≤ 200 ms',
    );
    await core.close();
  }),
);
