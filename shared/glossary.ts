import * as z from 'zod';
import { Incomplete, Named, Pending } from './catalog.ts';
import { ChangeKind, ChangeOp, Staged } from './changes.ts';
import { command, job, Paging, query } from './define.ts';

export const GlossaryStatus = z.enum(['ENABLED', 'DISABLED']);

/** Where an entity stands towards what is staged: as AWS has it, to be made, to be deleted. */
export const Becoming = z.enum(['there', 'made', 'deleted']);
export type Becoming = z.infer<typeof Becoming>;

export const Glossary = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  status: GlossaryStatus.nullable(),
  /** Its terms are given by who governs them, on assets only (`ASSET_GOVERNED_TERMS`). */
  restricted: z.boolean(),
  project: Named.nullable(),
  terms: z.int(),
  becoming: Becoming,
  pending: z.array(Pending),
});
export type Glossary = z.infer<typeof Glossary>;

export const Term = z.object({
  id: z.string(),
  glossary: Named,
  name: z.string(),
  shortDescription: z.string().nullable(),
  longDescription: z.string().nullable(),
  status: GlossaryStatus.nullable(),
  restricted: z.boolean(),
  isA: z.array(Named),
  classifies: z.array(Named),
  /** Assets and columns that carry it at AWS; what is staged is not counted. */
  usage: z.object({ assets: z.int(), columns: z.int() }),
  updatedAt: z.string().nullable(),
  updatedBy: z.string().nullable(),
  becoming: Becoming,
  pending: z.array(Pending),
});
export type Term = z.infer<typeof Term>;

/** AWS's quotas of a domain (api-surface §3). */
export const GLOSSARY_QUOTA = 1000;
export const TERM_QUOTA = 10_000;

const Room = z.object({ used: z.int(), most: z.int() });

/** Kinds of files glossaries are written to; SKOS is written only, the others are read too. */
export const GLOSSARY_FORMATS = ['csv', 'xlsx', 'openmetadata', 'datahub', 'skos'] as const;
export const GlossaryFormat = z.enum(GLOSSARY_FORMATS);
export type GlossaryFormat = z.infer<typeof GlossaryFormat>;
export const ReadFormat = GlossaryFormat.exclude(['skos']);
export type ReadFormat = z.infer<typeof ReadFormat>;

const Path = z.string().min(1).max(4096);
const TermId = z.string().min(1).max(64);

/** Which glossaries, as AWS has them or as they will be. */
const Chosen = {
  format: GlossaryFormat,
  /** null: all of them. */
  glossaryIds: z.array(z.string().min(1).max(64)).max(1000).nullable().default(null),
  /** With what is staged laid over. */
  staged: z.boolean().default(false),
};

export const GlossaryExportInput = z.object({
  ...Chosen,
  /** A file; for `openmetadata` a folder, into which a file per glossary is written. */
  path: Path,
  overwrite: z.boolean().default(false),
});

export const GlossaryExport = z.object({
  files: z.array(z.object({ path: z.string(), bytes: z.int(), glossaries: z.int(), terms: z.int() })),
  /** What the format cannot hold, in sentences. */
  losses: z.array(z.string()),
});
export type GlossaryExport = z.infer<typeof GlossaryExport>;

export const PlanImportInput = z.object({
  format: ReadFormat,
  path: Path,
  /** Owner of new glossaries that name no project; null: they are refused. */
  projectId: z.string().max(64).nullable().default(null),
  /** Make the glossaries that the file names beside its terms only. */
  makeGlossaries: z.boolean().default(false),
  /** The glossary of terms that name none, as OpenMetadata's; null: the file is called like it. */
  glossary: z.string().min(1).max(256).nullable().default(null),
});

/** What a file says of itself that no row is the place for. `column` as the file calls it. */
const Told = z.object({
  row: z.int().nullable(),
  sheet: z.string(),
  column: z.string().nullable(),
  code: z.string(),
  message: z.string(),
});

/** What a file would do. */
export const GlossaryPlan = z.object({
  planId: z.string(),
  created: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  refused: z.int(),
  /** Lines that staging all of it would stage. */
  lines: z.int(),
  /** The first hundred remarks on the file as a whole. */
  told: z.array(Told),
});
export type GlossaryPlan = z.infer<typeof GlossaryPlan>;

export const ImportOutcome = z.enum(['create', 'update', 'unchanged', 'refused']);
export type ImportOutcome = z.infer<typeof ImportOutcome>;

/** What becomes of one row of a file. */
export const ImportRow = z.object({
  /** Its number in the plan, by which it is staged. */
  number: z.int(),
  /** Where it stands: the row of a sheet, the line of a text. */
  row: z.int().nullable(),
  sheet: z.string(),
  /** null for a row that is neither. */
  kind: ChangeKind.extract(['glossary', 'glossary_term']).nullable(),
  id: z.string().nullable(),
  name: z.string(),
  outcome: ImportOutcome,
  lines: z.int(),
  reasons: z.array(
    z.object({ column: z.string().nullable(), code: z.string(), message: z.string(), refuses: z.boolean() }),
  ),
  /** A value before and after; of a set the member that goes (before) or comes (after), by name. */
  changes: z.array(
    z.object({ field: z.string(), op: ChangeOp, before: z.string().nullable(), after: z.string().nullable() }),
  ),
});
export type ImportRow = z.infer<typeof ImportRow>;

