import { readXlsx, type Sheet, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import { Unreadable } from '../../imports/source.ts';
import { callNames, type GlossaryDocument, many, type Place, textsOf } from '../document.ts';
import { guardMarker, short, unguardMarker } from './cells.ts';
import { Gather } from './gather.ts';
import { instructions } from './instructions.ts';
import { type Column, GLOSSARY_COLUMNS, glossaryCells, glossaryNames, TERM_COLUMNS, termCells } from './layout.ts';
import { LIMITS } from './limits.ts';
import { columnKey, tooManyRows } from './table.ts';
import { checkWorkbook } from './workbook-check.ts';

const GUARD = { guard: guardMarker, unguard: unguardMarker };
const [GLOSSARIES, TERMS] = ['Glossaries', 'Terms'];
const HEAD = { font: { bold: true } };
const TEXT = { numFmt: '@', alignment: { vertical: 'top', wrapText: true } } as const;

/**
 * A document as a workbook: what the columns mean, the glossaries, the terms; the same bytes for the same document and
 * moment. @param at when it is said to be made, ISO 8601
 */
export async function print(document: GlossaryDocument, at: string): Promise<Uint8Array> {
  const called = callNames(document);
  const names = glossaryNames(document.glossaries);
  const glossaries = document.glossaries.map((glossary) => glossaryCells(glossary, GUARD));
  const terms = document.glossaries.flatMap((glossary) =>
    glossary.terms.map((term) => termCells(term, names(glossary), called, GUARD)),
  );
  const made = new Date(at);
  return await writeXlsx({
    sheets: [
      instructionSheet(),
      sheetOf(GLOSSARIES, GLOSSARY_COLUMNS, glossaries, { restricted: ['yes', 'no'] }),
      sheetOf(TERMS, TERM_COLUMNS, terms, {}),
    ],
    properties: { title: 'Glossary exchange', creator: 'Meshward', created: made, modified: made },
  });
}

function sheetOf<Field extends string>(
  name: string,
  columns: readonly Column<Field>[],
  rows: readonly Record<Field, string>[],
  choices: Partial<Record<Field, string[]>>,
): WriteSheet {
  const lists: Partial<Record<string, string[]>> = { ...choices, status: ['ENABLED', 'DISABLED'] };
  return {
    name,
    columns: columns.map(({ width }) => ({ width, style: TEXT })),
    rows: [columns.map(({ title }) => title), ...rows.map((row) => columns.map(({ field }) => cellOf(row[field])))],
    cells: new Map(columns.map((_column, at) => [`0,${at}`, { style: HEAD }])),
    freezePane: { rows: 1 },
    dataValidations: columns.flatMap(({ field }, at) => {
      const values = lists[field];
      const letter = String.fromCharCode(65 + at);
      return values === undefined
        ? []
        : [{ type: 'list' as const, values, allowBlank: true, range: `${letter}2:${letter}${LIMITS.rows + 1}` }];
    }),
  };
}

function instructionSheet(): WriteSheet {
  return {
    name: 'Instructions',
    columns: [
      { width: 24, style: TEXT },
      { width: 110, style: TEXT },
    ],
    rows: instructions().map((row) => row.map((text) => cellOf(text))),
  };
}

const FAULTS =
  /^#(?:NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|N\/A|GETTING_DATA|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!|EXTERNAL!|BUSY!|PYTHON!)$/u;

/**
 * A text as Excel keeps it (ECMA-376 22.9.2.19): what XML cannot hold, and what looks like such an escape, is written
 * _xHHHH_; so is the # of a text that would be taken for an error.
 */
function cellOf(text: string): string | null {
  if (text === '') return null;
  const cut = text.length > LIMITS.excel ? text.slice(0, LIMITS.excel) : text;
  const escaped = cut
    .replaceAll(/_(?=x[0-9a-f]{4}_)/giu, '_x005F_')
    .replaceAll(/[\ufffe\uffff]|\p{Surrogate}/gu, (char) => `_x${char.charCodeAt(0).toString(16).toUpperCase()}_`);
  return FAULTS.test(escaped) ? `_x0023_${escaped.slice(1)}` : escaped;
}

/**
 * Reads the workbook, as we, Excel or LibreOffice wrote it: texts, numbers, dates and results of formulas become text.
 * Throws `Unreadable` where it is no workbook, too large, or holds macros or links to others.
 */
export async function parse(bytes: Uint8Array): Promise<GlossaryDocument> {
  checkWorkbook(bytes);
  let sheets: Sheet[];
  try {
    ({ sheets } = await readXlsx(bytes));
  } catch {
    throw new Unreadable(
      'invalid',
      'E_XLSX_BROKEN',
      'The workbook cannot be read.',
      'Open it in Excel or LibreOffice and save it again as .xlsx.',
    );
  }
  const gather = new Gather(GUARD);
  let found = false;
  for (const sheet of sheets) {
    const key = columnKey(sheet.name);
    if (key === 'glossaries')
      found = read(sheet, GLOSSARY_COLUMNS, gather, gather.columns.glossary, (cells, at) => gather.glossary(cells, at));
    else if (key === 'terms')
      found = read(sheet, TERM_COLUMNS, gather, gather.columns.term, (cells, at) => gather.term(cells, at));
    else if (key !== 'instructions')
      gather.told('N_SHEET_UNKNOWN', `The sheet “${short(sheet.name)}” is not one of ours and was not read.`, null);
  }
  if (!found)
    throw new Unreadable(
      'invalid',
      'E_XLSX_SHEETS',
      'The workbook has neither a sheet Glossaries nor a sheet Terms.',
      'Begin with an export.',
    );
  return gather.document();
}

function read<Field extends string>(
  sheet: Sheet,
  columns: readonly Column<Field>[],
  gather: Gather,
  called: Partial<Record<Field, string>>,
  take: (cells: Map<Field, string>, at: Place) => void,
): true {
  const known = new Map(columns.map(({ field, name }) => [columnKey(name), field]));
  let head: (Field | null)[] | null = null;
  let taken = 0;
  for (const [index, values] of sheet.rows.entries()) {
    const texts = values.map(textOf);
    if (texts.every((text) => text.trim() === '')) continue;
    if (head === null) {
      head = headOf(texts, known, called, gather, sheet.name);
      continue;
    }
    taken += 1;
    if (taken > LIMITS.rows) throw tooManyRows();
    const at = { row: index + 1, where: sheet.name };
    const cells = new Map<Field, string>();
    for (const [column, field] of head.entries()) if (field !== null) cells.set(field, texts[column] ?? '');
    const broken = texts.findIndex((_text, column) => sheet.cells?.get(`${index},${column}`)?.type === 'error');
    if (broken >= 0)
      gather.fault(at, 'E_CELL_ERROR', `A cell of the row is an error (${short(texts[broken] ?? '')}): mend it.`);
    else take(cells, at);
  }
  return true;
}

function headOf<Field extends string>(
  names: readonly string[],
  known: ReadonlyMap<string, Field>,
  called: Partial<Record<Field, string>>,
  gather: Gather,
  sheet: string,
): (Field | null)[] {
  const head = names.map((name) => {
    const field = known.get(columnKey(name)) ?? null;
    if (field !== null && called[field] !== undefined)
      throw columnsWrong(`The sheet ${sheet} has two columns “${short(name)}”.`);
    if (field !== null) called[field] = name;
    else if (name.trim() !== '')
      gather.told('N_COLUMN_UNKNOWN', `The column “${short(name)}” is not one of ours and was not read.`, name);
    return field;
  });
  if (called['name' as Field] === undefined) throw columnsWrong(`The sheet ${sheet} has no column Name.`);
  return head;
}

const columnsWrong = (message: string) =>
  new Unreadable('invalid', 'E_IMPORT_COLUMNS', message, 'Begin with an export: its first row names the columns.');

/** A cell as text; a date as its day, with the time where it has one (UTC, as a workbook has no zone). */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (!(value instanceof Date) || Number.isNaN(value.getTime())) return '';
  return value
    .toISOString()
    .replace(/T00:00:00\.000Z$/u, '')
    .replace(/\.000Z$/u, '')
    .replace('T', ' ');
}

/** What the workbook cannot hold. */
export function losses(document: GlossaryDocument): string[] {
  let long = 0;
  for (const text of textsOf(document)) if (text.length > LIMITS.excel) long += 1;
  return long === 0
    ? []
    : [
        `${many(long, 'text')} longer than a cell can hold (${LIMITS.excel.toLocaleString('en')} characters): it is cut.`,
      ];
}
