import { Unreadable } from '../../imports/source.ts';
import {
  documentOf,
  type GlossaryDocument,
  glossaryEntry,
  many,
  type Place,
  type Ref,
  type Remark,
  termEntry,
  type TermEntry,
} from '../document.ts';
import { isClear, short, unguard } from './cells.ts';
import { listed, undotted, unlisted } from './dotted.ts';
import { parted } from './one-description.ts';
import { columnKey, readTable, type TableRow, WHY } from './table.ts';

/** Ours, under every name they had: the status was `status` before it was `glossaryStatus`. */
const READ = new Map([
  ['parent', 'parent'],
  ['name', 'name'],
  ['description', 'description'],
  ['relatedterms', 'relatedTerms'],
  ['glossarystatus', 'glossaryStatus'],
  ['status', 'glossaryStatus'],
] as const);
type Field = typeof READ extends Map<unknown, infer Name> ? Name : never;

const STATUS: Record<string, 'ENABLED' | 'DISABLED'> = {
  approved: 'ENABLED',
  deprecated: 'DISABLED',
  draft: 'DISABLED',
  inreview: 'DISABLED',
  rejected: 'DISABLED',
};

/** What a relation of OpenMetadata is in DataZone; the others have no counterpart. */
const RELATIONS: Record<string, 'isA' | 'classifies' | null> = {
  broader: 'isA',
  partof: 'isA',
  narrower: 'classifies',
  haspart: 'classifies',
  relatedto: null,
  synonym: null,
  antonym: null,
};

interface Head {
  fields: (Field | null)[];
  names: readonly string[];
}

/**
 * Reads OpenMetadata's glossary CSV, of any age, and what an import of it answered.
 * @param glossary the one the file belongs to: the file itself names it only where a term has a parent
 */
export function parse(bytes: Uint8Array, { glossary }: { glossary: string | null }): GlossaryDocument {
  const [first, ...rows] = readTable(bytes);
  const head = headOf(first?.cells ?? []);
  const homes = new Map<string, TermEntry[]>();
  const told: GlossaryDocument['told'][number][] = toldOf(head, rows);
  const faults: GlossaryDocument['faults'][number][] = [];
  for (const { row, cells, code } of rows) {
    const at = { row, where: '' };
    if (cells === null) {
      faults.push({ at, column: null, code: code ?? 'E_ROW_SIZE', message: WHY[code ?? 'E_ROW_SIZE'] });
      continue;
    }
    const { home, term } = readRow(cells, head, glossary, at);
    if (home === null)
      faults.push({
        at,
        column: 'parent',
        code: 'E_ROW_GLOSSARY',
        message: 'The row does not say of which glossary the term is: say it when you import.',
      });
    else {
      const terms = homes.get(home) ?? [];
      homes.set(home, terms);
      terms.push(term);
    }
  }
  const glossaries = [...homes].map(([name, terms]) => glossaryEntry({ name, stated: false, terms }));
  return documentOf(glossaries, { columns: columnsOf(head), told, faults });
}

function headOf(names: readonly string[]): Head {
  // What an import answers begins with status and details of its own.
  const answer = columnKey(names[0] ?? '') === 'status' && columnKey(names[1] ?? '') === 'details';
  const fields = names.map((name, at) =>
    answer && at < 2 ? null : ((READ as ReadonlyMap<string, Field>).get(columnKey(name)) ?? null),
  );
  const twice = fields.find((field, at) => field !== null && fields.indexOf(field) !== at);
  if (twice !== undefined || !fields.includes('name') || !fields.includes('parent'))
    throw new Unreadable(
      'invalid',
      'E_IMPORT_COLUMNS',
      'The file does not have the columns of a glossary of OpenMetadata: parent, name, … once each.',
      'Export the glossary from OpenMetadata and take its first row.',
    );
  return { fields, names };
}

const columnsOf = ({ fields, names }: Head): GlossaryDocument['columns'] => {
  const called = (field: Field) => names[fields.indexOf(field)] ?? field;
  return {
    glossary: {},
    term: {
      glossary: called('parent'),
      name: called('name'),
      shortDescription: called('description'),
      longDescription: called('description'),
      status: called('glossaryStatus'),
      isA: called('relatedTerms'),
      classifies: called('relatedTerms'),
    },
  };
};

