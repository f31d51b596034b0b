import path from 'node:path';
import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import { readHolder } from '#core/db/lock.ts';
import { Failure } from '#core/failure.ts';
import { startCore } from '#core/start.ts';
import type { Api } from '#shared/api.ts';
import { openDoor } from '../door.ts';
import { homeFolder } from '../home.ts';
import { joinCore } from '../join.ts';
import { journal } from '../journal.ts';
import { startSample } from '../sample.ts';
import { serveWires } from '../wire.ts';

export interface Reached {
  client: ContractRouterClient<Api>;
  /** True when the core is another process's: its workspace stays open when we go. */
  joined: boolean;
  close(): Promise<void>;
}

/**
 * The core that has this workspace open, wherever it runs; else one of our own with the workspace opened in it.
 * @param file the workspace, or null for operations that need none
 */
export async function reach(file: string | null, home: string | null): Promise<Reached> {
  const real = file === null ? null : path.resolve(file);
  if (real !== null) {
    const joined = await join(real);
    if (joined !== null) return joined;
  }
  return await own(home);
}

async function join(file: string): Promise<Reached | null> {
  const holder = readHolder(file);
  if (holder === null || holder.reach === null) return null;
  try {
    const core = await joinCore(holder.reach);
    const current = await core.client.workspace.current();
    if (current?.path === file)
      return { client: core.client, joined: true, close: () => Promise.resolve(core.close()) };
    core.close();
  } catch {
    // The note of a core that is gone: the lock itself decides when we open the file.
  }
  return null;
}

async function own(given: string | null): Promise<Reached> {
  const home = given === null ? homeFolder() : path.resolve(given);
  const door = await openDoor(home);
  const core = await startCore({ host: 'cli', home, reach: door.address, startSample, log: journal(home) });
  door.serve(serveWires(core));
  return {
    client: createRouterClient(core.router, { context: core.context }),
    joined: false,
    async close() {
      await door.close();
      await core.close();
    },
  };
}

/** Says what to do where an operation needs a workspace and none was named. */
export const noWorkspace = (name: string) =>
  new Failure('invalid', 'E_CLI_WORKSPACE', `${name} needs a workspace.`, 'Name its file: --workspace FILE');
