import { LIMITS } from '../imports/limits.ts';

/** Why a piece of the file is no event. */
export type Broken = 'E_EVENT_SYNTAX' | 'E_EVENT_SIZE' | 'E_EVENT_DEPTH' | 'E_EVENT_PARTS' | 'E_EVENT_TRUNCATED';

export interface EventSink {
  /** The bytes of one object, good until this returns, and the line it begins in. */
  event(bytes: Uint8Array, line: number): void;
  broken(code: Broken, line: number): void;
}

const [TAB, LINE, RETURN, SPACE] = [0x09, 0x0a, 0x0d, 0x20];
const [QUOTE, COMMA, COLON, BACKSLASH] = [0x22, 0x2c, 0x3a, 0x5c];
const [OPEN_LIST, CLOSE_LIST, OPEN, CLOSE] = [0x5b, 0x5d, 0x7b, 0x7d];
/** RFC 7464 puts it before each text of a sequence. */
const RECORD = 0x1e;

/**
 * Finds the objects in a stream of bytes: one a line, one pretty-printed, many in a list, or one after another. It
 * never holds more than one object, and never one larger than the limit; what is beyond is passed over by its shape.
 * A broken object ends where its line does, or where the next line opens one that cannot belong into it.
 */
export class EventSplitter {
  readonly #sink: EventSink;
  readonly #most: number;
  readonly #shape = new Uint8Array(LIMITS.depth + 1);
  #held: Uint8Array;
  #length = 0;
  /** Bytes that went by, and the line they ended in. */
  #at: number;
  #line: number;
  #inEvent = false;
  #inString = false;
  #escaped = false;
  #freshLine = false;
  #depth = 0;
  #parts = 0;
  #before = 0;
  #size = 0;
  #refused: Broken | null = null;
  #garbage = false;
  /** Where the event in hand begins. */
  #from = { offset: 0, line: 1 };

  constructor(sink: EventSink, from: { offset: number; line: number }, most: number = LIMITS.event) {
    this.#sink = sink;
    this.#most = most;
    this.#held = new Uint8Array(Math.min(most, 64 * 1024));
    this.#at = from.offset;
    this.#line = from.line;
  }

  /** Where a new splitter would have to begin to find what this one has not told of yet. */
  get place(): { offset: number; line: number } {
    return this.#inEvent ? this.#from : { offset: this.#at, line: this.#line };
  }

