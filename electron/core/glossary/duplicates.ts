import { hash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type * as z from 'zod';
import type { Incomplete } from '#shared/catalog.ts';
import type { Alike, AlikeTerms, glossary } from '#shared/glossary.ts';
import type { Db } from '../db/open.ts';
import { incomplete } from '../sync/queries.ts';
import { alikePairs, type Comparable, type Pair } from './alike.ts';
import { heldGlossaries } from './held.ts';

type Input = z.infer<NonNullable<(typeof glossary)['duplicates']['~orpc']['inputSchema']>>;
type Candidate = Omit<Alike, 'usage' | 'score' | 'reasons'> & Comparable;
type Usage = ReadonlyMap<string, Alike['usage']>;

const UNUSED = { assets: 0, columns: 0 };

/** The pairs of a workspace's terms as they were compared last: pages of the same list are not compared anew. */
const compared = new WeakMap<Db, { digest: string; pairs: Pair[] }>();

/** Groups of terms that may mean the same, with what is staged laid over. `signal` ends it between two pieces of work. */
export async function duplicates(
  db: Db,
  input: Input,
  signal?: AbortSignal,
): Promise<{ total: number; items: AlikeTerms[]; incomplete: Incomplete[] }> {
  const terms = candidates(db);
  const pairs = (await pairsOf(db, terms, signal)).filter(({ score }) => score >= input.least);
  const usage = usageOf(db, new Set(pairs.flatMap(({ a, b }) => [terms[a]?.id ?? '', terms[b]?.id ?? ''])));
  const text = input.text.trim().toLowerCase();
  const groups = groupsOf(terms, pairs, usage).filter(
    (group) => text === '' || group.terms.some(({ name }) => name.toLowerCase().includes(text)),
  );
  return {
    total: groups.length,
    items: groups.slice(input.offset, input.offset + input.limit),
    incomplete: incomplete(db),
  };
}

async function pairsOf(db: Db, terms: readonly Candidate[], signal: AbortSignal | undefined): Promise<Pair[]> {
  const digest = hash('sha256', JSON.stringify(terms), 'hex');
  const known = compared.get(db);
  if (known?.digest === digest) return known.pairs;
  const pairs = await alikePairs(terms, async () => {
    await nextTurn();
    signal?.throwIfAborted();
  });
  compared.set(db, { digest, pairs });
  return pairs;
}

/** Terms of DataZone that are not disabled, and those of Glue. */
function candidates(db: Db): Candidate[] {
  const own = heldGlossaries(db, null, true).glossaries.flatMap(({ id, name, restricted, terms }) =>
    terms
      .filter(({ status }) => status !== 'DISABLED')
      .map((term): Candidate => {
        const related = (kind: 'isA' | 'classifies') =>
          (term[kind] ?? []).map((ref) => `${kind}:${'id' in ref ? ref.id : ref.term}`);
        return {
          id: term.id ?? '',
          source: 'datazone',
          glossary: { id: id ?? '', name: name ?? '' },
          name: term.name ?? '',
          shortDescription: term.shortDescription,
          restricted: restricted === true,
          description: `${term.shortDescription ?? ''} ${term.longDescription ?? ''}`,
          relations: [...related('isA'), ...related('classifies')],
        };
      }),
  );
  const glue = db
    .prepare<
      [],
      { id: string; glossary: string; home: string | null; name: string; short: string | null; long: string | null }
    >(
      `SELECT t.id, t.glossary_id AS glossary, g.name AS home, t.name, t.short_description AS short,
         t.long_description AS long
       FROM remote_glue_glossary_term t LEFT JOIN remote_glue_glossary g ON g.id = t.glossary_id ORDER BY t.id`,
    )
    .all()
    .map(
      (row): Candidate => ({
        id: row.id,
        source: 'glue',
        glossary: { id: row.glossary, name: row.home ?? row.glossary },
        name: row.name,
        shortDescription: row.short,
        restricted: false,
        description: `${row.short ?? ''} ${row.long ?? ''}`,
        relations: [],
      }),
    );
  return [...own, ...glue];
}

/** On how much each of these terms stands at AWS. */
function usageOf(db: Db, ids: ReadonlySet<string>): Usage {
  const rows = db
    .prepare<[string], { id: string; assets: number; columns: number }>(
      `SELECT term_id AS id, count(*) FILTER (WHERE on_asset = 1 OR governed = 1) AS assets,
         coalesce(sum(on_columns), 0) AS columns
       FROM remote_asset_term WHERE term_id IN (SELECT value FROM json_each(?)) GROUP BY term_id`,
    )
    .all(JSON.stringify([...ids]));
  return new Map(rows.map(({ id, assets, columns }) => [id, { assets, columns }]));
}

/**
 *   the term to keep ──┬── another, with score and reasons
 *                      └── another …
 *
 * Every pair is told once: as one to keep and another, or as two others of the same group. A term may be in several.
 */
function groupsOf(terms: readonly Candidate[], pairs: readonly Pair[], usage: Usage): AlikeTerms[] {
  const partners = new Map<number, Pair[]>();
  const note = (at: number, pair: Pair) => {
    const own = partners.get(at);
    if (own === undefined) partners.set(at, [pair]);
    else own.push(pair);
  };
  for (const pair of pairs) {
    note(pair.a, pair);
    note(pair.b, pair);
  }
  const covered = new Set<Pair>();
  const groups: AlikeTerms[] = [];
  for (const first of [...partners.keys()].toSorted((a, b) => preferred(terms, usage, a, b))) {
    const own = (partners.get(first) ?? []).filter((pair) => !covered.has(pair));
    const [surest] = own;
    const keep = terms[first];
    if (surest === undefined || keep === undefined) continue;
    const members = new Map(own.map((pair) => [pair.a === first ? pair.b : pair.a, pair]));
    for (const member of [first, ...members.keys()])
      for (const pair of partners.get(member) ?? [])
        if ((pair.a === first || members.has(pair.a)) && (pair.b === first || members.has(pair.b))) covered.add(pair);
    const others = [...members].flatMap(([member, { score, reasons }]) => {
      const term = terms[member];
      return term === undefined ? [] : [shown(term, usage, score, reasons)];
    });
    groups.push({ score: surest.score, terms: [shown(keep, usage, 1, []), ...others] });
  }
  return groups.toSorted((a, b) => b.score - a.score);
}

/** Which of two terms is rather kept: of DataZone, most used, described. */
function preferred(terms: readonly Candidate[], usage: Usage, a: number, b: number): number {
  const rank = (at: number) => {
    const term = terms[at];
    const { assets, columns } = usage.get(term?.id ?? '') ?? UNUSED;
    return [term?.source === 'datazone' ? 1 : 0, assets + columns, (term?.description.trim() ?? '') === '' ? 0 : 1];
  };
  const [mine, theirs] = [rank(a), rank(b)];
  const place = mine.findIndex((value, at) => value !== theirs[at]);
  return place < 0 ? a - b : (theirs[place] ?? 0) - (mine[place] ?? 0);
}

const shown = (
  { id, source, glossary: home, name, shortDescription, restricted }: Candidate,
  usage: Usage,
  score: number,
  reasons: readonly string[],
): Alike => ({
  id,
  source,
  glossary: home,
  name,
  shortDescription,
  restricted,
  usage: usage.get(id) ?? UNUSED,
  score,
  reasons: [...reasons],
});
