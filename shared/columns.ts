import * as z from 'zod';
import { AssetId, Column, Incomplete, Named, SearchInput } from './catalog.ts';
import { Staged } from './changes.ts';
import { command, Instant, Paging, query } from './define.ts';

/** Names with * for any text and ? for any one character, without case; the whole name has to fit. */
const Glob = z.string().min(1).max(200);
const Ids = z.array(z.string().min(1).max(256)).max(100).default([]);
const ClusterId = z.string().min(1).max(10_000);

/** Which assets, as `catalog.search` finds them. */
const AssetSelect = SearchInput.omit({ sort: true, offset: true, limit: true });

/** Which columns: all that fit every part that is given. */
export const ColumnSelect = z.object({
  /** Any of these. */
  name: z.array(Glob).max(100).default([]),
  /** Words all of which must occur (as prefixes) in the name, business name, description or technical comment of the column. */
  text: z.string().max(1000).default(''),
  /** What the data type begins with, without case. */
  dataType: z.string().max(200).default(''),
  /** Columns that carry any of these terms. */
  term: Ids,
  /** Columns that carry none of these. */
  without: Ids,
  assets: AssetSelect.nullable().default(null),
  assetIds: z.array(AssetId).max(10_000).default([]),
  /** The id of a cluster of look-alike columns. */
  lookAlike: ClusterId.nullable().default(null),
});
export type ColumnSelect = z.infer<typeof ColumnSelect>;

export const FoundColumn = Column.extend({ assetId: AssetId, assetName: z.string(), project: Named.nullable() });
export type FoundColumn = z.infer<typeof FoundColumn>;

/** Columns that say the same, whatever they are called. Strangers' text. */
export const LookAlike = z.object({
  id: ClusterId,
  title: z.string(),
  columns: z.int(),
  /** Distinct combinations of name, type, business name, description and terms; and distinct names. */
  signatures: z.int(),
  names: z.int(),
  /** The most frequent names, three at most. */
  examples: z.array(z.string()),
  /** The names say what kind of value it is, not of what (`id`, `status`): not to be tagged as one. */
  vague: z.boolean(),
});
export type LookAlike = z.infer<typeof LookAlike>;

export const LookAlikeMember = z.object({
  name: z.string(),
  dataType: z.string(),
  businessName: z.string().nullable(),
  terms: z.array(Named),
  columns: z.int(),
  /** How sure it is that it belongs here, from 0 to 1. */
  score: z.number(),
  reason: z.string(),
});
export type LookAlikeMember = z.infer<typeof LookAlikeMember>;

export const columns = {
  findColumns: query({
    doc: 'Find columns over all assets by name, words, type, terms, assets or likeness, in the order of their names.',
    reads: ['catalog', 'glossary', 'changes'],
  })
    .input(z.object({ ...ColumnSelect.shape, ...Paging }))
    .output(z.object({ total: z.int(), items: z.array(FoundColumn), incomplete: z.array(Incomplete) })),
  lookAlikes: query({ doc: 'Clusters of columns that say the same, the largest first.', reads: ['catalog'] })
    .input(
      z.object({
        /** Words all of which a name, a business name or the title has. */
        text: z.string().max(200).default(''),
        /** Columns a cluster covers at least. */
        minimum: z.int().min(1).default(2),
        ...Paging,
      }),
    )
    .output(z.object({ total: z.int(), items: z.array(LookAlike), incomplete: z.array(Incomplete) })),
  lookAlike: query({
    doc: 'One cluster of look-alike columns: who is in it, how surely, and why.',
    reads: ['catalog', 'glossary'],
  })
    .input(z.object({ id: ClusterId, ...Paging }))
    .output(z.object({ cluster: LookAlike, total: z.int(), members: z.array(LookAlikeMember) })),
};

