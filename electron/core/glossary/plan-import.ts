import type { ChangeKind, StageLine } from '#shared/changes.ts';
import type { GlossaryDocument, Place } from './document.ts';
import { short } from './formats/cells.ts';
import {
  type AnyTarget,
  type GlossaryTarget,
  match,
  type Matched,
  type Reason,
  refuse,
  type TermTarget,
} from './plan-match.ts';
import { drawAlong } from './plan-refused.ts';
import type { Member } from './plan-refs.ts';
import { type RelationChange, relationsOf } from './plan-relations.ts';
import { glossaryValues, type NewValue, type Projects, termValues } from './plan-values.ts';

/** What becomes of one row of the file, and why. */
export interface Verdict {
  place: Place | null;
  /** null for a row that is neither. */
  kind: Extract<ChangeKind, 'glossary' | 'glossary_term'> | null;
  /** Of what is there; what is to be made has its new one. */
  id: string | null;
  name: string;
  outcome: 'create' | 'update' | 'unchanged' | 'refused';
  /** How many lines it stages. */
  lines: number;
  reasons: readonly Reason[];
}

export interface ImportPlan {
  rows: Verdict[];
  /** What to stage, in an order in which each line finds what it names. */
  lines: StageLine[];
  summary: Record<Verdict['outcome'], number> & {
    lines: number;
    /** Of the file as a whole. */
    told: GlossaryDocument['told'];
  };
}

export interface ImportOptions {
  /** An id for what is to be made, until AWS gives it its own. */
  newId: () => string;
  projects: Projects['all'];
  /** Id of the project of new glossaries that name none; null: they are refused. */
  project: string | null;
  /** Whether a glossary that the file names beside its terms only is made where there is none; else they are refused. */
  makeGlossaries: boolean;
}

/**
 *   the file ──> matched with what is held ──> values and relations checked ──> refused rows draw others with them
 *                                                                                 └──> what differs, as lines to stage
 *
 * What an import would do, row by row. An empty cell keeps what is there, a missing row deletes nothing, and a row with
 * one wrong value stages nothing at all. @param current what the workspace holds, with ids
 */
export function planImport(document: GlossaryDocument, current: GlossaryDocument, options: ImportOptions): ImportPlan {
  const matched = match(document, current);
  const { columns } = document;
  const projects = { all: options.projects, fallback: options.project };
  const values = new Map<AnyTarget, NewValue[]>();
  for (const { glossary, terms } of matched.rows) {
    if (glossary.said !== null && !isNone(glossary) && !values.has(glossary)) {
      const named = !glossary.said.stated && glossary.held === null;
      if (named && (glossary.name === '' || !options.makeGlossaries)) refuseUnknown(glossary);
      else values.set(glossary, glossaryValues(glossary, columns, projects));
    }
    for (const term of terms) {
      if (term.held === null && isNone(glossary))
        refuse(
          term,
          columns.term.glossary ?? null,
          'E_ROW_GLOSSARY',
          'The row does not say of which glossary the term is, and nothing here has its id: name the glossary.',
        );
      else if (term.held !== null && term.home !== glossary) stays(term, glossary, columns.term.glossary ?? null);
      values.set(term, termValues(term, columns));
    }
  }
  const relations = relationsOf(matched, columns);
  drawAlong(matched, relations);
  const lines = linesOf(matched, values, relations, options.newId);
  const rows = verdictsOf(document, matched, lines);
  const summary = { create: 0, update: 0, unchanged: 0, refused: 0, lines: lines.all.length, told: document.told };
  for (const { outcome } of rows) summary[outcome] += 1;
  return { rows, lines: lines.all, summary };
}

/** Terms whose rows name no glossary at all stand in none: each is known by its id, or refused. */
const isNone = ({ said, name }: GlossaryTarget) => said?.stated === false && said.id === null && name === '';

const refuseUnknown = (glossary: GlossaryTarget) =>
  refuse(
    glossary,
    null,
    'E_GLOSSARY_UNKNOWN',
    `There is no glossary “${short(glossary.name || (glossary.said?.id ?? ''))}” here: add a row for it, or let the import make it.`,
  );

/** A term matched by its id whose row names another glossary; a row that names none means its own. */
function stays(term: TermTarget, named: GlossaryTarget, column: string | null): void {
  if (isNone(named)) return;
  refuse(term, column, 'E_FIELD_FIXED', `It stays in “${short(term.home.name)}”, in which it was made.`);
}

