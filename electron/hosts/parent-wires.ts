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
 * What main says. A utility process gets a window's port itself (`{window}` with the port beside it); a plain child
 * cannot, so main stands between and passes text through (`{window, data}`, `{window, closed: true}`). What main hears,
 * besides such text (`bytes` where it is in base64), is `{ready: true}`: from then on windows may be introduced.
 */
interface ParentMessage {
  window?: number;
  data?: string;
  closed?: boolean;
  stop?: boolean;
}

export interface Parent {
  kind: 'utility' | 'node';
  /** Tells main that whoever it brings from now on is answered at once. */
  ready: () => void;
}

/** Turns what the parent process brings into wires, one per window. */
export function parentWires(accept: (wire: Wire) => void, stop: () => void): Parent {
  const parent = (process as unknown as { parentPort?: ParentPort }).parentPort;
  if (parent) {
    parent.on('message', ({ data, ports }) => {
      if ((data as ParentMessage | null)?.stop) stop();
      else if (ports[0]) accept(portWire(ports[0]));
    });
    return { kind: 'utility', ready: () => parent.postMessage({ ready: true }, []) };
  }
  if (process.send) {
    const windows = new Map<number, RelayedWire>();
    process.on('message', (message: ParentMessage) => {
      if (message.stop) stop();
      else relay(windows, message, accept);
    });
    process.on('disconnect', stop);
    return { kind: 'node', ready: () => process.send?.({ ready: true }) };
  }
  throw new Error('This program is started by the Meshward window; run `npm start` instead.');
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

function relay(windows: Map<number, RelayedWire>, message: ParentMessage, accept: (wire: Wire) => void): void {
  const id = message.window;
  if (typeof id !== 'number') return;
  if (message.closed) {
    windows.get(id)?.closed();
    windows.delete(id);
    return;
  }
  if (typeof message.data === 'string') {
    windows.get(id)?.message(message.data);
    return;
  }
  const relayed = relayedWire(id);
  windows.set(id, relayed);
  accept(relayed.wire);
}

function relayedWire(id: number): RelayedWire {
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
        if (!process.connected) return;
        if (typeof data === 'string') process.send?.({ window: id, data });
        else process.send?.({ window: id, bytes: Buffer.from(data).toString('base64') });
      },
      onMessage(listener) {
        deliver = listener;
        for (const data of early.splice(0)) listener(data);
      },
      onClose: (listener) => closing.add(listener),
      close() {
        if (process.connected) process.send?.({ window: id, closed: true });
      },
    },
  };
}
