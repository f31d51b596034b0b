import { armFailpoint } from '#core/db/failpoint.ts';
import { openDatabase } from '#core/db/open.ts';
import { failpointOf } from './failpoint-of.ts';

/** Opens a file, which brings its format up to date, and may die over it. */
const armed = failpointOf(process.env['MESHWARD_FAILPOINT']);
if (armed !== null) armFailpoint(armed);
process.stdout.write('0\n');
openDatabase(process.argv[2] ?? '').db.close();
