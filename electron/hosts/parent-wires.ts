import type { StartReader } from '#core/imports/reader-process.ts';
import { parentReaders } from './parent-readers.ts';
import type { Wire } from './wire.ts';

/** What of Electron's `MessagePortMain` is used; Electron itself is never imported outside main and preload. */
interface Port {
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  postMessage(data: unknown): void;
  start(): void;
  close(): void;
}
interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown; ports: Port[] }) => void): unknown;
  postMessage(data: unknown, ports: never[]): void;
}

/**
 * What main says. `{open}` is a file the person chose in the system's own dialog, answered with `{opened}`, or with
 * `{refused, next}` where it could not be. `{stop}` ends the core. The rest is windows: a utility process gets a window's port itself (`{window}` with the port beside it); a plain child
 * cannot, so main stands between and passes text through (`{window, data}`, `{window, closed: true}`). What main hears,
 * besides such text (`bytes` where it is in base64), is `{ready: true}`: from then on windows may be introduced.
 */
interface ParentMessage {
  window?: number;
  data?: string;
  closed?: boolean;
  stop?: boolean;
  open?: string;
}

export interface Parent {
  kind: 'utility' | 'node';
  /** How a utility process comes by readers of files; a plain child starts them itself. */
  startReader?: StartReader;
  /** Tells main that whoever it brings from now on is answered at once. */
  ready: () => void;
}

export interface ParentEvents {
  window(wire: Wire): void;
  open(path: string): Promise<{ opened: true } | { refused: string; next: string }>;
  stop(): void;
}

/** Listens to the parent process: turns what it brings into wires, one per window, and passes its other wishes on. */
export function parentWires(events: ParentEvents): Parent {
  const parent = (process as unknown as { parentPort?: ParentPort }).parentPort;
  if (parent) {
    const say = (said: object): void => parent.postMessage(said, []);
    const readers = parentReaders(say);
    parent.on('message', ({ data, ports }) => {
      if (readers.heard(data ?? {}, ports[0])) return;
      if (ports[0]) events.window(portWire(ports[0]));
      else obey(data as ParentMessage, events, say);
    });
    return { kind: 'utility', startReader: readers.start, ready: () => say({ ready: true }) };
  }
  if (process.send) {
    const windows = new Map<number, RelayedWire>();
    const say = (said: object): void => {
      if (process.connected) process.send?.(said);
    };
    process.on('message', (message: ParentMessage) => {
      if (typeof message.window === 'number') relay(windows, message.window, message, events, say);
      else obey(message, events, say);
    });
    process.on('disconnect', () => events.stop());
    return { kind: 'node', ready: () => say({ ready: true }) };
  }
  throw new Error('This program is started by the Meshward window; run `npm start` instead.');
}

function obey(message: ParentMessage | null, events: ParentEvents, say: (said: object) => void): void {
  if (message?.stop) events.stop();
  else if (typeof message?.open === 'string') void events.open(message.open).then(say);
}

function portWire(port: Port): Wire {
  port.on('close', () => {});
  return {
    send: (data) => port.postMessage(data),
    onMessage(listener) {
      port.on('message', ({ data }) => listener(data));
      port.start();
    },
    onClose: (listener) => port.on('close', listener),
    close: () => port.close(),
  };
}

interface RelayedWire {
  wire: Wire;
  message(data: string): void;
  closed(): void;
}

function relay(
  windows: Map<number, RelayedWire>,
  window: number,
  message: ParentMessage,
  events: ParentEvents,
  say: (said: object) => void,
): void {
  if (message.closed) {
    windows.get(window)?.closed();
    windows.delete(window);
  } else if (typeof message.data === 'string') {
    windows.get(window)?.message(message.data);
  } else {
    const relayed = relayedWire(window, say);
    windows.set(window, relayed);
    events.window(relayed.wire);
  }
}

function relayedWire(window: number, say: (said: object) => void): RelayedWire {
  const early: string[] = [];
  const closing = new Set<() => void>();
  let deliver = (data: string): void => {
    early.push(data);
  };
  return {
    message: (data) => deliver(data),
    closed() {
      for (const listener of closing) listener();
    },
    wire: {
      send(data) {
        if (typeof data === 'string') say({ window, data });
        else say({ window, bytes: Buffer.from(data).toString('base64') });
      },
      onMessage(listener) {
        deliver = listener;
        for (const data of early.splice(0)) listener(data);
      },
      onClose: (listener) => closing.add(listener),
      close: () => say({ window, closed: true }),
    },
  };
}
