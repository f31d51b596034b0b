import type { MessagePortMain } from 'electron';

/** What becomes of a core's process. */
export interface CoreEvents {
  ready(): void;
  /** A file could not be opened: why, and what to do next. */
  refused(why: string, next: string): void;
  died(pid: number | null): void;
}

/** What a core says to main itself. */
export interface CoreMessage {
  ready?: boolean;
  refused?: string;
  next?: string;
}

export function hear(message: CoreMessage, events: CoreEvents): void {
  if (message.ready) events.ready();
  else if (message.refused) events.refused(message.refused, message.next ?? '');
}

/** A started core, whichever way it runs. */
export interface StartedCore {
  /** Gives it the other end of a window's port. */
  connect(port: MessagePortMain): void;
  open(path: string): void;
  stop(): void;
  kill(): void;
}
