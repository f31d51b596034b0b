import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import type { Server as HttpServer } from 'node:http';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { privateFolder } from './home.ts';
import type { Wire } from './wire.ts';

/** The local door of a core: a socket that only this person's processes can reach. */
export interface Door {
  /** Its address, written into the lock of a workspace so that a second comer can reach the holder. */
  address: string;
  /** Answers those who come, also those who came before this was called. */
  serve(accept: (wire: Wire) => void): void;
  close(): Promise<void>;
}

/** The shortest limit on a socket's path among the systems we run on (macOS: 104 bytes with its end mark). */
const LONGEST_PATH = 103;
const PIPES = '\\\\.\\pipe\\';

/** Opens the local door under `home`, and sweeps away the sockets of cores that are gone. */
export async function openDoor(home: string): Promise<Door> {
  const address = await freeAddress(home);
  const { promise: accepted, resolve: serve } = Promise.withResolvers<(wire: Wire) => void>();
  const sockets = new Set<Socket>();
  let upgrades: Promise<HttpServer> | null = null;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    // Loaded by the first comer: most cores never have one, and their start must not wait for HTTP and WebSocket code.
    upgrades ??= import('./door-upgrade.ts').then((code) => code.upgradeServer(accepted));
    void upgrades.then((http) => http.emit('connection', socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, resolve);
  });
  const remove = () => removeAddress(address, home);
  if (!address.startsWith(PIPES)) chmodSync(address, 0o600);
  process.once('exit', remove);
  return {
    address,
    serve,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      process.removeListener('exit', remove);
      remove();
    },
  };
}

async function freeAddress(home: string): Promise<string> {
  const name = `${process.pid}-${randomBytes(8).toString('hex')}`;
  if (process.platform === 'win32') return `${PIPES}meshward-${name}`;
  const run = privateFolder(join(privateFolder(home), 'run'));
  await sweep(run);
  const address = join(run, `${name}.sock`);
  if (Buffer.byteLength(address) <= LONGEST_PATH) return address;
  return join(mkdtempSync(join(tmpdir(), 'meshward-')), `${process.pid}.sock`);
}

function removeAddress(address: string, home: string): void {
  if (address.startsWith(PIPES)) return;
  rmSync(address, { force: true });
  if (!address.startsWith(home)) rmSync(dirname(address), { recursive: true, force: true });
}

/** A socket nobody listens on any more refuses; its file is what a killed core leaves behind. */
async function sweep(run: string): Promise<void> {
  const left = readdirSync(run).filter((name) => name.endsWith('.sock'));
  await Promise.all(
    left.map(async (name) => {
      if (await refuses(join(run, name))) rmSync(join(run, name), { force: true });
    }),
  );
}

function refuses(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.once('connect', () => {
      socket.destroy();
      resolve(false);
    });
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'ECONNREFUSED'));
  });
}
