import { type Facet, FACETS, LISTING_STATES, type SearchInput, type SearchOutput } from '#shared/catalog.ts';
import { type Part, partsOf } from '#core/catalog/search/parts.ts';
import { GAP, wordsOf, wordsOfName } from '#core/catalog/search/words.ts';
import { unitTree } from '#core/catalog/units.ts';
import type { Db } from '#core/db/open.ts';

interface Row {
  key: number;
  id: string;
  name: string;
  description: string | null;
  readme: string | null;
  type: string;
  project: string | null;
  listing: string;
  created: string | null;
}

/** One asset with all its words, as rows tell it. */
interface Read {
  row: Row;
  name: string[][];
  description: string[][];
  columns: { name: string; texts: string[][] }[];
  terms: { id: string; texts: string[][] }[];
  units: string[];
}

/** What a search should answer, found by looking at every row: slow, and without any index. */
export function reference(
  db: Db,
  input: SearchInput,
): { total: number; ids: string[]; facets: Record<Facet, Map<string, number>>; matched: string[][] } {
  const parts = partsOf(input.text);
  const nothing = parts.length === 0 && input.text.trim() !== '';
  const matches = nothing
    ? []
    : readAll(db).flatMap((read) => {
        const score = scoreOf(read, parts);
        return score === null ? [] : [{ read, score }];
      });
  const fitting = matches.filter(({ read }) => FACETS.every((facet) => fits(read, facet, input)));
  const byName = (a: Read, b: Read) => compare(lower(a.row.name), lower(b.row.name)) || a.row.key - b.row.key;
  const newest = (a: Read, b: Read) => compare(b.row.created ?? '', a.row.created ?? '') || a.row.key - b.row.key;
  const order = { name: byName, newest, relevance: byName }[input.sort];
  fitting.sort((a, b) => (input.sort === 'relevance' ? b.score - a.score : 0) || order(a.read, b.read));
  const page = fitting.slice(input.offset, input.offset + input.limit).map(({ read }) => read);
  return {
    total: fitting.length,
    ids: page.map(({ row }) => row.id),
    facets: Object.fromEntries(
      FACETS.map((facet) => [
        facet,
        counted(
          matches.map(({ read }) => read),
          facet,
          input,
        ),
      ]),
    ) as Record<Facet, Map<string, number>>,
    matched: page.map(({ columns }) =>
      columns
        .filter(({ texts }) => parts.some((part) => occurs(part, texts)))
        .slice(0, 5)
        .map(({ name }) => name),
    ),
  };
}

/** The same of an answer. */
export const answered = (output: SearchOutput): ReturnType<typeof reference> => ({
  total: output.total,
  ids: output.items.map(({ id }) => id),
  facets: Object.fromEntries(
    FACETS.map((facet) => [facet, new Map(output.facets[facet].map(({ id, count }) => [id, count]))]),
  ) as Record<Facet, Map<string, number>>,
  matched: output.items.map(({ matchedColumns }) => matchedColumns),
});

function readAll(db: Db): Read[] {
  const tree = unitTree(db);
  const unitOf = new Map(
    db.prepare<[], [string, string | null]>('SELECT id, domain_unit_id FROM remote_project').raw().all(),
  );
  const columns = db
    .prepare<[number], [string, string | null, string | null, string | null]>(
      'SELECT name, business_name, description, comment FROM remote_column WHERE asset = ? ORDER BY position',
    )
    .raw();
  const terms = db
    .prepare<[number], [string, string | null]>(
      'SELECT t.term_id, g.name FROM remote_asset_term t LEFT JOIN remote_glossary_term g ON g.id = t.term_id WHERE t.asset = ?',
    )
    .raw();
  return db
    .prepare<[], Row>(
      `SELECT a.key, a.id, a.name, a.description, f.readme, a.type, a.project_id AS project, a.listing_state AS listing,
         a.created_at AS created FROM remote_asset a LEFT JOIN remote_asset_forms f ON f.asset = a.key`,
    )
    .all()
    .map((row) => ({
      row,
      name: cut(wordsOfName(row.name)),
      description: [wordsOf(row.description ?? ''), wordsOf(row.readme ?? '')],
      columns: columns.all(row.key).map(([name, ...told]) => ({
        name,
        texts: [...cut(wordsOfName(name)), ...told.map((text) => wordsOf(text ?? ''))],
      })),
      terms: terms.all(row.key).map(([id, name]) => ({ id, texts: [wordsOf(name ?? '')] })),
      units: tree.path(unitOf.get(row.project ?? '') ?? '').map(({ id }) => id),
    }));
}

/** Null where a part is missing. */
function scoreOf(read: Read, parts: readonly Part[]): number | null {
  const closeness = Math.max(0, 8 - wordsOfName(read.row.name).length);
  let score = 0;
  for (const part of parts) {
    const [name, description, column, term] = [
      occurs(part, read.name),
      occurs(part, read.description),
      read.columns.some(({ texts }) => occurs(part, texts)),
      read.terms.some(({ texts }) => occurs(part, texts)),
    ];
    if (!name && !description && !column && !term) return null;
    score += 8 * ((name ? 10 : 0) + (term ? 4 : 0) + (description ? 3 : 0) + (column ? 2 : 0)) + (name ? closeness : 0);
  }
  return score;
}

const occurs = ({ words, prefix }: Part, texts: readonly string[][]): boolean =>
  texts.some((text) =>
    text.some((_, from) =>
      words.every((word, at) =>
        prefix && at === words.length - 1 ? text[from + at]?.startsWith(word) === true : text[from + at] === word,
      ),
    ),
  );

function valuesOf(read: Read, facet: Facet): string[] {
  if (facet === 'domainUnit') return read.units;
  if (facet === 'project') return read.row.project === null ? [] : [read.row.project];
  if (facet === 'type') return [read.row.type];
  if (facet === 'status') return [read.row.listing];
  return read.terms.map(({ id }) => id);
}

function fits(read: Read, facet: Facet, input: SearchInput): boolean {
  const chosen: readonly string[] = input[facet];
  return chosen.length === 0 || valuesOf(read, facet).some((value) => chosen.includes(value));
}

function counted(matches: readonly Read[], facet: Facet, input: SearchInput): Map<string, number> {
  const counts = new Map<string, number>();
  for (const read of matches)
    if (FACETS.every((other) => other === facet || fits(read, other, input)))
      for (const value of valuesOf(read, facet)) counts.set(value, (counts.get(value) ?? 0) + 1);
  if (facet !== 'status') return counts;
  return new Map(LISTING_STATES.flatMap((state) => (counts.has(state) ? [[state, counts.get(state) ?? 0]] : [])));
}

/** Words between gaps. */
function cut(words: readonly string[]): string[][] {
  const texts: string[][] = [[]];
  for (const word of words) {
    if (word === GAP) texts.push([]);
    else texts.at(-1)?.push(word);
  }
  return texts;
}

const lower = (name: string): string => name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

function compare(a: string, b: string): number {
  if (a < b) return -1;
  return a > b ? 1 : 0;
}
