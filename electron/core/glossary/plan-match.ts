import type { GlossaryDocument, GlossaryEntry, Place, Remark, TermEntry } from './document.ts';

/** Why a row is refused, or what it is told. */
export type Reason = Remark & { refuses: boolean };

/**
 * Something that is held, that a file says something of, or both. What is neither refused nor held is to be made.
 */
interface Target<Entry> {
  held: Entry | null;
  said: Entry | null;
  place: Place | null;
  /** What it is called once the file came true. */
  name: string;
  /** The id it has, or is given when its lines are written. */
  id: string | null;
  reasons: Reason[];
  refused: boolean;
}

export interface GlossaryTarget extends Target<GlossaryEntry> {
  kind: 'glossary';
  terms: TermTarget[];
}

export interface TermTarget extends Target<TermEntry> {
  kind: 'glossary_term';
  home: GlossaryTarget;
}

export type AnyTarget = GlossaryTarget | TermTarget;

/** Everything that is held and everything that is said, matched: a said one in the order of the file. */
export interface Matched {
  /** In the order of the file; a glossary that only holds terms stands there too. */
  rows: { glossary: GlossaryTarget; terms: TermTarget[] }[];
  glossaries: readonly GlossaryTarget[];
  /** Ids that stand in the file and nowhere else, by which its rows may name each other. */
  fileIds: ReadonlyMap<string, TermTarget>;
}

export const refuse = (target: AnyTarget, column: string | null, code: string, message: string): void => {
  target.refused = true;
  target.reasons.push({ column, code, message, refuses: true });
};

export const tell = (target: AnyTarget, column: string | null, code: string, message: string): void => {
  target.reasons.push({ column, code, message, refuses: false });
};

/** Code of a row about what another row is about. */
export const DUPLICATE = 'E_ROW_DUPLICATE';

/** How names are compared when no name is the same to the letter. */
export const fold = (name: string): string => name.normalize('NFC').trim().toLowerCase();

/**
 *   a row ──> its id is held ────────────────────────────────> that one
 *        └──> its name is held, to the letter ───────────────> that one, where no other row has its id
 *              └──> one name is held but for case and blanks ─> that one, and it is told
 *                    └──> new
 */
export function match(file: GlossaryDocument, current: GlossaryDocument): Matched {
  const glossaries = current.glossaries.map((held) => heldGlossary(held));
  const byId = new Map(glossaries.map((target) => [target.id, target]));
  const termsById = new Map(glossaries.flatMap(({ terms }) => terms).map((target) => [target.id, target]));
  const columns = file.columns;
  const targets = takeAll(file.glossaries, glossaries, byId, columns.glossary, (said) => {
    const made = newGlossary(said);
    glossaries.push(made);
    return made;
  });
  const fileIds = new Map<string, TermTarget>();
  const rows = file.glossaries.map((said, at) => {
    const glossary = targets[at] ?? newGlossary(said);
    const terms = takeAll(said.terms, glossary.terms, termsById, columns.term, (term) => {
      const made = newTerm(term, glossary);
      glossary.terms.push(made);
      return made;
    });
    for (const [place, { id }] of said.terms.entries()) {
      const target = terms[place];
      if (id === null || target === undefined || fileIds.has(id)) continue;
      fileIds.set(id, target);
    }
    return { glossary, terms };
  });
  return { rows, glossaries, fileIds };
}

type Named = Pick<TermEntry, 'id' | 'name' | 'at' | 'faults' | 'told'> & { stated?: boolean };

