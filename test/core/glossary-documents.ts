import * as fc from 'fast-check';
import { expect } from 'vitest';
import {
  callNames,
  documentOf,
  type GlossaryDocument,
  glossaryEntry,
  type GlossaryEntry,
  type Ref,
  termEntry,
} from '#core/glossary/document.ts';
import { planImport } from '#core/glossary/plan-import.ts';

const bits = [
  '=1+1',
  '@SUM(A1)',
  '+',
  '-',
  "'",
  '"',
  '""',
  ';',
  '\\',
  '/',
  ' / ',
  '.',
  ',',
  ':',
  'id:',
  'broader:',
  '<clear>',
  ' ',
  '\u00a0',
  '\t',
  '\n',
  '\r\n',
  '\r',
  '\n\n---\n\n',
  '---',
  '\u202e',
  '\u2066',
  '\u200b',
  '\ufeff',
  '👩‍👩‍👧',
  'é',
  'e\u0301',
  '__proto__',
  'null',
  '~',
  '#N/A',
  '_x000D_',
  '_x005F_',
  '&amp;',
  '<b>',
  ']]>',
  '*a',
  '&a',
  '!!str',
  '%',
  '1.10',
  'true',
  'Risk',
  'a',
  'A',
  '\0',
  '\u0085',
  '\u2028',
  '\ufffe',
];

/** Text that breaks careless formats; whole characters only. */
export const hostile = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.array(fc.constantFrom(...bits), { minLength: 1, maxLength: 5 }).map((parts) => parts.join('')),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }) },
);
const perhaps = fc.option(hostile, { nil: null });
const status = fc.constantFrom('ENABLED', 'DISABLED');

interface Shape {
  names: string[][];
  glossaries: string[];
}

/** What a workspace may hold: ids for all, names unique where AWS wants them so, relations to anything. */
export const held: fc.Arbitrary<GlossaryDocument> = fc
  .record({
    glossaries: fc.uniqueArray(hostile, { minLength: 1, maxLength: 3 }),
    names: fc.array(fc.uniqueArray(hostile, { maxLength: 4 }), { minLength: 3, maxLength: 3 }),
  })
  .chain((shape) => fc.tuple(...shape.glossaries.map((_name, at) => glossaryOf(shape, at))))
  .map((glossaries) => documentOf(glossaries));

function glossaryOf({ names, glossaries }: Shape, at: number): fc.Arbitrary<GlossaryEntry> {
  const ids = glossaries.flatMap((_name, home) => (names[home] ?? []).map((_term, one) => `t-${home}-${one}`));
  const refs = fc.uniqueArray(fc.constantFrom(...ids, 'gone-1', 'gone-2'), { maxLength: 4 });
  const relations = refs.map((list): Ref[] | null => (list.length === 0 ? null : list.map((id) => ({ id }))));
  const terms = (names[at] ?? []).map((name, one) =>
    fc
      .record({ shortDescription: perhaps, longDescription: perhaps, status, isA: relations, classifies: relations })
      .map((said) => termEntry({ ...said, id: `t-${at}-${one}`, name })),
  );
  return fc
    .record({ description: perhaps, status, restricted: fc.boolean(), terms: fc.tuple(...terms) })
    .map((said) =>
      glossaryEntry({ ...said, id: `g-${at}`, name: glossaries[at] ?? '', project: at === 0 ? 'p-1' : 'p-2' }),
    );
}

/** The same said of things that are new: no ids, relations by name. */
export const asNew = (document: GlossaryDocument): GlossaryDocument => {
  const called = callNames(document);
  const byName = (refs: readonly Ref[] | null) => {
    const named = (refs ?? []).map(called).flatMap((ref): Ref[] => ('glossary' in ref ? [ref] : []));
    return named.length === 0 ? null : named;
  };
  return documentOf(
    document.glossaries.map((glossary) => ({
      ...glossary,
      id: null,
      terms: glossary.terms.map((term) => ({
        ...term,
        id: null,
        isA: byName(term.isA),
        classifies: byName(term.classifies),
      })),
    })),
  );
};

/** What a document says, without where it said it: relations by what they mean. */
export const plain = (document: GlossaryDocument) => {
  const called = callNames(document);
  const refs = (list: readonly Ref[] | null) => (list === null || list.length === 0 ? null : list.map(called));
  return document.glossaries.map(({ id, name, description, status: state, project, restricted, terms }) => ({
    id,
    name,
    description: description || null,
    state,
    project,
    restricted,
    terms: terms.map((term) => ({
      id: term.id,
      name: term.name,
      short: term.shortDescription || null,
      long: term.longDescription || null,
      state: term.status,
      isA: refs(term.isA),
      classifies: refs(term.classifies),
    })),
  }));
};

/** Options of a plan: ids in order, two projects. */
export const planning = (more: { project?: string | null; makeGlossaries?: boolean } = {}) => {
  let made = 0;
  return {
    newId: () => {
      made += 1;
      return `new-${made}`;
    },
    projects: [
      { id: 'p-1', name: 'Risk' },
      { id: 'p-2', name: 'Retail Banking' },
      { id: 'p-3', name: 'Twice' },
      { id: 'p-4', name: 'Twice' },
    ],
    project: null,
    makeGlossaries: false,
    ...more,
  };
};

/** Nothing to stage and nothing refused: what comes back is what went out. */
export function expectSame(back: GlossaryDocument, current: GlossaryDocument): void {
  const { lines, summary, rows } = planImport(back, current, planning());
  expect(rows.filter(({ outcome }) => outcome !== 'unchanged').map(({ name, reasons }) => ({ name, reasons }))).toEqual(
    [],
  );
  expect(lines).toEqual([]);
  expect(summary.unchanged).toBe(rows.length);
}
