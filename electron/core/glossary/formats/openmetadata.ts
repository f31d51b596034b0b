import {
  callNames,
  type Called,
  type GlossaryDocument,
  type GlossaryEntry,
  many,
  type TermEntry,
} from '../document.ts';
import { guard, isGuarded } from './cells.ts';
import { dotted, listed } from './dotted.ts';
import { isParted, joined } from './one-description.ts';
import { printTable } from './table.ts';

export { parse } from './openmetadata-read.ts';

/** Columns of OpenMetadata's glossary CSV, in their order (glossaryCsvDocumentation.json). */
export const COLUMNS = [
  'parent',
  'name',
  'displayName',
  'description',
  'synonyms',
  'relatedTerms',
  'references',
  'tags',
  'reviewers',
  'owner',
  'glossaryStatus',
  'color',
  'iconURL',
  'extension',
] as const;

const STATUS: Record<string, string> = { ENABLED: 'Approved', DISABLED: 'Deprecated' };

/**
 * OpenMetadata's CSV of each glossary: it imports one file into one glossary, which is there already.
 * What a file had beside ours (tags, owners …) is printed back.
 */
export function print(document: GlossaryDocument): { glossary: string; text: string }[] {
  const called = callNames(document);
  return document.glossaries.map((glossary) => {
    const extra = [...new Set(glossary.terms.flatMap(({ aside }) => aside.map(([column]) => column)))].filter(
      (column) => !isOurs(column),
    );
    const head = [...COLUMNS.map((column) => (column === 'name' ? 'name*' : column)), ...extra];
    const rows = glossary.terms.map((term) => {
      const cells = cellsOf(term, called);
      return [...COLUMNS, ...extra].map((column) => guard(cells.get(column) ?? ''));
    });
    return { glossary: glossary.name ?? '', text: printTable([head, ...rows]) };
  });
}

const isOurs = (column: string) => (COLUMNS as readonly string[]).includes(column);

function cellsOf(term: TermEntry, called: ReturnType<typeof callNames>): Map<string, string> {
  const related = [
    ...(term.isA ?? []).map((ref) => `broader:${fqn(called(ref))}`),
    ...(term.classifies ?? []).map((ref) => `narrower:${fqn(called(ref))}`),
  ];
  const aside = new Map(term.aside);
  return new Map([
    ...aside,
    ['name', term.name ?? ''],
    ['description', descriptionOf(term)],
    ['relatedTerms', [listed(related), aside.get('relatedTerms') ?? ''].filter((part) => part !== '').join(';')],
    ['glossaryStatus', STATUS[term.status ?? ''] ?? ''],
  ]);
}

/** An id stands for what has no name of its own: importing finds it again. */
const fqn = (ref: Called): string => {
  if ('glossary' in ref) return dotted([ref.glossary, ref.term]);
  return 'bare' in ref ? dotted([ref.bare]) : ref.id;
};

/** What OpenMetadata's CSV cannot hold, or holds in another way. */
export function losses(document: GlossaryDocument): string[] {
  const called = callNames(document);
  const terms = document.glossaries.flatMap((glossary) => glossary.terms);
  const bare = document.glossaries.filter(hasValues).length;
  const refs = terms.flatMap(({ isA, classifies }) => [...(isA ?? []), ...(classifies ?? [])]);
  const nameless = refs.filter((ref) => 'id' in called(ref)).length;
  const ofTerms = LOSSES.flatMap(([holds, sentence]) => {
    const found = terms.filter(holds).length;
    return found === 0 ? [] : [sentence(many(found, 'term'))];
  });
  return [
    ...(bare > 0
      ? [
          `${many(bare, 'glossary', 'glossaries')} of which only the terms are written: description, status, project and restriction are not.`,
        ]
      : []),
    ...(nameless > 0
      ? [
          `${many(nameless, 'relation')} by id, to a term that is not here or whose name is not unique: OpenMetadata refuses such a row.`,
        ]
      : []),
    ...ofTerms,
  ];
}

const LOSSES: readonly (readonly [holds: (term: TermEntry) => boolean, sentence: (terms: string) => string])[] = [
  [({ id }) => id !== null, (terms) => `The ids of ${terms}, found again by glossary and name.`],
  [
    ({ shortDescription, longDescription }) => (shortDescription ?? '') !== '' && (longDescription ?? '') !== '',
    (terms) => `${terms} with a short and a long description: one text, with a line between them.`,
  ],
  [
    ({ shortDescription, longDescription }) => !isParted(shortDescription ?? '', longDescription ?? ''),
    (terms) => `The border between the descriptions of ${terms}: read back, it lies elsewhere.`,
  ],
  [
    ({ isA }) => (isA ?? []).length > 0,
    (terms) => `${terms} with “is a”: written as broader; the tree of OpenMetadata stays flat.`,
  ],
  [({ status }) => status === 'DISABLED', (terms) => `${terms}: DISABLED is written as Deprecated.`],
  [
    ({ name }) => /[."]/u.test(name ?? ''),
    (terms) => `${terms} with a dot or a quote in the name: OpenMetadata may read the name otherwise.`,
  ],
  [
    (term) => isGuarded(term.name ?? '') || isGuarded(descriptionOf(term)),
    (terms) => `${terms} with a text that begins like a formula: a ' stands before it, which OpenMetadata keeps.`,
  ],
  [
    (term) => [term.name, descriptionOf(term)].some((text) => text?.isWellFormed() === false),
    (terms) => `${terms} with half a character: it becomes �.`,
  ],
];

const hasValues = ({ description, status, project, restricted }: GlossaryEntry) =>
  [description, status, project].some((text) => text !== null && text !== '') || restricted === true;
const descriptionOf = ({ shortDescription, longDescription }: TermEntry) =>
  joined(shortDescription ?? '', longDescription ?? '');
