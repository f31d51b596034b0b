import { createRouterClient } from '@orpc/server';
import { readHolder } from '#core/db/lock.ts';
import { type Core, startCore } from '#core/start.ts';
import { type Door, openDoor } from './door.ts';
import { homeFolder } from './home.ts';
import { journal } from './journal.ts';
import { parentWires } from './parent-wires.ts';
import { serveWires, type Wire } from './wire.ts';

/*
 * The entry of the core beside a desktop window: `utility <home> [<pid of a core that died> …]`. Main brings the
 * windows' ports. Ends when main does.
 */

const stopped = Promise.withResolvers<void>();
let accept: ((wire: Wire) => void) | null = null;
const parent = parentWires((wire) => accept?.(wire), stopped.resolve);
process.on('SIGTERM', stopped.resolve);
process.on('SIGINT', stopped.resolve);

const [home = homeFolder(), ...dead] = process.argv.slice(2);
const { door, core } = await start(home);
if (dead.length > 0) await takeUp(core, dead);
accept = serveWires(core);
door.serve(accept);
parent.ready();

await stopped.promise;
await Promise.allSettled([core.close(), door.close()]);
process.exit(0);

async function start(home: string): Promise<{ door: Door; core: Core }> {
  const opened = await openDoor(home);
  const started = await startCore({
    host: parent.kind,
    home,
    reach: opened.address,
    startSample: async () => (await import('./sample.ts')).startSample(),
    log: journal(home),
  });
  return { door: opened, core: started };
}

/** Opens the workspace a dead core held, so that its jobs go on and the page finds what it was looking at. */
async function takeUp(core: Core, dead: string[]): Promise<void> {
  const client = createRouterClient(core.router, { context: core.context });
  for (const { path } of await client.workspace.recent()) {
    if (!dead.includes(String(readHolder(path)?.pid))) continue;
    await client.workspace.open({ path }).catch(() => {
      // The page then finds no workspace open and can open it with the reason in view.
    });
    return;
  }
}
