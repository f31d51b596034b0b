import {
  type Columns,
  documentOf,
  type GlossaryDocument,
  glossaryEntry,
  type GlossaryEntry,
  type GlossaryField,
  type Place,
  termEntry,
  type TermEntry,
  type TermField,
} from '../document.ts';
import { type Guard, RowReader } from './layout.ts';

type Growing = Omit<GlossaryEntry, 'terms'> & { terms: TermEntry[] };

/**
 *   rows of glossaries ─┐
 *                       ├─> a glossary with its terms, in the order of the file
 *   rows of terms ──────┘   (named by terms only: it stands there without a row)
 */
export class Gather {
  readonly columns: Columns = { glossary: {}, term: {} };
  readonly #guard: Guard;
  readonly #told: GlossaryDocument['told'][number][] = [];
  readonly #faults: GlossaryDocument['faults'][number][] = [];
  readonly #glossaries: Growing[] = [];
  readonly #terms: { home: { id: string } | { name: string } | null; term: TermEntry }[] = [];

  constructor(guard: Guard) {
    this.#guard = guard;
  }

  glossary(cells: ReadonlyMap<GlossaryField, string>, at: Place): void {
    const row = new RowReader(cells, this.columns.glossary, this.#guard);
    const said = {
      id: row.id('id'),
      name: row.text('name'),
      description: row.text('description'),
      status: row.word('status'),
      project: row.word('project'),
      restricted: row.flag('restricted'),
    };
    this.#glossaries.push({ ...glossaryEntry({ ...said, at, faults: row.faults }), terms: [] });
  }

  term(cells: ReadonlyMap<TermField, string>, at: Place): void {
    const row = new RowReader(cells, this.columns.term, this.#guard);
    const said = {
      id: row.id('id'),
      name: row.text('name'),
      shortDescription: row.text('shortDescription'),
      longDescription: row.text('longDescription'),
      status: row.word('status'),
      isA: row.refs('isA'),
      classifies: row.refs('classifies'),
    };
    const home = row.glossary('glossary');
    this.#terms.push({ home, term: termEntry({ ...said, at, faults: row.faults }) });
  }

  fault(at: Place, code: string, message: string): void {
    this.#faults.push({ at, column: null, code, message });
  }

  told(code: string, message: string, column: string | null, at: Place | null = null): void {
    this.#told.push({ at, column, code, message });
  }

  document(): GlossaryDocument {
    const byId = new Map<string, Growing>();
    const byName = new Map<string, Growing>();
    for (const glossary of this.#glossaries) {
      if (glossary.id !== null && !byId.has(glossary.id)) byId.set(glossary.id, glossary);
      if (glossary.name !== null && !byName.has(glossary.name)) byName.set(glossary.name, glossary);
    }
    for (const { home, term } of this.#terms) {
      const known = home === null ? byId.get('') : 'id' in home ? byId.get(home.id) : byName.get(home.name);
      (known ?? this.#unstated(home, byId, byName)).terms.push(term);
    }
    return documentOf(this.#glossaries, { columns: this.columns, told: this.#told, faults: this.#faults });
  }

  #unstated(
    home: { id: string } | { name: string } | null,
    byId: Map<string, Growing>,
    byName: Map<string, Growing>,
  ): Growing {
    const glossary: Growing = { ...glossaryEntry({ ...home, stated: false }), terms: [] };
    this.#glossaries.push(glossary);
    if (home === null) byId.set('', glossary);
    else if ('id' in home) byId.set(home.id, glossary);
    else byName.set(home.name, glossary);
    return glossary;
  }
}
