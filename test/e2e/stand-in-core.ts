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
const os = implement(api);
const router = {
  workspace: {
    current: os.workspace.current.handler(() => null),
    recent: os.workspace.recent.handler(() => []),
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
