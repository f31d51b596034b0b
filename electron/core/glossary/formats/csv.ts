import { Unreadable } from '../../imports/source.ts';
import {
  callNames,
  type GlossaryDocument,
  type GlossaryField,
  many,
  type Place,
  type TermField,
  textsOf,
} from '../document.ts';
import { guard, isGuarded, short, unguard } from './cells.ts';
import { Gather } from './gather.ts';
import { GLOSSARY_COLUMNS, glossaryCells, glossaryNames, TERM_COLUMNS, termCells } from './layout.ts';
import { columnKey, printTable, readTable, WHY } from './table.ts';

const GUARD = { guard, unguard };

/** Both kinds in one sheet: a column that both have is one, and `kind` says which the row is. */
const COLUMNS = [
  'kind',
  'id',
  'glossary',
  'name',
  'description',
  'short_description',
  'long_description',
  'status',
  'project',
  'restricted',
  'is_a',
  'classifies',
] as const;

const named = <Field extends string>(columns: readonly { field: Field; name: string }[]) =>
  new Map(columns.map(({ field, name }) => [columnKey(name), field]));
const OF_GLOSSARY = named(GLOSSARY_COLUMNS);
const OF_TERM = named(TERM_COLUMNS);

/** A document as our own CSV: a row per glossary, behind it a row per term of it. */
export function print(document: GlossaryDocument): string {
  const called = callNames(document);
  const names = glossaryNames(document.glossaries);
  const rows: string[][] = [[...COLUMNS]];
  const add = (kind: string, cells: ReadonlyMap<string, string>) =>
    rows.push(COLUMNS.map((column) => (column === 'kind' ? kind : (cells.get(columnKey(column)) ?? ''))));
  for (const glossary of document.glossaries) {
    const own = glossaryCells(glossary, GUARD);
    add('glossary', new Map([...OF_GLOSSARY].map(([key, field]) => [key, own[field]])));
    for (const term of glossary.terms) {
      const cells = termCells(term, names(glossary), called, GUARD);
      add('term', new Map([...OF_TERM].map(([key, field]) => [key, cells[field]])));
    }
  }
  return printTable(rows);
}

/** Reads our own CSV. Throws `Unreadable` where it is none; what is wrong with a row is told beside it. */
export function parse(bytes: Uint8Array): GlossaryDocument {
  const [head, ...rows] = readTable(bytes);
  const gather = new Gather(GUARD);
  const keys = headOf(head?.cells ?? [], gather);
  for (const { row, cells, code } of rows) {
    const at: Place = { row, where: '' };
    if (cells === null) gather.fault(at, code ?? 'E_ROW_SIZE', WHY[code ?? 'E_ROW_SIZE']);
    else if (cells.slice(keys.length).some((text) => text.trim() !== ''))
      gather.fault(at, 'E_ROW_CELLS', `The row has ${cells.length} cells where there are ${keys.length} columns.`);
    else readRow(gather, keys, cells, at);
  }
  return gather.document();
}

function readRow(gather: Gather, keys: readonly string[], cells: readonly string[], at: Place): void {
  const byKey = new Map(keys.map((key, place) => [key, cells[place] ?? '']));
  const kind = (byKey.get('kind') ?? '').trim().toLowerCase();
  // A sheet of terms alone needs no kind.
  if (kind === 'term' || (kind === '' && (byKey.get('glossary') ?? '').trim() !== ''))
    gather.term(pick(OF_TERM, byKey), at);
  else if (kind === 'glossary') gather.glossary(pick(OF_GLOSSARY, byKey), at);
  else gather.fault(at, 'E_ROW_KIND', `“${short(kind)}” is no kind of row: write glossary or term.`);
}

const pick = <Field extends GlossaryField | TermField>(
  fields: ReadonlyMap<string, Field>,
  byKey: ReadonlyMap<string, string>,
): Map<Field, string> => new Map([...fields].map(([key, field]) => [field, byKey.get(key) ?? '']));

/** The key of each column; which were not understood is told. */
function headOf(names: readonly string[], gather: Gather): string[] {
  const seen = new Set<string>();
  const keys = names.map((name) => {
    const key = columnKey(name);
    const ofGlossary = OF_GLOSSARY.get(key);
    const ofTerm = OF_TERM.get(key);
    if (seen.has(key) && key !== '')
      throw new Unreadable(
        'invalid',
        'E_IMPORT_COLUMNS',
        `The file has two columns “${short(name)}”.`,
        'Keep the one you mean.',
      );
    seen.add(key);
    if (ofGlossary !== undefined) gather.columns.glossary[ofGlossary] = name;
    if (ofTerm !== undefined) gather.columns.term[ofTerm] = name;
    if (key !== 'kind' && key !== '' && ofGlossary === undefined && ofTerm === undefined)
      gather.told('N_COLUMN_UNKNOWN', `The column “${short(name)}” is not one of ours and was not read.`, name);
    return key;
  });
  if (!seen.has('name') || !(seen.has('kind') || seen.has('glossary')))
    throw new Unreadable(
      'invalid',
      'E_IMPORT_COLUMNS',
      'The file lacks the column name, or both kind and glossary.',
      'Begin with an export: its first row names the columns.',
    );
  return keys;
}

/** What the CSV cannot hold, or holds in another way. */
export function losses(document: GlossaryDocument): string[] {
  let broken = 0;
  let guarded = 0;
  for (const text of textsOf(document)) {
    if (!text.isWellFormed()) broken += 1;
    if (isGuarded(text)) guarded += 1;
  }
  return [
    ...(broken > 0 ? [`${many(broken, 'text')} with half a character in it: it becomes �.`] : []),
    ...(guarded > 0
      ? [
          `${many(guarded, 'text')} would be taken for a formula: a ' stands before it, which importing takes away again.`,
        ]
      : []),
  ];
}
