import { hash } from 'node:crypto';
import { type Line, LIVE } from '../changes/line.ts';
import { overOne, overSet } from '../changes/overlay.ts';
import type { Db } from '../db/open.ts';
import { documentOf, type GlossaryDocument, glossaryEntry, type Ref, termEntry, type TermEntry } from './document.ts';

interface GlossaryRow {
  id: string;
  name: string;
  description: string | null;
  status: string | null;
  project: string | null;
  restrictions: string;
}

interface TermRow {
  id: string;
  glossary: string;
  name: string;
  short: string | null;
  long: string | null;
  status: string | null;
  isA: string;
  classifies: string;
}

const RESTRICTED = 'ASSET_GOVERNED_TERMS';

/**
 *   mirror ──────────┐
 *   what is staged ──┴──> glossaries with their terms, by name
 *
 * What the workspace holds of glossaries, with the ids of projects. What is staged to be deleted is not there any more.
 * @param ids which glossaries; null: all @param staged with what is staged laid over
 */
export function heldGlossaries(db: Db, ids: readonly string[] | null, staged: boolean): GlossaryDocument {
  const lines = staged ? linesByEntity(db) : new Map<string, Line[]>();
  const linesOf = (kind: 'glossary' | 'glossary_term', id: string) => lines.get(`${kind} ${id}`) ?? [];
  const made = (kind: 'glossary' | 'glossary_term') =>
    [...lines.values()].flatMap((own) => own.filter((line) => line.kind === kind && line.op === 'create'));
  const wanted = ids === null ? null : new Set(ids);
  const terms = Map.groupBy(
    [...termRows(db), ...made('glossary_term').map(({ entity_id: id }) => newTerm(id))].flatMap((row) =>
      termOver(row, linesOf('glossary_term', row.id)),
    ),
    ({ home }) => home,
  );
  const glossaries = [...glossaryRows(db), ...made('glossary').map(({ entity_id: id }) => newGlossary(id))].flatMap(
    (row) => {
      const own = linesOf('glossary', row.id);
      if (isDeleted(own) || (wanted !== null && !wanted.has(row.id))) return [];
      return glossaryEntry({
        id: row.id,
        name: overOne(own, '', 'name', row.name) ?? '',
        description: overOne(own, '', 'description', row.description),
        status: overOne(own, '', 'status', row.status),
        project: overOne(own, '', 'project', row.project),
        restricted: row.restrictions.includes(RESTRICTED) || overOne(own, '', 'restriction', null) === RESTRICTED,
        terms: byName((terms.get(row.id) ?? []).map(({ term }) => term)),
      });
    },
  );
  return documentOf(byName(glossaries));
}

/** A digest of all that a document says: the same for the same, whatever was staged to come there. */
export const basisOf = (held: GlossaryDocument): string => hash('sha256', JSON.stringify(held.glossaries), 'hex');

/** By what its name is, then by id: the same order on every machine. */
const byName = <Entry extends { id: string | null; name: string | null }>(entries: readonly Entry[]): Entry[] =>
  entries
    .map((entry) => ({ entry, key: `${(entry.name ?? '').toLowerCase()}\n${entry.name ?? ''}\n${entry.id ?? ''}` }))
    .toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ entry }) => entry);

function linesByEntity(db: Db): Map<string, Line[]> {
  const lines = db
    .prepare<[], Line>(
      `SELECT * FROM change WHERE kind IN ('glossary', 'glossary_term') AND ${LIVE} ORDER BY part, field, item`,
    )
    .all();
  return Map.groupBy(lines, ({ kind, entity_id: id }) => `${kind} ${id}`);
}

const isDeleted = (lines: readonly Line[]): boolean => lines.some(({ op }) => op === 'delete');

function termOver(row: TermRow, lines: readonly Line[]): { home: string; term: TermEntry }[] {
  if (isDeleted(lines)) return [];
  const related = (field: string, ids: string): Ref[] =>
    overSet(lines, '', field, JSON.parse(ids) as string[]).map((id) => ({ id }));
  const term = termEntry({
    id: row.id,
    name: overOne(lines, '', 'name', row.name) ?? '',
    shortDescription: overOne(lines, '', 'short_description', row.short),
    longDescription: overOne(lines, '', 'long_description', row.long),
    status: overOne(lines, '', 'status', row.status),
    isA: related('is_a', row.isA),
    classifies: related('classifies', row.classifies),
  });
  return [{ home: overOne(lines, '', 'glossary', row.glossary) ?? '', term }];
}

const glossaryRows = (db: Db): GlossaryRow[] =>
  db
    .prepare<[], GlossaryRow>(
      `SELECT id, name, description, status, owning_project_id AS project, usage_restrictions AS restrictions
       FROM remote_glossary ORDER BY id`,
    )
    .all();

const termRows = (db: Db): TermRow[] =>
  db
    .prepare<[], TermRow>(
      `SELECT id, glossary_id AS glossary, name, short_description AS short, long_description AS long, status,
         is_a AS isA, classifies FROM remote_glossary_term ORDER BY id`,
    )
    .all();

const newGlossary = (id: string): GlossaryRow => ({
  id,
  name: '',
  description: null,
  status: 'ENABLED',
  project: null,
  restrictions: '',
});
const newTerm = (id: string): TermRow => ({
  id,
  glossary: '',
  name: '',
  short: null,
  long: null,
  status: 'ENABLED',
  isA: '[]',
  classifies: '[]',
});
