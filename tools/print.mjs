// Prints what is derived from the contract: docs/api.md and docs/cli.md. With --check, fails where they are stale.
import './node-version.mjs';
import fs from 'node:fs';
import path from 'node:path';

const { apiPage, cliPage } = await import('./printed-pages.ts');
const root = path.resolve(import.meta.dirname, '..');
const check = process.argv.includes('--check');
let stale = 0;
for (const [file, text] of [
  ['docs/api.md', apiPage()],
  ['docs/cli.md', cliPage()],
]) {
  const target = path.join(root, file);
  if (fs.existsSync(target) && fs.readFileSync(target, 'utf8') === text) continue;
  stale += 1;
  if (check) console.error(`${file} is not what the contract says. Run: npm run print`);
  else fs.writeFileSync(target, text);
}
if (!check) console.log(stale === 0 ? 'nothing had changed' : `${stale} pages printed`);
process.exitCode = check && stale > 0 ? 1 : 0;
