/** A place in a file that a person can go to: the row of a sheet, the line of a text. `where` names the sheet, or is ''. */
export interface Place {
  row: number;
  where: string;
}

/** What is wrong with a value, or worth telling: in words that say what to do. `column` as the file calls it. */
export interface Remark {
  column: string | null;
  code: string;
  message: string;
}

/** A term by its id, or by its name; a name alone means the term's own glossary before any other. */
export type Ref = { id: string } | { glossary: string | null; term: string };

/**
 * What a file says, or what the workspace holds. In a file null says nothing (what is there stays), '' and [] take the
 * value away; of what is held null, '' and [] are all nothing.
 */
export interface TermEntry {
  id: string | null;
  name: string | null;
  shortDescription: string | null;
  longDescription: string | null;
  /** ENABLED or DISABLED; as it stands where a file says something else. */
  status: string | null;
  isA: readonly Ref[] | null;
  classifies: readonly Ref[] | null;
  /** What it stands under where a format has a tree: a term it is a, beside what `isA` says or leaves. */
  below: Ref | null;
  /** null for what is held. */
  at: Place | null;
  /** Why the row cannot be taken, found while it was read. */
  faults: readonly Remark[];
  told: readonly Remark[];
  /** Columns that DataZone has no place for, as they stood: printed back by the format they came from. */
  aside: readonly (readonly [column: string, text: string])[];
}

/** As above. */
export interface GlossaryEntry {
  id: string | null;
  name: string | null;
  description: string | null;
  status: string | null;
  /** Name or id. */
  project: string | null;
  /** Whether its terms are governed terms. */
  restricted: boolean | null;
  /** Not where a file only names it beside its terms: then it says nothing of the glossary itself. */
  stated: boolean;
  /** null for what is held and for what is not stated. */
  at: Place | null;
  faults: readonly Remark[];
  told: readonly Remark[];
  terms: readonly TermEntry[];
}

export type GlossaryField = 'id' | 'name' | 'description' | 'status' | 'project' | 'restricted';
export type TermField =
  | 'id'
  | 'glossary'
  | 'name'
  | 'shortDescription'
  | 'longDescription'
  | 'status'
  | 'isA'
  | 'classifies';

/** How the file calls the columns in which values stood. */
export interface Columns {
  glossary: Partial<Record<GlossaryField, string>>;
  term: Partial<Record<TermField, string>>;
}

export interface GlossaryDocument {
  glossaries: readonly GlossaryEntry[];
  columns: Columns;
  /** Of the file as a whole: columns that were not understood, relations that have no counterpart. */
  told: readonly (Remark & { at: Place | null })[];
  /** Rows that are neither glossary nor term. */
  faults: readonly (Remark & { at: Place })[];
}

/** A term of which only this is said. */
export const termEntry = (said: Partial<TermEntry>): TermEntry => ({
  id: null,
  name: null,
  shortDescription: null,
  longDescription: null,
  status: null,
  isA: null,
  classifies: null,
  below: null,
  at: null,
  faults: [],
  told: [],
  aside: [],
  ...said,
});

/** A glossary of which only this is said. */
export const glossaryEntry = (said: Partial<GlossaryEntry>): GlossaryEntry => ({
  id: null,
  name: null,
  description: null,
  status: null,
  project: null,
  restricted: null,
  stated: true,
  at: null,
  faults: [],
  told: [],
  terms: [],
  ...said,
});

/** A document of these glossaries, of which no file has told more. */
export const documentOf = (
  glossaries: readonly GlossaryEntry[],
  more: Partial<Omit<GlossaryDocument, 'glossaries'>> = {},
): GlossaryDocument => ({ glossaries, columns: { glossary: {}, term: {} }, told: [], faults: [], ...more });

/** What a format calls a term: by names where they mean one term of the document, else by id. */
export type Called = { glossary: string; term: string } | { id: string } | { bare: string };

/**
 * How to write each relation of a document so that it is found again.
 *
 *   by id ──> a term of the document, its names borne by one only ──> Glossary / Term
 *        └──> any other ──> the id
 */
export function callNames(document: GlossaryDocument): (ref: Ref) => Called {
  const byId = new Map<string, { glossary: string; term: string }>();
  const borne = new Map<string, number>();
  for (const { name, terms } of document.glossaries)
    for (const term of terms) {
      if (name === null || term.name === null) continue;
      const path = JSON.stringify([name, term.name]);
      borne.set(path, (borne.get(path) ?? 0) + 1);
      if (term.id !== null) byId.set(term.id, { glossary: name, term: term.name });
    }
  return (ref) => {
    if (!('id' in ref)) return ref.glossary === null ? { bare: ref.term } : { glossary: ref.glossary, term: ref.term };
    const names = byId.get(ref.id);
    return names !== undefined && borne.get(JSON.stringify([names.glossary, names.term])) === 1
      ? names
      : { id: ref.id };
  };
}

/** Every text of a document with what it is, for what a format has to say about it. */
export function* textsOf({ glossaries }: GlossaryDocument): Generator<string> {
  for (const glossary of glossaries) {
    yield* said([glossary.id, glossary.name, glossary.description, glossary.project]);
    for (const term of glossary.terms) {
      yield* said([term.id, term.name, term.shortDescription, term.longDescription]);
      for (const ref of [...(term.isA ?? []), ...(term.classifies ?? [])])
        yield* said('id' in ref ? [ref.id] : [ref.glossary, ref.term]);
    }
  }
}

const said = (texts: readonly (string | null)[]): string[] =>
  texts.filter((text) => text !== null && text !== '') as string[];

/** "3 values", "1 value". */
export const many = (count: number, one: string, more = `${one}s`): string => `${count} ${count === 1 ? one : more}`;
