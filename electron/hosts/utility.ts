import { createRouterClient, ORPCError } from '@orpc/server';
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
let client: ReturnType<typeof clientOf> | null = null;
const parent = parentWires({
  window: (wire) => accept?.(wire),
  open: (path) => openFile(path),
  stop: stopped.resolve,
});
process.on('SIGTERM', stopped.resolve);
process.on('SIGINT', stopped.resolve);

const [home = homeFolder(), ...dead] = process.argv.slice(2);
const { door, core } = await start(home);
client = clientOf(core);
if (dead.length > 0) await takeUp(client, dead);
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
    ...(parent.startReader === undefined ? {} : { startReader: parent.startReader }),
  });
  return { door: opened, core: started };
}

function clientOf(started: Core) {
  return createRouterClient(started.router, { context: started.context });
}

/** Opens the file main's dialog brought; windows hear of it as of any other change. */
async function openFile(path: string): Promise<{ opened: true } | { refused: string; next: string }> {
  if (!client) return { refused: 'The core is still starting.', next: 'Try again in a moment.' };
  try {
    await client.workspace.open({ path });
    return { opened: true };
  } catch (error) {
    const problem = error instanceof ORPCError ? (error.data as { next?: string } | undefined) : undefined;
    return { refused: error instanceof Error ? error.message : String(error), next: problem?.next ?? '' };
  }
}

/** Opens the workspace a dead core held, so that its jobs go on and the page finds what it was looking at. */
async function takeUp(of: ReturnType<typeof clientOf>, dead: string[]): Promise<void> {
  for (const { path } of await of.workspace.recent()) {
    if (!dead.includes(String(readHolder(path)?.pid))) continue;
    // Where it cannot be opened the page finds none open, and opens it with the reason in view.
    await openFile(path);
    return;
  }
}
