import { FIELDS } from '#shared/changes.ts';
import type { Called, GlossaryEntry, GlossaryField, Ref, Remark, TermEntry, TermField } from '../document.ts';
import { isClear, parseGlossary, parseRefs, printGlossary, printRefs, short } from './cells.ts';

/** A column of our own layout, with what the instructions say of it. */
export interface Column<Field extends string> {
  field: Field;
  /** As the CSV calls it, and as the workbook does. */
  name: string;
  title: string;
  means: string;
  width: number;
}

const limit = (most: number) => `${most.toLocaleString('en')} characters at most`;
const STATUS = 'ENABLED or DISABLED; empty for a new one means ENABLED.';
const ID = 'The id in DataZone; leave it empty for a new one. A row with an id may have its name changed.';

/** Columns of a glossary. */
export const GLOSSARY_COLUMNS: readonly Column<GlossaryField>[] = [
  { field: 'id', name: 'id', title: 'Id', means: ID, width: 18 },
  { field: 'name', name: 'name', title: 'Name', means: `Name, ${limit(FIELDS.glossary.name.most)}.`, width: 32 },
  {
    field: 'description',
    name: 'description',
    title: 'Description',
    means: `What it is for, ${limit(FIELDS.glossary.description.most)}.`,
    width: 60,
  },
  { field: 'status', name: 'status', title: 'Status', means: STATUS, width: 12 },
  {
    field: 'project',
    name: 'project',
    title: 'Project',
    means: 'Name or id of the project that owns it. It is said when a glossary is made, and stays.',
    width: 28,
  },
  {
    field: 'restricted',
    name: 'restricted',
    title: 'Restricted',
    means: 'yes: only who governs it puts its terms on assets. It is said when a glossary is made, and stays.',
    width: 12,
  },
];

const RELATION =
  'as “Glossary / Term”, several with “;” between them, 10 at most. The cell is the whole list: what it lacks is taken away. Write \\; and \\/ and \\\\ within a name, id: before an id.';

/** Columns of a term. */
export const TERM_COLUMNS: readonly Column<TermField>[] = [
  { field: 'id', name: 'id', title: 'Id', means: ID, width: 18 },
  {
    field: 'glossary',
    name: 'glossary',
    title: 'Glossary',
    means: 'Name of its glossary, or id: and its id. A term stays in the glossary it was made in.',
    width: 28,
  },
  {
    field: 'name',
    name: 'name',
    title: 'Name',
    means: `Name, ${limit(FIELDS.glossary_term.name.most)}; no two in a glossary are the same.`,
    width: 32,
  },
  {
    field: 'shortDescription',
    name: 'short_description',
    title: 'Short description',
    means: `One or two sentences, ${limit(FIELDS.glossary_term.short_description.most)}.`,
    width: 48,
  },
  {
    field: 'longDescription',
    name: 'long_description',
    title: 'Long description',
    means: `Anything more, ${limit(FIELDS.glossary_term.long_description.most)}.`,
    width: 60,
  },
  { field: 'status', name: 'status', title: 'Status', means: STATUS, width: 12 },
  { field: 'isA', name: 'is_a', title: 'Is a', means: `Terms that are more general, ${RELATION}`, width: 40 },
  {
    field: 'classifies',
    name: 'classifies',
    title: 'Classifies',
    means: `Terms it classifies, ${RELATION}`,
    width: 40,
  },
];

/** How texts are kept apart from the marker, and from formulas where cells have no type. */
export interface Guard {
  guard: (text: string) => string;
  unguard: (cell: string) => string;
}

/** What every row begins with: a glossary's own values, or a term's. */
export const glossaryCells = (glossary: GlossaryEntry, { guard }: Guard): Record<GlossaryField, string> => ({
  id: cell(glossary.id, guard),
  name: cell(glossary.name, guard),
  description: cell(glossary.description, guard),
  status: cell(glossary.status, guard),
  project: cell(glossary.project, guard),
  restricted: glossary.restricted === null ? '' : glossary.restricted ? 'yes' : 'no',
});

/** As above. @param glossary the cell that names its glossary */
export const termCells = (
  term: TermEntry,
  glossary: string,
  called: (ref: Ref) => Called,
  { guard }: Guard,
): Record<TermField, string> => ({
  id: cell(term.id, guard),
  glossary: guard(glossary),
  name: cell(term.name, guard),
  shortDescription: cell(term.shortDescription, guard),
  longDescription: cell(term.longDescription, guard),
  status: cell(term.status, guard),
  isA: cell(printRefs((term.isA ?? []).map(called)), guard),
  classifies: cell(printRefs((term.classifies ?? []).map(called)), guard),
});

const cell = (text: string | null, guard: Guard['guard']) => (text === null || text === '' ? '' : guard(text));

/** How the rows of a glossary's terms name it: by name, or by id where the name is another's too. */
export function glossaryNames(glossaries: readonly GlossaryEntry[]): (glossary: GlossaryEntry) => string {
  const borne = new Map<string | null, number>();
  for (const { name } of glossaries) borne.set(name, (borne.get(name) ?? 0) + 1);
  return ({ id, name }) => {
    if (name !== null && (borne.get(name) === 1 || id === null)) return printGlossary(name);
    return id === null ? '' : `id:${id}`;
  };
}

/** Reads one row, cell by cell; what is wrong with one is kept for the row's verdict. */
export class RowReader<Field extends string> {
  readonly faults: Remark[] = [];
  readonly #cells: ReadonlyMap<Field, string>;
  readonly #columns: Partial<Record<Field, string>>;
  readonly #unguard: Guard['unguard'];

  constructor(cells: ReadonlyMap<Field, string>, columns: Partial<Record<Field, string>>, { unguard }: Guard) {
    this.#cells = cells;
    this.#columns = columns;
    this.#unguard = unguard;
  }

  fault(field: Field, code: string, message: string): null {
    this.faults.push({ column: this.#columns[field] ?? null, code, message });
    return null;
  }

  /** null where the cell says nothing, '' where it holds the marker. */
  text(field: Field): string | null {
    const written = this.#cells.get(field) ?? '';
    if (isClear(written)) return '';
    return written.trim() === '' ? null : this.#unguard(written) || null;
  }

  /** As above, for what has no use for the blanks around it. */
  word(field: Field): string | null {
    return this.text(field)?.trim() ?? null;
  }

  id(field: Field): string | null {
    const id = this.word(field);
    return id === '' ? this.fault(field, 'E_ID_CLEAR', 'An id cannot be taken away: leave the cell as it was.') : id;
  }

  flag(field: Field): boolean | null {
    const word = this.word(field)?.toLowerCase() ?? null;
    if (word === null) return null;
    if (['yes', 'true', 'y', '1', 'x'].includes(word)) return true;
    if (['no', 'false', 'n', '0'].includes(word)) return false;
    return this.fault(field, 'E_FIELD_CHOICE', `“${short(word)}” is neither yes nor no.`);
  }

  refs(field: Field): readonly Ref[] | null {
    const text = this.text(field);
    if (text === null) return null;
    const refs = parseRefs(text);
    return typeof refs === 'string' ? this.fault(field, 'E_CELL_REF', refs) : refs;
  }

  glossary(field: Field): { id: string } | { name: string } | null {
    const text = this.text(field);
    return text === null || text === '' ? null : parseGlossary(text);
  }
}
