// `npm run bench [name …]`: every benchmark in a process of its own. They print ratios and gate nothing.
import './node-version.mjs';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const folder = path.resolve(import.meta.dirname, '../test/bench');
const asked = process.argv.slice(2);
let failed = 0;
for (const file of fs.readdirSync(folder).filter((name) => name.endsWith('.bench.ts'))) {
  const name = file.replace('.bench.ts', '');
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.log(`\n── ${name}`);
  const { status } = spawnSync(process.execPath, [path.join(folder, file)], { stdio: 'inherit' });
  if (status !== 0) failed += 1;
}
process.exitCode = failed === 0 ? 0 : 1;
