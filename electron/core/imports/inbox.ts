import type { ToReader } from './protocol.ts';

type Of<T extends ToReader['type']> = Extract<ToReader, { type: T }>;

/** What the core said and nobody has taken yet. */
export class Inbox {
  readonly #waiting: ToReader[] = [];
  #wake: () => void = () => {};

  constructor(wire: { onMessage(listener: (message: ToReader) => void): void }) {
    wire.onMessage((message) => {
      this.#waiting.push(message);
      this.#wake();
    });
  }

  /** The next word, which must be of this type. */
  async next<T extends ToReader['type']>(type: T): Promise<Of<T>> {
    for (;;) {
      const message = this.#waiting.shift();
      if (message !== undefined) {
        if (!isOf(message, type)) throw new Error(`“${message.type}” was said where “${type}” was due`);
        return message;
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}

const isOf = <T extends ToReader['type']>(message: ToReader, type: T): message is Of<T> => message.type === type;
