// Imported first by every tool: ends the process with one sentence where Node is too old to go on.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 15)) {
  console.error(
    `Meshward needs Node 22.15 or newer and this is ${process.versions.node}. Use npm scripts (npm test, npm start): they bring their own. (E_NODE)`,
  );
  process.exit(78);
}
