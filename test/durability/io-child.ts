import fs from 'node:fs';
import { startEmulator } from '#emulator/server.ts';
import { KEYS } from '../with-keys.ts';
import { ioCreate } from './io-create.ts';
import { type SessionEnd, ioSession } from './io-session.ts';
import type { IoFault } from './io-shim.ts';
import { TINY } from './workloads.ts';

/** Sessions on a disk that fails, one after another, in one process that must live through them all. */
const LAST = 30;
const [folder = '', which = '[]'] = process.argv.slice(2);
Object.assign(process.env, KEYS);
const emulator = await startEmulator(TINY);
const tell = (end: SessionEnd): void => {
  fs.writeSync(1, `${JSON.stringify({ ...end, mirror: end.mirror.length })}\n`);
};
const quiet = await ioSession(folder, emulator, null, null);
tell(quiet);
for (const fault of JSON.parse(which) as (Omit<IoFault, 'nth'> & { at: number })[]) {
  const nth = Math.max(1, Math.ceil(fault.at * quiet.operations));
  tell(await ioSession(folder, emulator, { nth, what: fault.what, sticky: fault.sticky }, quiet.mirror));
}
// Where files beside the database are written, one by one: lock, holder, list.
const creating = (await ioCreate(folder, null)).operations;
for (let nth = Math.max(1, creating - LAST); nth <= creating; nth += 1)
  tell(await ioCreate(folder, { nth, what: nth % 2 === 0 ? 'EIO' : 'ENOSPC', sticky: false }));
await emulator.close();
