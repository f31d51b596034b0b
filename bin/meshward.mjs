#!/usr/bin/env node
// The command line. Until the version is judged, nothing here may be newer than what an old Node can read.
var version = process.versions.node.split('.').map(Number);
if (version[0] < 22 || (version[0] === 22 && version[1] < 15)) {
  console.error(
    'Meshward needs Node 22.15 or newer and this is ' +
      process.versions.node +
      '. Run it as `npm run -s meshward -- …` after `npm ci`, which brings its own. (E_NODE)',
  );
  process.exit(78);
} else {
  await start();
}

async function start() {
  const { existsSync } = await import('node:fs');
  const source = new URL('../electron/hosts/cli/index.ts', import.meta.url);
  // From a checkout the sources run as they are; a package holds the bundle only.
  const cli = await import(existsSync(source) ? source : new URL('../dist/hosts/cli.mjs', import.meta.url));
  process.exitCode = await cli.main(process.argv.slice(2));
}
