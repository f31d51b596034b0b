import { standInReader } from './stand-in-reader.ts';

/** As the product's own program: a core, or a reader of files for one. */
if (process.argv[2] === '--reader') standInReader();
else void import('./stand-in-core.ts');
