import { Assets, type Columns } from './assets.ts';
import { Dictionary } from './dictionary.ts';
import { Numbering } from './numbering.ts';
import { SearchIndex } from './search-index.ts';
import { Kept, Taken } from './sections.ts';
import { Terms } from './terms.ts';
import { Texts } from './texts.ts';

const COLUMNS: readonly (keyof Columns)[] = [
  'key',
  'name',
  'description',
  'columnsAt',
  'columns',
  'termsAt',
  'terms',
  'project',
  'type',
  'listing',
  'closeness',
  'live',
];

/** The index as sections of bytes, as it is now. */
export function take({ texts, terms, assets }: SearchIndex): Taken {
  const taken = new Taken();
  taken.strings('words', texts.dictionary.words);
  taken.numbers('words.order', texts.dictionary.order());
  taken.numbers('texts.starts', texts.starts.filled());
  taken.numbers('texts.sizes', texts.sizes.filled());
  taken.pool('texts.pool', texts.pool);
  taken.lists('texts.holders', texts.holders);
  taken.strings('terms.ids', terms.ids.names);
  taken.strings('terms.names', terms.names);
  taken.numbers('terms.texts', terms.texts.filled());
  taken.lists('terms.carriers', terms.carriers);
  for (const column of COLUMNS) taken.numbers(`assets.${column}`, assets.by[column].filled());
  taken.pool('assets.columnPool', assets.columns);
  taken.pool('assets.termPool', assets.terms);
  taken.strings('assets.projects', assets.projects.names);
  taken.strings('assets.types', assets.types.names);
  taken.lists('assets.holders', assets.holders);
  taken.strings('assets.names', assets.names);
  taken.numbers('assets.created', Float64Array.from(assets.created));
  taken.numbers('assets.byName', assets.byName.values());
  taken.numbers('assets.newest', assets.newest.values());
  return taken;
}

export function rebuild(kept: Kept): SearchIndex {
  const column = (name: keyof Columns) => kept.vector(`assets.${name}`);
  return new SearchIndex(
    new Texts(
      new Dictionary(kept.strings('words'), kept.numbers('words.order')),
      kept.vector('texts.starts'),
      kept.vector('texts.sizes'),
      kept.pool('texts.pool'),
      kept.lists('texts.holders'),
    ),
    new Terms(
      new Numbering(kept.strings('terms.ids')),
      kept.strings('terms.names'),
      kept.vector('terms.texts'),
      kept.lists('terms.carriers'),
    ),
    new Assets(
      {
        key: column('key'),
        name: column('name'),
        description: column('description'),
        columnsAt: column('columnsAt'),
        columns: column('columns'),
        termsAt: column('termsAt'),
        terms: column('terms'),
        project: column('project'),
        type: column('type'),
        listing: column('listing'),
        closeness: column('closeness'),
        live: column('live'),
      },
      { columns: kept.pool('assets.columnPool'), terms: kept.pool('assets.termPool') },
      new Numbering(kept.strings('assets.projects')),
      new Numbering(kept.strings('assets.types')),
      kept.lists('assets.holders'),
      kept.strings('assets.names'),
      kept.doubles('assets.created'),
      { byName: kept.numbers('assets.byName'), newest: kept.numbers('assets.newest') },
    ),
  );
}