  push(piece: Uint8Array): void {
    let start = 0;
    for (let at = 0; at < piece.length; at += 1) {
      const byte = piece[at] ?? 0;
      if (!this.#inEvent) {
        if (this.#between(byte)) {
          start = at;
          this.#from = { offset: this.#at + at, line: this.#line };
        }
        continue;
      }
      if (this.#inString && !this.#escaped) {
        // Most bytes are within strings: passed over as fast as can be.
        at = pastText(piece, at);
        if (at === piece.length) break;
      }
      const said = this.#within(piece[at] ?? 0);
      if (said === 'more') continue;
      if (said === 'whole') this.#whole(piece, start, at + 1);
      else {
        this.#end(this.#refused ?? 'E_EVENT_SYNTAX');
        this.#garbage = false;
        if (said === 'next') {
          this.#begin();
          start = at;
          this.#from = { offset: this.#at + at, line: this.#line };
        }
      }
    }
    if (this.#inEvent) this.#hold(piece.subarray(start));
    this.#at += piece.length;
  }

  /** The stream is over. */
  end(): void {
    if (this.#inEvent) this.#end(this.#refused ?? 'E_EVENT_TRUNCATED');
  }

  /** A byte between two events: true where it opens one. */
  #between(byte: number): boolean {
    if (byte === LINE) {
      this.#line += 1;
      this.#inString = false;
      this.#escaped = false;
      this.#garbage = false;
      return false;
    }
    if (this.#inString) {
      if (this.#escaped) this.#escaped = false;
      else if (byte === BACKSLASH) this.#escaped = true;
      else if (byte === QUOTE) this.#inString = false;
      return false;
    }
    if (byte === OPEN) {
      this.#begin();
      return true;
    }
    if (byte === SPACE || byte === TAB || byte === RETURN || byte === COMMA || byte === RECORD) return false;
    if (byte === OPEN_LIST || byte === CLOSE_LIST || byte === CLOSE) return false;
    if (byte === QUOTE) this.#inString = true;
    if (!this.#garbage) this.#sink.broken('E_EVENT_SYNTAX', this.#line);
    this.#garbage = true;
    return false;
  }

  /** A byte of an event that may end it: whole, with its line, or because the next one opens here. */
  #within(byte: number): 'more' | 'whole' | 'line' | 'next' {
    if (this.#inString) {
      if (this.#escaped && byte !== LINE) this.#escaped = false;
      else if (byte === BACKSLASH) this.#escaped = true;
      else if (byte === QUOTE) {
        this.#inString = false;
        this.#before = QUOTE;
      } else {
        // A line that ends within a string is no JSON.
        this.#line += 1;
        return 'line';
      }
      return 'more';
    }
    if (byte === SPACE || byte === TAB || byte === RETURN) {
      this.#freshLine = false;
      return 'more';
    }
    if (byte === LINE) {
      this.#line += 1;
      this.#freshLine = true;
      return 'more';
    }
    const fresh = this.#freshLine;
    this.#freshLine = false;
    if (byte === OPEN) {
      if (fresh && !this.#mayOpen()) return 'next';
      this.#deeper(OPEN);
    } else if (byte === OPEN_LIST) this.#deeper(OPEN_LIST);
    else if (byte === CLOSE || byte === CLOSE_LIST) {
      this.#depth -= 1;
      if (this.#depth === 0) return 'whole';
    } else if (byte === COMMA) this.#part();
    else if (byte === QUOTE) this.#inString = true;
    this.#before = byte;
    return 'more';
  }

  /** May an object begin here by the grammar? */
  #mayOpen(): boolean {
    if (this.#before === COLON || this.#before === OPEN_LIST) return true;
    return this.#before === COMMA && (this.#depth > LIMITS.depth || this.#shape[this.#depth] === OPEN_LIST);
  }

  #deeper(shape: number): void {
    this.#depth += 1;
    this.#part();
    if (this.#depth <= LIMITS.depth) this.#shape[this.#depth] = shape;
    else this.#refused ??= 'E_EVENT_DEPTH';
  }

  #part(): void {
    this.#parts += 1;
    if (this.#parts > LIMITS.parts) this.#refused ??= 'E_EVENT_PARTS';
  }

  #begin(): void {
    this.#inEvent = true;
    this.#inString = false;
    this.#escaped = false;
    this.#freshLine = false;
    this.#length = 0;
    this.#size = 0;
    this.#refused = null;
    this.#parts = 0;
    this.#depth = 1;
    this.#shape[1] = OPEN;
    this.#before = OPEN;
  }

  #whole(piece: Uint8Array, start: number, end: number): void {
    const rest = piece.subarray(start, end);
    if (this.#size + rest.length > this.#most) this.#refused ??= 'E_EVENT_SIZE';
    if (this.#refused !== null) {
      this.#end(this.#refused);
      return;
    }
    this.#inEvent = false;
    if (this.#length === 0) this.#sink.event(rest, this.#from.line);
    else {
      this.#hold(rest);
      this.#sink.event(this.#held.subarray(0, this.#length), this.#from.line);
    }
    this.#shrink();
  }

  /** Keeps what a piece holds of the event in hand, unless that is too large already. */
  #hold(part: Uint8Array): void {
    this.#size += part.length;
    if (this.#size > this.#most) this.#refused ??= 'E_EVENT_SIZE';
    if (this.#refused !== null) {
      this.#length = 0;
      this.#shrink();
      return;
    }
    if (this.#length + part.length > this.#held.length) {
      const larger = new Uint8Array(Math.min(this.#most, Math.max(this.#length + part.length, 2 * this.#held.length)));
      larger.set(this.#held.subarray(0, this.#length));
      this.#held = larger;
    }
    this.#held.set(part, this.#length);
    this.#length += part.length;
  }

  #end(code: Broken): void {
    this.#inEvent = false;
    this.#inString = false;
    this.#escaped = false;
    this.#garbage = true;
    this.#sink.broken(code, this.#from.line);
    this.#shrink();
  }

  #shrink(): void {
    if (this.#held.length > 1024 * 1024) this.#held = new Uint8Array(64 * 1024);
  }
}

/** The next byte that means something within a string. */
function pastText(piece: Uint8Array, from: number): number {
  let at = from;
  for (; at < piece.length; at += 1) {
    const byte = piece[at];
    if (byte === QUOTE || byte === BACKSLASH || byte === LINE) break;
  }
  return at;
}