/** A term beside others that may mean the same. */
export const Alike = z.object({
  id: z.string(),
  /** glue: of Glue's own business glossary, which is read and never changed here. */
  source: z.enum(['datazone', 'glue']),
  glossary: Named,
  name: z.string(),
  shortDescription: z.string().nullable(),
  restricted: z.boolean(),
  usage: z.object({ assets: z.int(), columns: z.int() }),
  /** How surely it means the same as the first of its group, 0 to 1, and why; 1 and nothing for the first itself. */
  score: z.number(),
  reasons: z.array(z.string()),
});
export type Alike = z.infer<typeof Alike>;

/** Terms that may mean the same, the one to keep first: that which is most used, of DataZone before of Glue. */
export const AlikeTerms = z.object({ score: z.number(), terms: z.array(Alike) });
export type AlikeTerms = z.infer<typeof AlikeTerms>;

/** Less sure than this is never told. */
export const LEAST_ALIKE = 0.5;

const STAGES = { writes: ['changes', 'catalog', 'glossary', 'audit'], needs: 'changes.stage' } as const;

export const glossary = {
  glossaries: query({
    doc: 'The glossaries with what is staged laid over, and how much room AWS’s quotas leave.',
    reads: ['glossary', 'changes', 'sync'],
  })
    .input(z.object({ text: z.string().max(200).default(''), ...Paging }))
    .output(
      z.object({
        total: z.int(),
        items: z.array(Glossary),
        room: z.object({ glossaries: Room, terms: Room }),
        incomplete: z.array(Incomplete),
      }),
    ),
  terms: query({
    doc: 'Terms by name with what is staged laid over, of all glossaries or of one.',
    reads: ['glossary', 'changes', 'catalog', 'sync'],
  })
    .input(
      z.object({
        /** Anywhere in the name or the short description. */
        text: z.string().max(200).default(''),
        glossaryId: z.string().max(64).nullable().default(null),
        status: GlossaryStatus.nullable().default(null),
        /** Only terms that may be put on columns and assets (false), or only governed ones (true). */
        restricted: z.boolean().nullable().default(null),
        ids: z.array(z.string().max(64)).max(200).nullable().default(null),
        ...Paging,
      }),
    )
    .output(z.object({ total: z.int(), items: z.array(Term), incomplete: z.array(Incomplete) })),
  term: query({ doc: 'One term with its relations and usage.', reads: ['glossary', 'changes', 'catalog'] })
    .input(z.object({ termId: z.string().min(1).max(64) }))
    .output(Term),
  losses: query({
    doc: 'What a kind of file cannot hold of these glossaries, in sentences, before they are exported.',
    reads: ['glossary', 'changes'],
  })
    .input(z.object(Chosen))
    .output(z.object({ losses: z.array(z.string()) })),
  export: job({
    doc: 'Write glossaries to a file: CSV, a workbook, OpenMetadata (a file each), DataHub or SKOS; whole or not at all.',
    writes: ['audit'],
    needs: 'import.run',
    result: GlossaryExport,
  }).input(GlossaryExportInput),
  planImport: job({
    doc: 'Read a glossary file and say, row by row, what it would create and change: nothing is staged.',
    writes: ['glossary', 'audit'],
    needs: 'import.run',
    result: GlossaryPlan,
  }).input(PlanImportInput),
  importRows: query({
    doc: 'The rows of a planned import: what becomes of each, why, and its values before and after.',
    reads: ['glossary'],
  })
    .input(
      z.object({
        planId: z.string().min(1).max(64),
        outcome: z.array(ImportOutcome).max(4).default([]),
        /** Anywhere in the name. */
        text: z.string().max(200).default(''),
        ...Paging,
      }),
    )
    .output(z.object({ total: z.int(), items: z.array(ImportRow) })),
  stageImport: command({
    doc: 'Stage what a planned import would change, all of it or some rows, as one step; refused when the glossaries have moved since.',
    ...STAGES,
  })
    .input(
      z.object({
        planId: z.string().min(1).max(64),
        /** Numbers of rows; what they rest on (a new glossary, a new term) comes along. null: all that can be. */
        rows: z.array(z.int().min(1)).min(1).max(100_000).nullable().default(null),
      }),
    )
    .output(
      Staged.omit({ reasons: true }).extend({
        /** Rows of which something was meant to be staged, and how many of these came along. */
        rows: z.int(),
        along: z.int(),
        /** The first hundred lines that could not be staged, by row. */
        reasons: z.array(z.object({ row: z.int(), code: z.string(), message: z.string() })),
      }),
    ),
  duplicates: query({
    doc: 'Terms of DataZone and of Glue that may mean the same, surest first, each with its reasons; disabled ones are left out.',
    reads: ['glossary', 'changes'],
  })
    .input(
      z.object({
        /** Anywhere in a name of the group. */
        text: z.string().max(200).default(''),
        least: z.number().min(LEAST_ALIKE).max(1).default(0.6),
        ...Paging,
      }),
    )
    .output(z.object({ total: z.int(), items: z.array(AlikeTerms), incomplete: z.array(Incomplete) })),
  stageMerge: command({
    doc: 'Stage one term in place of others, as one step: on every asset and column, in relations; the others are disabled.',
    ...STAGES,
  })
    .input(z.object({ keep: TermId, losers: z.array(TermId).min(1).max(100) }))
    .output(
      Staged.omit({ reasons: true }).extend({
        assets: z.int(),
        columns: z.int(),
        relations: z.int(),
        /** The first hundred places where it could not be: they stay as they are. */
        reasons: z.array(
          z.object({ kind: ChangeKind, id: z.string(), part: z.string(), code: z.string(), message: z.string() }),
        ),
      }),
    ),
};
