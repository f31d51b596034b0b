import { type GlossaryDocument, type GlossaryEntry, many, type Ref, type TermEntry } from '../document.ts';

const PREFIXES = [
  '@prefix dcterms: <http://purl.org/dc/terms/> .',
  '@prefix owl: <http://www.w3.org/2002/07/owl#> .',
  '@prefix skos: <http://www.w3.org/2004/02/skos/core#> .',
];

/**
 * A document as SKOS in Turtle: a concept scheme per glossary, a concept per term, is a as broader, classifies as
 * narrower. URNs hold the id, or the names where there is none yet: the same in every export.
 */
export function print({ glossaries }: GlossaryDocument): string {
  const ids = new Map(
    glossaries.flatMap(({ name, terms }) => terms.map((term) => [JSON.stringify([name, term.name]), term.id] as const)),
  );
  const blocks = glossaries.flatMap((glossary) => [
    scheme(glossary),
    ...glossary.terms.map((term) => concept(term, glossary, ids)),
  ]);
  return `${[PREFIXES.join('\n'), ...blocks].join('\n\n')}\n`;
}

function scheme(glossary: GlossaryEntry): string {
  return block(schemeUrn(glossary), [
    ['a', 'skos:ConceptScheme'],
    ['dcterms:title', literal(glossary.name)],
    ['dcterms:description', literal(glossary.description)],
    ['owl:deprecated', glossary.status === 'DISABLED' ? 'true' : null],
  ]);
}

/** Ids of the document's terms by their names. */
type Ids = ReadonlyMap<string, string | null>;

function concept(term: TermEntry, glossary: GlossaryEntry, ids: Ids): string {
  const related = (refs: readonly Ref[] | null) => refs?.map((ref) => refUrn(ref, glossary, ids)).join(', ') || null;
  return block(termUrn(term.id, glossary.name, term.name), [
    ['a', 'skos:Concept'],
    ['skos:inScheme', schemeUrn(glossary)],
    ['skos:prefLabel', literal(term.name)],
    ['skos:definition', literal(term.shortDescription)],
    ['skos:note', literal(term.longDescription)],
    ['skos:broader', related(term.isA)],
    ['skos:narrower', related(term.classifies)],
    ['owl:deprecated', term.status === 'DISABLED' ? 'true' : null],
  ]);
}

const block = (subject: string, pairs: readonly (readonly [string, string | null])[]): string =>
  `${subject}\n${pairs.flatMap(([predicate, object]) => (object === null ? [] : [`    ${predicate} ${object}`])).join(' ;\n')} .`;

const schemeUrn = ({ id, name }: GlossaryEntry) => urn(id === null ? ['glossary-named', name ?? ''] : ['glossary', id]);
const termUrn = (id: string | null, glossary: string | null, name: string | null) =>
  urn(id === null ? ['term-named', glossary ?? '', name ?? ''] : ['term', id]);
function refUrn(ref: Ref, own: GlossaryEntry, ids: Ids): string {
  if ('id' in ref) return termUrn(ref.id, null, null);
  const glossary = ref.glossary ?? own.name;
  return termUrn(ids.get(JSON.stringify([glossary, ref.term])) ?? null, glossary, ref.term);
}

/** `%` before whatever an IRI does not take (RFC 8141); half a character becomes �. */
const urn = (parts: readonly string[]): string =>
  `<urn:meshward:${parts.map((part) => encodeURIComponent(part.toWellFormed())).join(':')}>`;

/** A text between quotes (Turtle 1.1, 6.4): no quote, no `\` and no control character stands there as it is. */
const literal = (text: string | null): string | null =>
  text === null || text === ''
    ? null
    : `"${text.toWellFormed().replaceAll(/["\\\p{Cc}\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu, escaped)}"`;

const escaped = (char: string): string =>
  char === '"' || char === '\\' ? `\\${char}` : `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;

/** What SKOS cannot hold; it is written only, never read. */
export function losses({ glossaries }: GlossaryDocument): string[] {
  const owned = glossaries.filter(({ project, restricted }) => project !== null || restricted === true).length;
  return [
    'SKOS is for other tools: it is not read back.',
    ...(owned > 0 ? [`Project and restriction of ${many(owned, 'glossary', 'glossaries')} are not written.`] : []),
  ];
}
