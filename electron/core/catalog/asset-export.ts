import type { FileHandle } from 'node:fs/promises';
import { LIMITS } from '../imports/limits.ts';
import type { Place } from '../imports/protocol.ts';
import { type Source, Unreadable } from '../imports/source.ts';
import { Count, type Tally } from '../imports/tally.ts';
import { type AssetRow, assetRow } from './asset-rows.ts';
import { CsvRows } from './csv.ts';

const AT_ONCE = 2_000;

const WHY = {
  E_ROW_UTF8: 'The row is not UTF-8.',
  E_ROW_SIZE: 'The row is too large, or a quote in it is never closed.',
  E_ROW_QUOTE: 'The file ends within a quoted cell.',
};

type AssetBatch = Place & { rows: AssetRow[]; tally: Tally };

/** Reads the export of a catalog's assets, as CSV (also gzipped) or Parquet. After a crash it begins again. */
export class AssetReader {
  readonly #file: FileHandle;
  readonly #count = new Count();
  #rows: AssetRow[] = [];

  constructor(file: FileHandle) {
    this.#file = file;
  }

  async *batches(source: Source): AsyncGenerator<AssetBatch> {
    const head = Buffer.alloc(4);
    await this.#file.read(head, 0, 4, 0);
    if (head.toString('latin1') === 'PAR1') yield* this.#parquet(source);
    else yield* this.#csv(source);
    yield this.#batch();
  }

  #batch(): AssetBatch {
    const rows = this.#rows;
    this.#rows = [];
    return { offset: 0, line: 1, rows, tally: this.#count.take() };
  }

  #take(row: ReadonlyMap<string, unknown>): void {
    const told = assetRow(row, this.#count);
    if (told !== null) this.#rows.push(told);
  }

  async *#csv(source: Source): AsyncGenerator<AssetBatch> {
    const header: { names: string[] | null } = { names: null };
    const parser = new CsvRows(
      {
        row: (cells, line) => {
          this.#count.line = line;
          if (header.names === null) header.names = columnsOf(cells);
          else if (cells.length !== header.names.length)
            this.#count.skip(
              'E_ROW_CELLS',
              `The row has ${cells.length} cells where there are ${header.names.length} columns.`,
            );
          else this.#take(new Map(header.names.map((name, at) => [name, cells[at]])));
        },
        broken: (code, line) => this.#count.skip(code, WHY[code], line),
      },
      LIMITS,
    );
    let first = true;
    for await (const piece of source.pieces(0)) {
      parser.push(first && piece[0] === 0xef && piece[1] === 0xbb && piece[2] === 0xbf ? piece.subarray(3) : piece);
      first = false;
      while (this.#rows.length > 0) yield this.#batch();
    }
    parser.end();
    if (header.names === null) throw noColumns();
  }

  async *#parquet(source: Source): AsyncGenerator<AssetBatch> {
    const { parquetMetadataAsync, parquetReadObjects } = await import('hyparquet');
    const { compressors } = await import('hyparquet-compressors');
    const { size } = await this.#file.stat();
    const file = { byteLength: size, slice: (start: number, end?: number) => this.#slice(start, end ?? size) };
    const metadata = await parquetMetadataAsync(file);
    columnsOf(metadata.schema.slice(1).map((element) => element.name));
    let rowStart = 0;
    for (const group of metadata.row_groups) {
      if (group.total_byte_size > LIMITS.rowGroup)
        throw new Unreadable(
          'invalid',
          'E_IMPORT_ROW_GROUP',
          `A row group of the file holds more than ${LIMITS.rowGroup / 1024 ** 2} MB.`,
          'Write it again with smaller row groups.',
        );
      const rowEnd = rowStart + Number(group.num_rows);
      const rows = await parquetReadObjects({ file, metadata, rowStart, rowEnd, compressors });
      for (const [at, row] of rows.entries()) {
        this.#count.line = rowStart + at + 1;
        this.#take(new Map(Object.entries(row).map(([name, value]) => [name.toLowerCase(), value])));
        if (this.#rows.length < AT_ONCE) continue;
        source.read = Math.floor((size * (rowStart + at)) / Math.max(1, Number(metadata.num_rows)));
        yield this.#batch();
      }
      rowStart = rowEnd;
      source.read = Math.floor((size * rowStart) / Math.max(1, Number(metadata.num_rows)));
    }
  }

  async #slice(start: number, end: number): Promise<ArrayBuffer> {
    const length = Math.max(0, end - start);
    if (length > LIMITS.rowGroup) throw new Error('a part of the file is too large');
    const bytes = new Uint8Array(length);
    const { bytesRead } = await this.#file.read(bytes, 0, length, start);
    if (bytesRead < length) throw new Error('the file ends too early');
    return bytes.buffer;
  }
}

function columnsOf(names: readonly string[]): string[] {
  const columns = names.map((name) => name.trim().toLowerCase());
  if (!columns.includes('asset_id')) throw noColumns();
  return columns;
}

const noColumns = () =>
  new Unreadable(
    'invalid',
    'E_IMPORT_COLUMNS',
    'The file has no column asset_id.',
    'Export the table asset_metadata.asset with its column names, as CSV or Parquet.',
  );
