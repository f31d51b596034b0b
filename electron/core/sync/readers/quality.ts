import type { GlueQualityRulesetRow } from '../../catalog/rows-sources.ts';
import { type Details, detailed, detailedPage } from './detailed.ts';
import { plain, type Reader, type ReadPage, type Scope, type Source, WHOLE } from './reader.ts';

/** Days after which all are read again: a feed tells no deletions. */
const DUE = 168;

const rules: Details<GlueQualityRulesetRow> = {
  columns: ['content'],
  stands: (held, listed) => held.content !== null && held.updated_at === listed.updated_at,
  read: async (s, row, signal) => ({ content: await s.aws.glueQuality.rulesOf(row.name, signal) }),
  bounded: true,
};

/** Results of one page of ids. One that is in the mirror never changes: it is not read again. */
async function readResults(
  { aws, db }: Source,
  since: string | null,
  cursor: string | null,
  signal: AbortSignal,
): Promise<ReadPage> {
  const page = await aws.glueQuality.resultIds(since, cursor, signal);
  const known = new Set(
    db
      .prepare(
        'SELECT id FROM remote_glue_quality_result WHERE completed_at IS NOT NULL AND id IN (SELECT value FROM json_each(?))',
      )
      .pluck()
      .all(JSON.stringify(page.items)) as string[],
  );
  const fresh = await aws.glueQuality.results(
    page.items.filter((id) => !known.has(id)),
    signal,
  );
  return {
    items: page.items.length,
    next: page.nextToken,
    total: null,
    write: (mirror) => [
      ...[...known].map((id) => {
        mirror.keep('glue_quality_result', [id]);
        return 'same' as const;
      }),
      ...fresh.map((row) => mirror.put('glue_quality_result', row)),
    ],
  };
}

const RULESETS = 'Reading Glue quality rulesets';

const rulesetReader: Reader = {
  ...detailed('glue_quality_ruleset', {
    title: RULESETS,
    operation: 'glue:ListDataQualityRulesets',
    perCall: 1000,
    due: DUE,
    scopes: () => [WHOLE],
    list: (s, _scope, token, signal) => s.aws.glueQuality.rulesets(null, token, signal),
    details: rules,
    sweep: (mirror) => mirror.sweep('glue_quality_ruleset', null),
  }),
  feed: {
    operation: 'glue:ListDataQualityRulesets',
    read: (source, since, cursor, signal) =>
      detailedPage(
        source,
        'glue_quality_ruleset',
        (token) => source.aws.glueQuality.rulesets(since, token, signal),
        rules,
        cursor,
        signal,
      ),
  },
};

/** What Glue itself knows of quality and of words. */
export const QUALITY_READERS: readonly Reader[] = [
  rulesetReader,
  {
    kind: 'glue_quality_result',
    title: 'Reading Glue quality results',
    operation: 'glue:BatchGetDataQualityResult',
    perCall: 100,
    due: DUE,
    scopes: () => [WHOLE],
    read: (source, _scope, cursor, signal) => readResults(source, null, cursor, signal),
    sweep: (mirror) => mirror.sweep('glue_quality_result', null),
    feed: { operation: 'glue:ListDataQualityResults', read: readResults },
  },
  plain(
    'glue_glossary',
    'Reading Glue glossaries',
    { operation: 'glue:ListGlossaries', perCall: 1000, due: 24 },
    (s, cursor, signal) => s.aws.glueGlossaries.glueGlossaries(cursor, signal),
  ),
  detailed('glue_glossary_term', {
    title: 'Reading Glue glossary terms',
    operation: 'glue:ListGlossaryTerms',
    perCall: 1000,
    due: 24,
    after: ['glue_glossary'],
    scopes: ({ db }) => db.prepare<[], Scope>('SELECT id, name FROM remote_glue_glossary ORDER BY id').all(),
    list: (s, { id }, token, signal) => s.aws.glueGlossaries.glueTerms(id, token, signal),
    details: {
      columns: ['long_description'],
      // Glue dates no change: the rest of the term must do.
      stands: (held, listed) =>
        held.long_description !== null &&
        held.name === listed.name &&
        held.short_description === listed.short_description,
      read: (s, row, signal) => s.aws.glueGlossaries.glueTerm(row.glossary_id, row.id, signal),
      bounded: true,
    },
    sweep: (mirror, { id }) => mirror.sweep('glue_glossary_term', { where: 'glossary_id = ?', value: id }),
  }),
];
