import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createRouterClient } from '@orpc/server';
import { forkReader } from '#core/imports/reader-process.ts';
import { startCore } from '#core/start.ts';
import type { Import } from '#shared/lineage.ts';
import { writeRuns } from '../openlineage-file.ts';

/** Imports a file of so many GB (2 when not said) and fails where memory is not bounded or a number is not right. */
const GB = 1024 ** 3;
const MOST = { core: 600, reader: 200 };
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'meshward-soak-'));
const file = path.join(folder, 'events.ndjson');
const bytes = Number(process.argv[2] ?? 2) * GB;
console.log(`writing ${(bytes / GB).toFixed(1)} GB of events …`);
const pipeline = { jobs: 20_000, columns: 12, inputs: 3, seed: 1 };
const written = await writeRuns(file, pipeline, bytes);

let reader: number | null = null;
const peak = { core: 0, reader: 0 };
const core = await startCore({
  host: 'node',
  home: folder,
  reach: null,
  startSample: null,
  startReader: (heap) => {
    const started = forkReader(heap);
    reader = started.pid;
    return started;
  },
});
const watch = setInterval(() => {
  peak.core = Math.max(peak.core, process.memoryUsage.rss() / 1e6);
  if (reader !== null) peak.reader = Math.max(peak.reader, peakOf(reader));
}, 50);
const client = createRouterClient(core.router, { context: core.context });
await client.workspace.create({ path: path.join(folder, 'soak.meshward'), name: 'Soak' });
const before = process.memoryUsage.rss() / 1e6;
const begun = performance.now();
const { jobId } = await client.lineage.import({ path: file });
let told = 0;
for await (const job of await client.jobs.watch({ jobId })) {
  if (performance.now() - told > 10_000 && job.progress !== null) {
    told = performance.now();
    const { phase, done, total, rate, secondsLeft } = job.progress;
    console.log(`${phase}: ${done}/${total} B, ${Math.round((rate ?? 0) / 1e6)} MB/s, ${secondsLeft ?? '?'} s left`);
  }
  if (job.endedAt !== null && job.state !== 'succeeded')
    throw new Error(`the import ended ${job.state}: ${job.error?.message}`);
}
const seconds = (performance.now() - begun) / 1000;
clearInterval(watch);
const done = (await client.lineage.imports({})).items[0];
if (done === undefined) throw new Error('the import is not told of');
const graph = performance.now();
const edges = core.context.desk.db.prepare('SELECT job, dataset, direction FROM lineage_graph').raw().all().length;
const graphMs = performance.now() - graph;
const jobs = await client.lineage.jobs({ limit: 200 });
const runs = Number(core.context.desk.db.prepare('SELECT count(*) FROM lineage_run').pluck().get());
await core.close();
const size = fs.statSync(path.join(folder, 'soak.meshward')).size;
fs.rmSync(folder, { recursive: true, force: true });

console.log(
  [
    `${(written.bytes / GB).toFixed(2)} GB, ${written.events} events of ${written.runs} runs in ${seconds.toFixed(1)} s: ${(written.bytes / 1e6 / seconds).toFixed(0)} MB/s`,
    `peak of the reader ${peak.reader.toFixed(0)} MB, of the core ${peak.core.toFixed(0)} MB (${before.toFixed(0)} MB before)`,
    `told ${JSON.stringify(done.counts)}; workspace file ${(size / 1e6).toFixed(0)} MB; ${edges} edges of the graph loaded in ${graphMs.toFixed(0)} ms`,
  ].join('\n'),
);
const wrong = [
  eventsOf(done) === written.events ? null : `${eventsOf(done)} events were read`,
  runs === written.runs ? null : `${runs} runs were counted`,
  jobs.total === Math.min(pipeline.jobs, written.runs) + 50 ? null : `${jobs.total} jobs`,
  done.skipped.length === 0 ? null : `left out: ${JSON.stringify(done.skipped)}`,
  peak.core <= MOST.core ? null : `the core took more than ${MOST.core} MB`,
  peak.reader > 0 && peak.reader <= MOST.reader ? null : `the reader took ${peak.reader} MB, more than ${MOST.reader}`,
].filter((fault) => fault !== null);
for (const fault of wrong) console.log(`WRONG: ${fault}`);
process.exitCode = wrong.length === 0 ? 0 : 1;

function eventsOf(one: Import): number {
  return one.seen.reduce((sum, { count }) => sum + count, 0);
}

/** The most a process ever had in memory, in MB; 0 where it is gone or the system does not tell. */
function peakOf(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1e3;
  } catch {
    return 0;
  }
}
