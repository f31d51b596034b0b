// `npm run soak [minutes]`: long runs. Pulls that are killed at random moments, each compared with an undisturbed one.
// `npm run soak import [GB]`: a large file of lineage events, imported in bounded memory.
// `npm run soak kills|failpoints|io|migrations [amount]`: the long forms of the tests of durability.
import './node-version.mjs';
import path from 'node:path';
import { spawnSync } from 'node:child_process';

const DURABILITY = ['kills', 'failpoints', 'io', 'migrations'];
const [first, second] = process.argv.slice(2);
const [run, ...args] = DURABILITY.includes(first)
  ? ['durability.ts', first, ...(second === undefined ? [] : [second])]
  : first === 'import'
    ? ['import.ts', second ?? '2']
    : ['kill-pull.ts', first ?? '10'];
const { status } = spawnSync(process.execPath, [path.resolve(import.meta.dirname, '../test/soak', run), ...args], {
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