/** Which target each entry means: ids first, so that no row takes by its name what another has by its id. */
function takeAll<Entry extends Named, One extends AnyTarget & Target<Entry>>(
  entries: readonly Entry[],
  among: readonly One[],
  byId: ReadonlyMap<string | null, One>,
  columns: { id?: string; name?: string },
  make: (entry: Entry) => One,
): One[] {
  const heldBy = namesOf(among);
  const taken = new Map<number, One>();
  for (const [at, entry] of entries.entries()) {
    const target = entry.id === null ? undefined : byId.get(entry.id);
    if (target === undefined) continue;
    taken.set(
      at,
      takeOr(target, entry, () => duplicate(make(entry), target, columns.id)),
    );
  }
  return entries.map((entry, at) => {
    const byIdTaken = taken.get(at);
    if (byIdTaken !== undefined) return byIdTaken;
    const name = entry.name ?? '';
    const exact = heldBy.exact.get(name);
    const alike = heldBy.folded.get(fold(name)) ?? [];
    const found = exact ?? (alike.length === 1 ? alike[0] : undefined);
    let target: One;
    if (name === '' || found === undefined) target = make(entry);
    else
      target = takeOr(found, entry, () =>
        fold(found.name) === fold(name) ? duplicate(make(entry), found, columns.name) : make(entry),
      );
    if (entry.id !== null)
      tell(target, columns.id ?? null, 'N_ID_UNKNOWN', 'Nothing here has this id: the row goes by its name.');
    if (found !== undefined && exact === undefined && target === found)
      tell(
        target,
        columns.name ?? null,
        'N_NAME_CASE',
        `It is taken for “${found.name}”, whose name stays as it is written there.`,
      );
    if (name === '' && entry.stated !== false)
      refuse(target, columns.name ?? null, 'E_ROW_NAME', 'The row has neither an id that is known here nor a name.');
    return target;
  });
}

function namesOf<One extends AnyTarget>(
  among: readonly One[],
): { exact: Map<string, One>; folded: Map<string, One[]> } {
  const exact = new Map<string, One>();
  const folded = new Map<string, One[]>();
  for (const target of among) {
    const name = target.held?.name ?? '';
    exact.set(name, target);
    const alike = folded.get(fold(name));
    if (alike === undefined) folded.set(fold(name), [target]);
    else alike.push(target);
  }
  return { exact, folded };
}

/** What a file names without saying anything of it may be said elsewhere in the file. */
function takeOr<Entry extends Named, One extends AnyTarget & Target<Entry>>(
  target: One,
  entry: Entry,
  otherwise: () => One,
): One {
  if (entry.stated === false) return target;
  return target.said === null ? take(target, entry) : otherwise();
}

function take<Entry extends Named, One extends AnyTarget & Target<Entry>>(target: One, entry: Entry): One {
  Object.assign(target, { said: entry, place: entry.at });
  // A name that is only written otherwise is no new name, unless the row is known by its id.
  if (entry.id !== null && entry.id === target.id && entry.name !== null && entry.name !== '') target.name = entry.name;
  addRemarks(target, entry);
  return target;
}

function addRemarks(target: AnyTarget, entry: Named): void {
  for (const { column, code, message } of entry.faults) refuse(target, column, code, message);
  for (const { column, code, message } of entry.told) tell(target, column, code, message);
}

function duplicate<One extends AnyTarget>(target: One, of: AnyTarget, column: string | undefined): One {
  const row = of.place === null ? '' : ` (row ${of.place.row})`;
  refuse(target, column ?? null, DUPLICATE, `Another row${row} is about the same: keep the one you mean.`);
  return target;
}

const heldGlossary = (held: GlossaryEntry): GlossaryTarget => {
  const target: GlossaryTarget = { ...blank(held.name), kind: 'glossary', held, said: null, id: held.id, terms: [] };
  target.terms = held.terms.map((term) => ({
    ...blank(term.name),
    kind: 'glossary_term',
    held: term,
    said: null,
    id: term.id,
    home: target,
  }));
  return target;
};

function newGlossary(said: GlossaryEntry): GlossaryTarget {
  const target: GlossaryTarget = { ...blank(said.name), kind: 'glossary', held: null, said, id: null, terms: [] };
  target.place = said.at;
  addRemarks(target, said);
  return target;
}

function newTerm(said: TermEntry, home: GlossaryTarget): TermTarget {
  const target: TermTarget = { ...blank(said.name), kind: 'glossary_term', held: null, said, id: null, home };
  target.place = said.at;
  addRemarks(target, said);
  return target;
}

const blank = (name: string | null) => ({ name: name ?? '', place: null, reasons: [], refused: false });
