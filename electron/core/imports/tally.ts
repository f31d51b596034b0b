import * as z from 'zod';
import { MOST_EXAMPLES } from './limits.ts';

/** One thing that was left out: where, why, in words. */
const Example = z.object({ code: z.string().max(40), line: z.int().min(0), message: z.string().max(1_000) });
export type Example = z.infer<typeof Example>;

const Counts = z.record(z.string().max(100), z.int().min(0));

/** What was met and what was left out since the last batch, or since the beginning. */
export const Tally = z.object({ seen: Counts, skipped: Counts, examples: z.array(Example).max(MOST_EXAMPLES) });
export type Tally = z.infer<typeof Tally>;

export const emptyTally = (): Tally => ({ seen: {}, skipped: {}, examples: [] });

/** `more` added to `tally`; of the examples the first ones stay. */
export function addTally(tally: Tally, more: Tally): Tally {
  return {
    seen: added(tally.seen, more.seen),
    skipped: added(tally.skipped, more.skipped),
    examples: [...tally.examples, ...more.examples].slice(0, MOST_EXAMPLES),
  };
}

function added(counts: Record<string, number>, more: Record<string, number>): Record<string, number> {
  const sum = { ...counts };
  for (const [name, count] of Object.entries(more)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
}

/** Counts while a file is read; taken away with each batch. */
export class Count {
  #now = emptyTally();
  #examples = 0;
  /** The line in hand. */
  line = 0;

  seen(what: string): void {
    this.#now.seen[what] = (this.#now.seen[what] ?? 0) + 1;
  }

  /** Left out for a reason; `message` is one sentence and may quote the file. */
  skip(code: string, message: string, line = this.line): void {
    this.#now.skipped[code] = (this.#now.skipped[code] ?? 0) + 1;
    if (this.#examples >= MOST_EXAMPLES) return;
    this.#examples += 1;
    this.#now.examples.push({ code, line, message: message.slice(0, 1_000) });
  }

  take(): Tally {
    const taken = this.#now;
    this.#now = emptyTally();
    return taken;
  }
}

/** Text of the file as it may stand in a sentence: short, on one line. */
export const quoted = (text: string): string => {
  const plain = text
    .slice(0, 120)
    .replace(/\p{Cc}/gu, ' ')
    .toWellFormed();
  return `“${plain}${text.length > 120 ? '…' : ''}”`;
};
