import { dump } from 'js-yaml';
import {
  callNames,
  type GlossaryDocument,
  type GlossaryEntry,
  many,
  type Ref,
  type TermEntry,
  textsOf,
} from '../document.ts';
import { guardMarker } from './cells.ts';
import { PROPERTIES } from './datahub-read.ts';

export { parse } from './datahub-read.ts';

/**
 * A document as a DataHub business glossary (version 1): a node per glossary, is a as inherits, classifies as contains.
 * DataHub takes an id as the end of a URN, so that a term stays the same one there too.
 */
export function print(document: GlossaryDocument): string {
  const name = referring(document);
  const nodes = document.glossaries.map((glossary) => nodeOf(glossary, name));
  // `noRefs`: what is said twice is written twice, as aliases are refused by whoever is careful.
  return dump(
    { version: '1', source: 'DataZone', owners: { users: [] }, nodes },
    { noRefs: true, lineWidth: -1, quoteStyle: 'double' },
  );
}

type Name = (ref: Ref) => string;

/** Relations by names joined with dots where that means one term and is no name itself, else by id. */
function referring(document: GlossaryDocument): Name {
  const called = callNames(document);
  const borne = bearers(document);
  return (ref) => {
    const names = called(ref);
    if ('id' in names) return names.id;
    if ('bare' in names) return names.bare;
    const path = `${names.glossary}.${names.term}`;
    return borne.get(path) === 1 || !('id' in ref) ? path : ref.id;
  };
}

/** How many terms a text may mean, be it a name or names joined with a dot. */
function bearers(document: GlossaryDocument): Map<string, number> {
  const borne = new Map<string, number>();
  for (const glossary of document.glossaries)
    for (const term of glossary.terms)
      for (const path of [`${glossary.name ?? ''}.${term.name ?? ''}`, term.name ?? ''])
        borne.set(path, (borne.get(path) ?? 0) + 1);
  return borne;
}

const nodeOf = (glossary: GlossaryEntry, name: Name) => ({
  ...(glossary.id === null ? {} : { id: glossary.id }),
  name: text(glossary.name),
  description: text(glossary.description),
  ...properties([
    [PROPERTIES.status, glossary.status],
    [PROPERTIES.project, glossary.project],
    [PROPERTIES.restricted, glossary.restricted === null ? null : String(glossary.restricted)],
  ]),
  ...(glossary.terms.length === 0 ? {} : { terms: glossary.terms.map((term) => termOf(term, name)) }),
});

const termOf = (term: TermEntry, name: Name) => ({
  ...(term.id === null ? {} : { id: term.id }),
  name: text(term.name),
  description: text(term.shortDescription),
  ...((term.isA ?? []).length === 0 ? {} : { inherits: term.isA?.map(name) }),
  ...((term.classifies ?? []).length === 0 ? {} : { contains: term.classifies?.map(name) }),
  ...properties([
    [PROPERTIES.status, term.status],
    [PROPERTIES.longDescription, term.longDescription],
  ]),
});

/** DataHub wants a description, be it empty; an empty one says nothing when it is read. */
const text = (value: string | null) => (value === null || value === '' ? '' : guardMarker(value));

function properties(pairs: readonly (readonly [string, string | null])[]): {
  custom_properties?: Record<string, string>;
} {
  const said = pairs.flatMap(([key, value]) => (value === null || value === '' ? [] : [[key, guardMarker(value)]]));
  return said.length === 0 ? {} : { custom_properties: Object.fromEntries(said) as Record<string, string> };
}

/** What DataHub's YAML cannot hold, or holds in another way. */
export function losses(document: GlossaryDocument): string[] {
  const terms = document.glossaries.flatMap((glossary) => glossary.terms);
  const longs = terms.filter(({ longDescription }) => (longDescription ?? '') !== '').length;
  const borne = bearers(document);
  const vague = terms
    .flatMap((term) => [...(term.isA ?? []), ...(term.classifies ?? [])])
    .filter((ref) => !('id' in ref) && ref.glossary !== null && (borne.get(`${ref.glossary}.${ref.term}`) ?? 0) > 1);
  let broken = 0;
  for (const one of textsOf(document)) if (!one.isWellFormed()) broken += 1;
  return [
    ...(terms.length > 0 || document.glossaries.length > 0
      ? ['Status, project and restriction have no field in DataHub: they are custom properties there.']
      : []),
    ...(longs > 0 ? [`${many(longs, 'long description')} as a custom property.`] : []),
    ...(vague.length > 0
      ? [
          `${many(vague.length, 'relation')} by names that, joined with a dot, may mean another term: give the terms ids.`,
        ]
      : []),
    ...(broken > 0 ? [`${many(broken, 'text')} with half a character in it: it becomes �.`] : []),
  ];
}
