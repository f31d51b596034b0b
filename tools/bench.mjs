// `npm run bench [name …]`: every benchmark in a process of its own. They print ratios, gate nothing, and leave what
// they printed in docs/benchmarks.md; a bench that was not asked for keeps the section it has there.
import './node-version.mjs';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { CORE_FLAGS, CORE_MEMORY } from '../electron/main/core-flags.ts';

const folder = path.resolve(import.meta.dirname, '../test/bench');
const page = path.resolve(import.meta.dirname, '../docs/benchmarks.md');
const asked = process.argv.slice(2);
const sections = new Map(kept());
let failed = 0;
for (const file of fs.readdirSync(folder).filter((name) => name.endsWith('.bench.ts'))) {
  const name = file.replace('.bench.ts', '');
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.log(`\n── ${name}`);
  const out = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'meshward-bench-')), 'figures');
  const { status } = spawnSync(process.execPath, [...CORE_FLAGS, path.join(folder, file)], {
    stdio: 'inherit',
    env: { ...process.env, ...CORE_MEMORY, MESHWARD_BENCH_OUT: out },
  });
  if (status !== 0) failed += 1;
  else if (fs.existsSync(out)) sections.set(name, section(name, fs.readFileSync(out, 'utf8').trim().split('\n')));
  fs.rmSync(path.dirname(out), { recursive: true, force: true });
}
fs.writeFileSync(
  page,
  `${head()}\n${[...sections]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, text]) => text)
    .join('\n')}`,
);
process.exitCode = failed === 0 ? 0 : 1;

function head() {
  return `# Benchmarks

Printed by \`npm run bench\`. Compare the ratios, never the times: each stands beside a floor or a peer measured in the same run. They gate nothing.
`;
}

function section(name, lines) {
  const cell = (text) => text.replaceAll('|', '\\|');
  const rows = lines.map((line) => JSON.parse(line));
  return `## ${name}

${new Date().toISOString().slice(0, 10)}, ${os.cpus().length} × ${os.cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(os.totalmem() / 2 ** 30)} GB, ${os.type()}, Node ${process.versions.node}

| what | figure | measured | goal |
|---|---|---|---|
${rows.map(({ what, figure, basis, goal }) => `| ${cell(what)} | ${cell(figure)} | ${cell(basis)} | ${cell(goal)} |`).join('\n')}
`;
}

/** The sections the page has now, by name. */
function kept() {
  if (!fs.existsSync(page)) return [];
  return fs
    .readFileSync(page, 'utf8')
    .split(/^(?=## )/m)
    .slice(1)
    .map((text) => [text.slice(3, text.indexOf('\n')), `${text.trimEnd()}\n`]);
}
