'use strict';
// The native part of SQLite ends an older Node without a word, so the version is judged before anything is loaded.
var version = process.versions.node.split('.').map(Number);
if (version[0] < 22 || (version[0] === 22 && version[1] < 13)) {
  process.stderr.write(
    'The core needs Node 22.13 or newer; this is ' +
      process.versions.node +
      '. Name another one in MESHWARD_NODE. (E_NODE)\n',
  );
  process.exit(78);
}
// The same program parses strangers' files for the core, in a process of its own.
import(process.argv[2] === '--reader' ? './reader.mjs' : './utility.mjs').catch(function (error) {
  process.stderr.write(String((error && error.stack) || error) + '\n');
  process.exit(70);
});
