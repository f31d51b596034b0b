import type { EntityKind } from '#shared/entities.ts';

/** How far the kinds of one pull have come, for those that are read beside them. */
export class Growth {
  /** The pull whose rows count as met. */
  readonly run: number;
  readonly #ended = new Set<EntityKind>();
  #waiting: { kinds: readonly EntityKind[]; go: () => void }[] = [];

  constructor(run: number) {
    this.run = run;
  }

  /** Has this kind been read as far as this pull reads it? Until then only rows that this run met are known to be. */
  ended(kind: EntityKind): boolean {
    return this.#ended.has(kind);
  }

  /** A page of this kind was written. */
  grew(kind: EntityKind): void {
    const waiting = this.#waiting;
    this.#waiting = waiting.filter(({ kinds }) => !kinds.includes(kind));
    for (const { kinds, go } of waiting) if (kinds.includes(kind)) go();
  }

  end(kind: EntityKind): void {
    this.#ended.add(kind);
    this.grew(kind);
  }

  /** Resolves when one of these kinds has more than now. */
  more(kinds: readonly EntityKind[]): Promise<void> {
    return new Promise((go) => {
      this.#waiting.push({ kinds, go });
    });
  }

  /** Resolves once this kind has been read. Rejects with the signal's reason. */
  async until(kind: EntityKind, signal: AbortSignal): Promise<void> {
    const stopped = Promise.withResolvers<never>();
    stopped.promise.catch(() => {});
    const stop = () => stopped.reject(signal.reason);
    signal.addEventListener('abort', stop);
    try {
      while (!this.ended(kind)) {
        signal.throwIfAborted();
        await Promise.race([this.more([kind]), stopped.promise]);
      }
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  /** The condition for rows of a kind that are known to be there by now. */
  known(kind: EntityKind): string {
    return this.ended(kind) ? 'TRUE' : `seen_run = ${this.run}`;
  }
}
