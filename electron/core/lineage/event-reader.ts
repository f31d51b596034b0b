import { isUtf8 } from 'node:buffer';
import { Count, quoted, type Tally } from '../imports/tally.ts';
import type { Place } from '../imports/protocol.ts';
import type { Source } from '../imports/source.ts';
import { Unreadable } from '../imports/source.ts';
import { type Broken, EventSplitter } from './event-splitter.ts';
import { EventFacts } from './event-facts.ts';
import type { Facts } from './facts.ts';
import { isObject, listAt, member } from '../imports/json.ts';

/** What a batch may weigh before it is handed over, and how many bytes may go by without one. */
const HEAVY = 2_500;
const FAR = 8 * 1024 * 1024;

const WHY: Record<Broken, string> = {
  E_EVENT_SYNTAX: 'This is no JSON object.',
  E_EVENT_SIZE: 'The event is larger than 16 MB.',
  E_EVENT_DEPTH: 'The event is nested deeper than 200 levels.',
  E_EVENT_PARTS: 'The event has more than 500,000 parts.',
  E_EVENT_TRUNCATED: 'The file ends in the middle of this event.',
};

/** Reads OpenLineage events: one a line, a list of them, one after another, or the answer of a lineage server. */
export class EventReader {
  readonly #count = new Count();
  readonly #facts = new EventFacts(this.#count);

  async *batches(source: Source, from: Place): AsyncGenerator<Place & { rows: Facts; tally: Tally }> {
    const splitter = new EventSplitter(
      {
        event: (bytes, line) => this.#event(bytes, line),
        broken: (code, line) => this.#count.skip(code, WHY[code], line),
      },
      from,
    );
    let last = source.read;
    let first = from.offset === 0;
    for await (const piece of source.pieces(from.offset)) {
      splitter.push(first ? marked(piece) : piece);
      first = false;
      if (this.#facts.weight < HEAVY && source.read - last < FAR) continue;
      last = source.read;
      yield this.#batch(splitter);
    }
    splitter.end();
    yield this.#batch(splitter);
  }

  #batch(splitter: EventSplitter): Place & { rows: Facts; tally: Tally } {
    return { ...splitter.place, rows: this.#facts.take(), tally: this.#count.take() };
  }

  #event(bytes: Uint8Array, line: number): void {
    this.#count.line = line;
    if (!isUtf8(bytes)) {
      this.#count.skip('E_EVENT_UTF8', 'The event is not UTF-8.');
      return;
    }
    let event: unknown;
    try {
      event = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString());
    } catch (error) {
      this.#count.skip('E_EVENT_SYNTAX', `This is no JSON: ${quoted(error instanceof Error ? error.message : '')}.`);
      return;
    }
    // A lineage server answers {"events": […]}.
    const events = listAt(event, 'events');
    if (events.length > 0 && isObject(event) && member(event, 'eventTime') === undefined)
      for (const one of events) this.#facts.event(one);
    else this.#facts.event(event);
  }
}

/** The first bytes without the mark that some editors put before UTF-8. */
function marked(piece: Uint8Array): Uint8Array {
  if ((piece[0] === 0xfe && piece[1] === 0xff) || (piece[0] === 0xff && piece[1] === 0xfe) || piece[1] === 0)
    throw new Unreadable(
      'invalid',
      'E_IMPORT_ENCODING',
      'The file is written in UTF-16 or holds binary data.',
      'Save it as UTF-8, then import it again.',
    );
  // As a space, so that places in the file stay what they are.
  if (piece[0] === 0xef && piece[1] === 0xbb && piece[2] === 0xbf)
    return Buffer.concat([Buffer.from('   '), piece.subarray(3)]);
  return piece;
}
