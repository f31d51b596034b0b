import * as z from 'zod';
import { command, Instant, job, Paging, query } from './define.ts';

export const IMPORT_KINDS = ['openlineage', 'sagemaker_assets'] as const;
export const ImportKind = z.enum(IMPORT_KINDS);

/** Only what a complete import told is seen; what a failed, cancelled or removed one told is taken back. */
export const IMPORT_STATES = ['reading', 'complete', 'failed', 'cancelled', 'removed'] as const;
export const ImportState = z.enum(IMPORT_STATES);

export const Import = z.object({
  id: z.int(),
  kind: ImportKind,
  name: z.string(),
  /** The file's own name, without its folder. */
  file: z.string(),
  /** Bytes of the file as it lies there, and their SHA-256; null until they were read once. */
  size: z.int(),
  sha256: z.string().nullable(),
  state: ImportState,
  at: Instant,
  by: z.string(),
  endedAt: Instant.nullable(),
  /** The latest time an event or snapshot of the file tells. */
  toldAt: Instant.nullable(),
  /** What was read, by type: "RunEvent COMPLETE", "DatasetEvent", "row". */
  seen: z.array(z.object({ type: z.string(), count: z.int() })),
  /** What was left out, by reason. */
  skipped: z.array(z.object({ code: z.string(), count: z.int() })),
  /** The first hundred of what was left out; `line` is that of the file (a row in Parquet). */
  examples: z.array(z.object({ code: z.string(), line: z.int(), message: z.string() })),
  /** What it tells: datasets, jobs, edges, column edges; or assets. Null until it is complete. */
  counts: z
    .object({ datasets: z.int(), jobs: z.int(), edges: z.int(), columnEdges: z.int(), assets: z.int() })
    .nullable(),
});
export type Import = z.infer<typeof Import>;

export const ImportInput = z.object({
  path: z.string().min(1).max(4096),
  /** How it is called in lists; the file's name when left out. */
  name: z.string().trim().min(1).max(200).optional(),
});

/** The asset or Glue table of the mirror that a dataset is, and what says so. */
export const LineagePlace = z.object({
  assetId: z.string().nullable(),
  assetName: z.string().nullable(),
  glue: z.object({ catalogId: z.string(), database: z.string(), table: z.string() }).nullable(),
  by: z.enum(['external_id', 'glue', 'symlink', 'location']),
});
export type LineagePlace = z.infer<typeof LineagePlace>;

export const LineageDataset = z.object({
  key: z.int(),
  namespace: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  source: z.string().nullable(),
  storage: z.string().nullable(),
  lifecycle: z.string().nullable(),
  owners: z.array(z.object({ name: z.string(), type: z.string().nullable() })),
  /** True where the producer declares that nothing tracked feeds it. */
  origin: z.boolean(),
  aliases: z.array(z.object({ namespace: z.string(), name: z.string(), type: z.string() })),
  columns: z.int(),
  /** Jobs that write it and jobs that read it. */
  writers: z.int(),
  readers: z.int(),
  /** The import that told of it last. */
  importId: z.int(),
  place: LineagePlace.nullable(),
});
export type LineageDataset = z.infer<typeof LineageDataset>;

/** A job with its runs as one: how many there were and how they ended last. */
export const LineageJob = z.object({
  key: z.int(),
  namespace: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  integration: z.string().nullable(),
  processing: z.string().nullable(),
  type: z.string().nullable(),
  sql: z.string().nullable(),
  producer: z.string().nullable(),
  parent: z.string().nullable(),
  runs: z.int(),
  lastRunId: z.string().nullable(),
  lastAt: Instant.nullable(),
  lastStartedAt: Instant.nullable(),
  lastCompletedAt: Instant.nullable(),
  lastFailedAt: Instant.nullable(),
  inputs: z.int(),
  outputs: z.int(),
  importId: z.int(),
});
export type LineageJob = z.infer<typeof LineageJob>;

const Text = z.string().max(200).default('');

export const lineage = {
  import: job({
    doc: 'Import a file of OpenLineage events (JSON or NDJSON, also gzipped) without any API.',
    writes: ['lineage', 'catalog', 'audit'],
    needs: 'import.run',
    result: Import,
  }).input(ImportInput),
  imports: query({
    doc: 'Files that were imported, newest first: what they told and what was left out.',
    reads: ['lineage'],
  })
    .input(z.object({ kind: ImportKind.nullable().default(null), ...Paging }))
    .output(z.object({ total: z.int(), items: z.array(Import) })),
  removeImport: command({
    doc: 'Take back what only this import told.',
    writes: ['lineage', 'catalog', 'audit'],
    needs: 'import.run',
  })
    .input(z.object({ importId: z.int().min(1) }))
    .output(Import),
  datasets: query({
    doc: 'Datasets that imported lineage tells of, each with the asset or Glue table it is.',
    reads: ['lineage', 'catalog'],
  })
    .input(z.object({ text: Text, ...Paging }))
    .output(z.object({ total: z.int(), items: z.array(LineageDataset) })),
  jobs: query({ doc: 'Jobs that imported lineage tells of, their runs collapsed into one.', reads: ['lineage'] })
    .input(z.object({ text: Text, ...Paging }))
    .output(z.object({ total: z.int(), items: z.array(LineageJob) })),
};
