// `npm run soak [minutes]`: long runs. Pulls that are killed at random moments, each compared with an undisturbed one.
import './node-version.mjs';
import path from 'node:path';
import { spawnSync } from 'node:child_process';

const minutes = process.argv[2] ?? '10';
const { status } = spawnSync(
  process.execPath,
  [path.resolve(import.meta.dirname, '../test/soak/kill-pull.ts'), minutes],
  { stdio: 'inherit' },
);
process.exitCode = status ?? 1;
