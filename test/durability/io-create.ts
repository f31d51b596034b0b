import fs from 'node:fs';
import path from 'node:path';
import { clientOf, note, type SessionEnd, start } from './io-session.ts';
import { arm, counted, type IoFault } from './io-shim.ts';
import { damages } from './verify.ts';

/** Create a workspace on a disk that fails: it is there, whole, or it is not, and can be made afterwards. */
export async function ioCreate(folder: string, fault: IoFault | null): Promise<SessionEnd> {
  const home = fs.mkdtempSync(path.join(folder, 'io-'));
  const file = path.join(home, 'bank.meshward');
  const end: SessionEnd = { fault, operations: 0, refused: [], wrong: [], mirror: [] };
  const core = await start(home);
  arm(home, fault);
  try {
    await clientOf(core).workspace.create({ path: file, name: 'Bank' });
  } catch (error) {
    note(end, 'create', error);
  }
  end.operations = counted();
  arm(home, null);
  await core.close();
  end.wrong.push(...damages(file));
  const again = await start(home);
  try {
    const { workspace } = clientOf(again);
    await (fs.existsSync(file) ? workspace.open({ path: file }) : workspace.create({ path: file, name: 'Bank' }));
  } catch (error) {
    note(end, 'afterwards', error);
    end.wrong.push('it can neither be opened nor made afterwards');
  } finally {
    await again.close();
  }
  fs.rmSync(home, { recursive: true, force: true });
  return end;
}
