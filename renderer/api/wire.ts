import type { ClientContext, ClientLink, ClientOptions } from '@orpc/client';
import { offline } from './failure.ts';

export type Link = ClientLink<ClientContext>;

/** Why the core will not talk to this page at all. */
export type Refusal = 'link-used' | 'link-missing' | 'session-ended';

export interface WireState {
  /** `failed`: the core died too often to be started again by itself. */
  status: 'connecting' | 'open' | 'lost' | 'failed' | 'refused';
  /** When the wire came into this state, milliseconds. */
  since: number;
  refusal: Refusal | null;
}

/** The end a door holds: it says what became of the wire. */
export interface WireEnd {
  opened(link: Link): void;
  lost(): void;
  failed(): void;
  refused(why: Refusal): void;
}

export interface Wire extends Link {
  readonly state: () => WireState;
  /** Runs `listener` after each change of state; answers how to stop. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Asks the door to lay a line at once. */
  readonly retry: () => void;
}

interface Line {
  link: Link;
  dropped: boolean;
}

/**
 * One wire to the core for the life of the page, over whatever line is up at the moment. A call made while the first
 * line is still being laid waits for it; a call made, or still pending, when a line drops rejects with `offline`.
 */
export function createWire(dial: (end: WireEnd) => { retry(): void }): Wire {
  const listeners = new Set<() => void>();
  const waiting = new Set<() => void>();
  let line: Line | null = null;
  let state: WireState = { status: 'connecting', since: Date.now(), refusal: null };

  const become = (status: WireState['status'], refusal: Refusal | null = null) => {
    if (state.status === status && state.refusal === refusal && status !== 'open') return;
    state = { status, since: Date.now(), refusal };
    for (const wake of waiting) wake();
    for (const listener of listeners) listener();
  };

  const drop = () => {
    if (line) line.dropped = true;
    line = null;
  };

  const settled = (signal: AbortSignal | undefined) =>
    new Promise<void>((resolve) => {
      const wake = () => {
        waiting.delete(wake);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      waiting.add(wake);
      signal?.addEventListener('abort', wake, { once: true });
    });

  const door = dial({
    opened(link) {
      drop();
      line = { link, dropped: false };
      become('open');
    },
    lost() {
      drop();
      if (state.status !== 'refused') become('lost');
    },
    failed() {
      drop();
      become('failed');
    },
    refused(why) {
      drop();
      become('refused', why);
    },
  });

  return {
    retry: () => door.retry(),
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async call(path, input, options: ClientOptions<ClientContext>) {
      if (state.status === 'connecting') await settled(options.signal);
      options.signal?.throwIfAborted();
      const current = line;
      if (!current) throw offline();
      try {
        return await current.link.call(path, input, options);
      } catch (error) {
        if (current.dropped && !options.signal?.aborted) throw offline();
        throw error;
      }
    },
  };
}
