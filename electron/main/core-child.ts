import { type ChildProcess, spawn } from 'node:child_process';
import type { MessagePortMain } from 'electron';
import { coreEnvironment } from './core-environment.ts';
import { CORE_FLAGS } from './core-flags.ts';
import { type CoreEvents, type CoreMessage, hear, type StartedCore } from './started-core.ts';
import type { Folders } from './folders.ts';

/** What goes between main and a core that is a plain child: a port cannot, so what is said on it does. */
interface Frame {
  window?: number;
  data?: string;
  /** In base64. */
  bytes?: string;
  closed?: boolean;
}

/** Runs the core with the Node named by `MESHWARD_NODE` and relays the windows' ports to it. */
export function startChild(places: Folders, args: string[], events: CoreEvents): StartedCore {
  const child = spawn(places.node ?? process.execPath, [...CORE_FLAGS, places.core, ...args], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: coreEnvironment(),
  });
  const pid = child.pid ?? null;
  const ports = new Map<number, MessagePortMain>();
  let next = 1;
  let ended = false;
  const end = (): void => {
    if (ended) return;
    ended = true;
    for (const port of ports.values()) port.close();
    events.died(pid);
  };
  child.once('error', end);
  child.once('exit', end);
  child.on('message', (message) => {
    const { window, data, bytes, closed } = message as Frame;
    if (window === undefined) hear(message as CoreMessage, events);
    else if (closed) ports.get(window)?.close();
    else ports.get(window)?.postMessage(bytes === undefined ? data : Buffer.from(bytes, 'base64'));
  });
  return {
    connect(port) {
      const window = next++;
      ports.set(window, port);
      tell(child, { window });
      port.on('message', ({ data }) => {
        if (typeof data === 'string') tell(child, { window, data });
      });
      port.on('close', () => {
        if (ports.delete(window)) tell(child, { window, closed: true });
      });
      port.start();
    },
    open: (path) => tell(child, { open: path }),
    stop: () => void child.send({ stop: true }),
    kill: () => void child.kill('SIGKILL'),
  };
}

function tell(child: ChildProcess, frame: Frame | { open: string }): void {
  if (child.connected) child.send(frame);
}
