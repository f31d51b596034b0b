import { isUtf8 } from 'node:buffer';

export interface CsvSink {
  /** The cells of one row and the line it begins in. */
  row(cells: string[], line: number): void;
  broken(code: 'E_ROW_UTF8' | 'E_ROW_SIZE' | 'E_ROW_QUOTE', line: number): void;
}

export interface CsvLimits {
  /** Bytes of a cell, cells of a row. */
  cell: number;
  cells: number;
  /** What stands between cells; a comma when left out. */
  separator?: Separator;
}

export const SEPARATORS = [',', ';', '\t'] as const;
export type Separator = (typeof SEPARATORS)[number];

const [LINE, RETURN, QUOTE] = [0x0a, 0x0d, 0x22];

/**
 * The separator of a CSV, told by the first line that has one: the one that stands there most, outside of quotes. Excel writes `;`
 * where the comma is the decimal sign.
 */
export function separatorOf(bytes: Uint8Array): Separator {
  const counts = new Map<number, number>(SEPARATORS.map((separator) => [separator.charCodeAt(0), 0]));
  let quoted = false;
  for (const byte of bytes.subarray(0, 64 * 1024)) {
    if (byte === QUOTE) quoted = !quoted;
    else if (!quoted && byte === LINE && [...counts.values()].some((count) => count > 0)) break;
    else if (!quoted && counts.has(byte)) counts.set(byte, (counts.get(byte) ?? 0) + 1);
  }
  const count = (separator: Separator) => counts.get(separator.charCodeAt(0)) ?? 0;
  return SEPARATORS.reduce((most, separator) => (count(separator) > count(most) ? separator : most));
}

/**
 * RFC 4180 from a stream of bytes, also with other separators: quoted cells may hold separators, quotes (doubled) and
 * lines. Empty lines are no rows.
 */
export class CsvRows {
  readonly #sink: CsvSink;
  readonly #limits: CsvLimits;
  readonly #separator: number;
  #bytes = new Uint8Array(4 * 1024);
  #length = 0;
  /** Where each cell ends within the bytes of the row. */
  #ends: number[] = [];
  #line = 1;
  #from = 1;
  #state: 'start' | 'plain' | 'quoted' | 'quote' = 'start';
  #return = false;
  #refused = false;
  #any = false;

  constructor(sink: CsvSink, limits: CsvLimits) {
    this.#sink = sink;
    this.#limits = limits;
    this.#separator = (limits.separator ?? ',').charCodeAt(0);
  }

  push(piece: Uint8Array): void {
    for (const byte of piece) this.#byte(byte);
  }

  end(): void {
    if (this.#state === 'quoted') {
      this.#sink.broken('E_ROW_QUOTE', this.#from);
      return;
    }
    if (this.#any || this.#ends.length > 0) this.#row();
  }

  #byte(byte: number): void {
    if (this.#return) {
      this.#return = false;
      // A carriage return that does not end a line is a character like any other.
      if (byte !== LINE) this.#keep(RETURN);
    }
    if (byte === LINE) this.#line += 1;
    if (this.#state === 'quoted' && !this.#refused) {
      if (byte === QUOTE) this.#state = 'quote';
      else this.#keep(byte);
      return;
    }
    if (byte === QUOTE && this.#state !== 'plain') {
      if (this.#state === 'quote') this.#keep(QUOTE);
      this.#state = 'quoted';
      this.#any = true;
    } else if (byte === this.#separator) this.#cell();
    else if (byte === LINE) this.#row();
    else if (byte === RETURN) this.#return = true;
    else {
      this.#state = 'plain';
      this.#keep(byte);
    }
  }

  #keep(byte: number): void {
    this.#any = true;
    const begin = this.#ends.at(-1) ?? 0;
    // What is too large may be a quote that is never closed: the row then ends where its line does.
    if (this.#length - begin >= this.#limits.cell) this.#refused = true;
    if (this.#refused) return;
    if (this.#length === this.#bytes.length) {
      const larger = new Uint8Array(2 * this.#bytes.length);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes[this.#length] = byte;
    this.#length += 1;
  }

  #cell(): void {
    this.#any = true;
    this.#state = 'start';
    if (this.#ends.length >= this.#limits.cells || this.#length > 16 * this.#limits.cell) this.#refused = true;
    else this.#ends.push(this.#length);
  }

  #row(): void {
    if (this.#any) {
      this.#cell();
      const bytes = this.#bytes.subarray(0, this.#length);
      if (this.#refused) this.#sink.broken('E_ROW_SIZE', this.#from);
      else if (!isUtf8(bytes)) this.#sink.broken('E_ROW_UTF8', this.#from);
      else this.#sink.row(this.#cells(bytes), this.#from);
    }
    if (this.#bytes.length > 1024 * 1024) this.#bytes = new Uint8Array(4 * 1024);
    this.#length = 0;
    this.#ends = [];
    this.#state = 'start';
    this.#refused = false;
    this.#any = false;
    this.#from = this.#line;
  }

  #cells(bytes: Uint8Array): string[] {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return this.#ends.map((end, at) => buffer.toString('utf8', this.#ends[at - 1] ?? 0, end));
  }
}
