import { SHARE_ENV, Worker } from 'node:worker_threads';
import { implement } from '@orpc/server';
import type { Core } from '#core/start.ts';
import { parentWires } from '#hosts/parent-wires.ts';
import { serveWires } from '#hosts/wire.ts';
import { api } from '#shared/api.ts';

/*
 * A core without SQLite, for the one thing the stand-in Electron cannot run the real one in: its own utility process.
 * The wires, the handler and the contract are the product's.
 */

const parent = parentWires({
  window: (wire) => accept(wire),
  open: (path) => Promise.resolve({ refused: `${path} is not for the stand-in.`, next: 'Choose another one.' }),
  stop: () => process.exit(0),
});
const IMPORT = {
  id: 1,
  kind: 'openlineage' as const,
  file: '',
  size: 0,
  sha256: null,
  state: 'reading' as const,
  at: '2025-01-01T00:00:00.000Z',
  by: '',
  endedAt: null,
  toldAt: null,
  seen: [],
  skipped: [],
  examples: [],
  counts: null,
};

/** A thread with the room and the environment that the one which reads AWS's answers has. */
async function tryThread(): Promise<string> {
  const thread = new Worker("throw require('node:worker_threads').workerData", {
    eval: true,
    workerData: 'heard',
    env: SHARE_ENV,
    resourceLimits: { maxYoungGenerationSizeMb: 12 },
  });
  const thrown = await new Promise((resolve) => thread.once('error', resolve));
  return String(thrown);
}

async function tryReader(): Promise<object> {
  const reader = parent.startReader?.(64);
  if (reader === undefined) return {};
  const ended = new Promise<string>((resolve) => reader.onEnd(resolve));
  const answer = new Promise((resolve) => reader.onMessage(resolve));
  // Before its port is there: what is said waits.
  reader.send({ word: 'early' });
  const said = await answer;
  reader.send({ hang: true });
  reader.kill();
  return { said, ended: await ended, thread: await tryThread() };
}

const os = implement(api);
const router = {
  workspace: {
    current: os.workspace.current.handler(() => null),
    recent: os.workspace.recent.handler(() => []),
  },
  lineage: {
    // Stands for an import: a reader is started, answers, is told to hang and killed. `name` tells how that went.
    imports: os.lineage.imports.handler(async () => {
      const name = JSON.stringify(await tryReader());
      return { total: 1, items: [{ ...IMPORT, name }] };
    }),
  },
  system: {
    hello: os.system.hello.handler(() => ({
      product: 'meshward' as const,
      version: '0.0.0',
      fingerprint: 'stand-in',
      instance: `${process.pid}`,
      host: parent.kind,
      pid: process.pid,
      node: process.versions.node,
      sqlite: 'none',
      // What of Node's settings reached this process.
      warnings: Object.keys(process.env).filter((name) => /^(?:NODE_|ELECTRON_RUN)/.test(name)),
    })),
    changes: os.system.changes.handler(async function* ({ signal }) {
      yield { topics: ['workspace' as const] };
      await new Promise((resolve) => signal?.addEventListener('abort', resolve));
    }),
  },
};
const accept = serveWires({ router, context: {}, close: async () => {} } as unknown as Core);
parent.ready();