/** Columns that hold something and have no counterpart. */
function toldOf({ fields, names }: Head, rows: readonly TableRow[]): GlossaryDocument['told'][number][] {
  return names.flatMap((name, column) => {
    if (fields[column] !== null || name.trim() === '') return [];
    const held = rows.filter(({ cells }) => (cells?.[column] ?? '').trim() !== '').length;
    const message = `The column “${short(name)}” has no counterpart in DataZone: ${many(held, 'value')} kept aside.`;
    return held === 0 ? [] : [{ at: null, column: name, code: 'N_COLUMN_ASIDE', message }];
  });
}

function readRow(
  cells: readonly string[],
  { fields, names }: Head,
  glossary: string | null,
  at: Place,
): { home: string | null; term: TermEntry } {
  const raw = (field: Field) => cells[fields.indexOf(field)] ?? '';
  const text = (field: Field) =>
    isClear(raw(field)) ? '' : raw(field).trim() === '' ? null : unguard(raw(field)) || null;
  const told: Remark[] = [];
  const path = unfolded(text('parent'));
  const relations = relationsOf(text('relatedTerms'), told);
  // A term has no parent in DataZone: what lies below another term is one of its kind.
  if (path.length > 1) {
    told.push({
      column: 'parent',
      code: 'N_PARENT',
      message: `Its parent “${short(path.at(-1) ?? '')}” becomes a term it “is a”.`,
    });
  }
  const aside = names.flatMap((name, column) => {
    const cell = cells[column] ?? '';
    return fields[column] !== null || cell === '' ? [] : [[name, unguard(cell)] as const];
  });
  const home = path[0] ?? glossary;
  const below = path.length > 1 ? { glossary: path[0] ?? null, term: path.at(-1) ?? '' } : null;
  const status = statusOf(text('glossaryStatus'), told);
  const { left, ...related } = relations;
  const all = left.length === 0 ? aside : [...aside, ['relatedTerms', listed(left)] as const];
  const said = { name: text('name'), ...descriptions(text('description')), status, ...related, below };
  return { home, term: termEntry({ ...said, at, told, aside: all }) };
}

const unfolded = (parent: string | null): string[] =>
  parent === null || parent === '' ? [] : undotted(parent).filter((name) => name !== '');

function descriptions(text: string | null): Pick<TermEntry, 'shortDescription' | 'longDescription'> {
  if (text === null) return { shortDescription: null, longDescription: null };
  if (text === '') return { shortDescription: '', longDescription: '' };
  const { short: one, long } = parted(text);
  return { shortDescription: one || null, longDescription: long || null };
}

function statusOf(text: string | null, told: Remark[]): string | null {
  if (text === null) return null;
  const key = columnKey(text);
  const status = Object.hasOwn(STATUS, key) ? STATUS[key] : undefined;
  if (status !== undefined && key !== 'approved' && key !== 'deprecated')
    told.push({
      column: 'glossaryStatus',
      code: 'N_STATUS',
      message: `“${short(text)}” becomes DISABLED: DataZone has no such state.`,
    });
  return status ?? text.trim();
}

/** The relations of a cell, and those that are none in DataZone. */
function relationsOf(
  text: string | null,
  told: Remark[],
): { isA: Ref[] | null; classifies: Ref[] | null; left: string[] } {
  if (text === null) return { isA: null, classifies: null, left: [] };
  if (text === '') return { isA: [], classifies: [], left: [] };
  const isA: Ref[] = [];
  const classifies: Ref[] = [];
  const left: string[] = [];
  for (const item of unlisted(text)) {
    const colon = item.indexOf(':');
    const key = colon < 0 ? '' : columnKey(item.slice(0, colon));
    const relation = Object.hasOwn(RELATIONS, key) ? RELATIONS[key] : undefined;
    const names = undotted(relation === undefined ? item : item.slice(colon + 1));
    const ref: Ref =
      names.length < 2
        ? { glossary: null, term: names[0] ?? '' }
        : { glossary: names[0] ?? '', term: names.at(-1) ?? '' };
    if (relation === 'isA') isA.push(ref);
    else if (relation === 'classifies') classifies.push(ref);
    else left.push(item);
  }
  if (left.length > 0)
    told.push({
      column: 'relatedTerms',
      code: 'N_RELATION',
      message: `DataZone has no such relation: ${short(left.join('; '))}.`,
    });
  // A cell that tells nothing of a kind says nothing of it.
  return { isA: isA.length > 0 ? isA : null, classifies: classifies.length > 0 ? classifies : null, left };
}