/** replace: these terms, and no others. */
export const TAG_ACTIONS = ['add', 'remove', 'replace'] as const;
export const TagAction = z.enum(TAG_ACTIONS);
export type TagAction = z.infer<typeof TagAction>;

/** Columns, assets and lines of one step of tagging, at most. */
export const MOST_TAGGED = 20_000;

const TermIds = z.array(z.string().min(1).max(256)).min(1).max(20);
const Tagging = z.object({
  /** One of these three says what is tagged: columns that fit, these columns, or these assets themselves. */
  select: ColumnSelect.optional(),
  columns: z
    .array(z.object({ assetId: AssetId, column: z.string().min(1).max(512) }))
    .min(1)
    .max(MOST_TAGGED)
    .optional(),
  assets: z.array(AssetId).min(1).max(MOST_TAGGED).optional(),
  action: TagAction,
  termIds: TermIds,
});
export type Tagging = z.infer<typeof Tagging>;

/** Of what is tagged, how much would become of which. `staged`, `unchanged` and `reverted` are lines: one per term. */
const Outcomes = {
  staged: z.int(),
  unchanged: z.int(),
  reverted: z.int(),
  skipped: z.int(),
};

export const TagPreview = z.object({
  /** Columns met; 0 where assets themselves are tagged. */
  columns: z.int(),
  assets: z.int(),
  ...Outcomes,
  /** Why lines would be skipped. */
  reasons: z.array(z.object({ code: z.string(), message: z.string(), lines: z.int() })),
  /** The fifty projects with most of it: whose it is. */
  projects: z.array(z.object({ project: Named.nullable(), columns: z.int(), assets: z.int(), ...Outcomes })),
  /** Limits that stand in the way: with one of them nothing can be staged, and nothing was tried. */
  limits: z.array(z.object({ code: z.string(), message: z.string(), met: z.int(), most: z.int() })),
});
export type TagPreview = z.infer<typeof TagPreview>;

const RuleId = z.string().min(1).max(64);
const RuleSays = {
  name: z.string().trim().min(1).max(200),
  select: ColumnSelect,
  action: TagAction,
  termIds: TermIds,
};

/** A selection that is kept, with what is done to it. */
export const TagRule = z.object({
  id: RuleId,
  ...RuleSays,
  createdBy: z.string(),
  createdAt: Instant,
  /** When it was last run, and how many lines that staged. */
  runAt: Instant.nullable(),
  runStaged: z.int().nullable(),
});
export type TagRule = z.infer<typeof TagRule>;

const stages = (doc: string) =>
  command({ doc, writes: ['changes', 'catalog', 'glossary', 'audit'], needs: 'changes.stage' });
const keeps = (doc: string) => command({ doc, writes: ['changes', 'audit'], needs: 'changes.stage' });

export const tagging = {
  stageTerms: stages('Stage terms onto many columns or assets in one step, by the same rules as changes.stage.')
    .input(z.object({ ...Tagging.shape, label: z.string().max(200).default('Tag') }))
    .output(Staged),
  previewTerms: query({
    doc: 'What changes.stageTerms would do, and to whom, without doing it.',
    reads: ['changes', 'catalog', 'glossary'],
  })
    .input(Tagging)
    .output(TagPreview),
  tagRules: query({ doc: 'Selections that are kept, with the terms they are given.', reads: ['changes'] })
    .input(z.object({ ...Paging }))
    .output(z.object({ total: z.int(), items: z.array(TagRule) })),
  saveTagRule: keeps('Keep a selection of columns with the terms it is given; with the id of a rule, change it.')
    .input(z.object({ id: RuleId.nullable().default(null), ...RuleSays }))
    .output(TagRule),
  removeTagRule: keeps('Remove a kept selection; what it staged stays.')
    .input(z.object({ id: RuleId }))
    .output(z.object({ removed: z.int() })),
  runTagRule: stages('Stage what a kept selection says of the columns it finds now.')
    .input(z.object({ id: RuleId }))
    .output(Staged),
};