/** Lines of every target, and all of them in the order of staging: what is made, its values, then who names whom. */
function linesOf(
  matched: Matched,
  values: ReadonlyMap<AnyTarget, NewValue[]>,
  relations: ReadonlyMap<TermTarget, RelationChange[]>,
  newId: () => string,
): { all: StageLine[]; of: Map<AnyTarget, number> } {
  const all: StageLine[] = [];
  const of = new Map<AnyTarget, number>();
  const accepted = [...values.keys()].filter((target) => !target.refused);
  const inOrder = [
    ...accepted.filter(({ kind }) => kind === 'glossary'),
    ...accepted.filter(({ kind }) => kind === 'glossary_term'),
  ];
  const put = (target: AnyTarget, line: Pick<StageLine, 'op' | 'field' | 'value'>) => {
    all.push({ kind: target.kind, id: target.id ?? '', part: '', ...line });
    of.set(target, (of.get(target) ?? 0) + 1);
  };
  for (const target of inOrder) if (target.id === null) target.id = newId();
  for (const target of inOrder) {
    if (target.held === null) put(target, { op: 'create', field: '', value: null });
    if (target.kind === 'glossary_term' && target.held === null)
      put(target, { op: 'set', field: 'glossary', value: target.home.id });
    for (const { field, value } of values.get(target) ?? []) put(target, { op: 'set', field, value });
  }
  const idOf = (member: Member) => (typeof member === 'string' ? member : member.id);
  for (const { terms } of matched.rows)
    for (const term of terms) {
      if (term.refused) continue;
      for (const { field, add, remove } of relations.get(term) ?? []) {
        // Removed first: there may be no room for the others before.
        for (const member of remove) put(term, { op: 'remove', field, value: idOf(member) });
        for (const member of add) put(term, { op: 'add', field, value: idOf(member) });
      }
    }
  return { all, of };
}

/** A verdict, and where its row stands among the others. */
interface Placed {
  verdict: Verdict;
  at: Place | null;
}

/** In the order of the file, sheet by sheet. */
function verdictsOf(
  document: GlossaryDocument,
  { rows }: Matched,
  lines: { of: ReadonlyMap<AnyTarget, number> },
): Verdict[] {
  const seen = new Set<GlossaryTarget>();
  const told = rows.flatMap(({ glossary, terms }): Placed[] => {
    // One that is only named has no row, unless it is to be made or cannot be: then it comes before its terms.
    const stated = glossary.said?.stated === true;
    const named = glossary.said !== null && !isNone(glossary) && glossary.held === null;
    const own = (stated || named) && !seen.has(glossary);
    seen.add(glossary);
    const first = { verdict: verdictOf(glossary, lines.of), at: glossary.place ?? terms[0]?.place ?? null };
    return [...(own ? [first] : []), ...terms.map((term) => ({ verdict: verdictOf(term, lines.of), at: term.place }))];
  });
  const unread = document.faults.map(({ at, ...reason }): Placed => {
    const reasons = [{ ...reason, refuses: true }];
    return { at, verdict: { place: at, kind: null, id: null, name: '', outcome: 'refused', lines: 0, reasons } };
  });
  const all = [...told, ...unread];
  const sheets = [...new Set(all.map(({ at }) => at?.where ?? ''))];
  const sheet = new Map(sheets.map((where, order) => [where, order]));
  const order = ({ at }: Placed) => sheet.get(at?.where ?? '') ?? 0;
  return all
    .toSorted((a, b) => order(a) - order(b) || (a.at?.row ?? 0) - (b.at?.row ?? 0))
    .map(({ verdict }) => verdict);
}

const verdictOf = (target: AnyTarget, lines: ReadonlyMap<AnyTarget, number>): Verdict => ({
  place: target.place,
  kind: target.kind,
  id: target.refused ? (target.held?.id ?? null) : target.id,
  name: target.name,
  outcome: outcomeOf(target, lines.get(target) ?? 0),
  lines: lines.get(target) ?? 0,
  reasons: target.reasons,
});

function outcomeOf(target: AnyTarget, lines: number): Verdict['outcome'] {
  if (target.refused) return 'refused';
  if (target.held === null) return 'create';
  return lines === 0 ? 'unchanged' : 'update';
}
