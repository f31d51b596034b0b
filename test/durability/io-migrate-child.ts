import fs from 'node:fs';
import path from 'node:path';
import { asFailure } from '#core/failure.ts';
import { openDatabase } from '#core/db/open.ts';
import { arm, counted, type IoFault } from './io-shim.ts';
import { standOf } from './migrations.ts';

/** Opens an old file on a disk that fails at places spread over the opening, and tells how the file stands after each. */
const [folder = '', old = '', places = '1'] = process.argv.slice(2);
let operations = 0;
for (let at = 0; at <= Number(places); at += 1) {
  const home = path.join(folder, `fault-${at}`);
  fs.mkdirSync(home);
  const file = path.join(home, 'old.meshward');
  fs.copyFileSync(old, file);
  const what = (['ENOSPC', 'EIO', 'short'] as const)[at % 3] ?? 'EIO';
  const nth = Math.max(1, Math.ceil((operations * (at - 0.5)) / Number(places)));
  // The first is undisturbed: it tells how many operations there are.
  const fault: IoFault | null = at === 0 ? null : { nth, what, sticky: at % 2 === 1 };
  arm(home, fault);
  let code: string | null = null;
  try {
    openDatabase(file).db.close();
  } catch (error) {
    code = asFailure(error).problem.code;
  }
  if (at === 0) operations = counted();
  arm(home, null);
  fs.writeSync(1, `${JSON.stringify({ fault, code, stand: standOf(file) })}\n`);
  fs.rmSync(home, { recursive: true });
}
