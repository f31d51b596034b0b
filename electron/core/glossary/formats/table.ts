import { CsvRows, separatorOf } from '../../catalog/csv.ts';
import { Unreadable } from '../../imports/source.ts';
import { LIMITS } from './limits.ts';

/** A row of a sheet: the number a spreadsheet shows beside it, its cells; null where it could not be read. */
export interface TableRow {
  row: number;
  cells: readonly string[] | null;
  code: 'E_ROW_UTF8' | 'E_ROW_SIZE' | 'E_ROW_QUOTE' | null;
}

export const WHY = {
  E_ROW_UTF8: 'The row is not UTF-8: save the file as “CSV UTF-8”.',
  E_ROW_SIZE: 'The row is too large, or a quote in it is never closed.',
  E_ROW_QUOTE: 'The file ends within a quoted cell: close the quote.',
} as const;

/**
 * Rows of a CSV, the head first. Throws `Unreadable` where it is too large or no CSV (`,`, `;` or tab between cells).
 * A row that holds nothing is left out, and counted.
 */
export function readTable(bytes: Uint8Array): TableRow[] {
  if (bytes.length > LIMITS.file)
    throw new Unreadable(
      'invalid',
      'E_IMPORT_SIZE',
      `The file is larger than ${LIMITS.file / 1024 ** 2} MB.`,
      'Split it into several files.',
    );
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
    throw new Unreadable('invalid', 'E_CSV_ENCODING', 'The file is UTF-16.', 'Save it as “CSV UTF-8”.');
  const rows: TableRow[] = [];
  // A cell may hold lines, and an empty line is a row in a spreadsheet: the number of a row follows from both.
  let row = 0;
  let next = 1;
  const add = (line: number, cells: string[] | null, code: TableRow['code']) => {
    row += 1 + Math.max(0, line - next);
    next = line + 1 + (cells ?? []).reduce((lines, cell) => lines + cell.split('\n').length - 1, 0);
    if (cells === null || cells.some((cell) => cell.trim() !== '')) rows.push({ row, cells, code });
    if (rows.length > LIMITS.rows + 1) throw tooManyRows();
  };
  const text = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
  const parser = new CsvRows(
    { row: (cells, line) => add(line, cells, null), broken: (code, line) => add(line, null, code) },
    { cell: LIMITS.cell, cells: LIMITS.cells, separator: separatorOf(text) },
  );
  parser.push(text);
  parser.end();
  const head = rows[0]?.cells ?? null;
  if (head === null)
    throw new Unreadable(
      'invalid',
      'E_IMPORT_COLUMNS',
      'The file has no row of column names.',
      'Begin with an export.',
    );
  return rows;
}

export const tooManyRows = (): Unreadable =>
  new Unreadable(
    'invalid',
    'E_IMPORT_ROWS',
    `The file has more than ${LIMITS.rows.toLocaleString('en')} rows.`,
    'Split it into several files.',
  );

const BOM = '\ufeff';

/** Rows as a CSV: RFC 4180, CRLF, UTF-8 with a byte order mark, without which Excel reads another encoding. */
export const printTable = (rows: Iterable<readonly string[]>): string => {
  const lines: string[] = [];
  for (const cells of rows) lines.push(cells.map(quote).join(','));
  return `${BOM}${lines.join('\r\n')}\r\n`;
};

/** Blanks at the ends are quoted too: some readers take them away otherwise. */
const quote = (cell: string): string => (/[",\r\n]|^\s|\s$/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** The name of a column without case, blanks, `_`, `-` and `*`. */
export const columnKey = (name: string): string => name.toLowerCase().replaceAll(/[\s_*-]/gu, '');
