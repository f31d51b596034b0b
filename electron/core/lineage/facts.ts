import * as z from 'zod';
import { LIMITS } from '../imports/limits.ts';

/** Places in the lists of names of the same batch. */
const At = z.int().min(0);
const Namespace = z.string().max(LIMITS.namespace);
const Name = z.string().min(1).max(LIMITS.name);
const Field = z.string().max(LIMITS.name);
const Words = z.string().max(LIMITS.text).nullable();
const Word = z.string().max(200);
const Time = z.string().max(40).nullable();

export const SchemaField = z.object({ name: Field, type: Words, description: Words });
export type SchemaField = z.infer<typeof SchemaField>;

/** What an event says of a dataset itself; what it does not say is left out, and what was said before stays. */
export const DatasetTold = z.object({
  description: Words.optional(),
  source: Words.optional(),
  storage: Words.optional(),
  type: Words.optional(),
  lifecycle: Words.optional(),
  /** JSON: [{name, type}] */
  owners: Words.optional(),
  /** JSON: {rowCount, bytes, fileCount, assertions: [{assertion, column, success}]} */
  quality: z.string().max(64_000).nullable().optional(),
  tags: z.string().max(64_000).nullable().optional(),
  /** True where the producer declares that nothing tracked feeds it. */
  origin: z.boolean().optional(),
  schema: z.array(SchemaField).max(LIMITS.fields).optional(),
});
export type DatasetTold = z.infer<typeof DatasetTold>;

export const JobTold = z.object({
  description: Words.optional(),
  producer: Words.optional(),
  integration: Words.optional(),
  processing: Words.optional(),
  type: Words.optional(),
  sql: Words.optional(),
  owners: Words.optional(),
});
export type JobTold = z.infer<typeof JobTold>;

const ColumnEdge = z.object({
  job: At.nullable(),
  from: At,
  /** '' is the whole dataset. */
  fromField: Field,
  to: At,
  toField: Field,
  type: Word,
  subtype: Word,
  description: Words,
  masking: z.boolean(),
});
export type ColumnEdge = z.infer<typeof ColumnEdge>;

/** What a batch of events told, each name once. */
export const Facts = z.object({
  datasets: z.array(z.tuple([Namespace, Name])),
  jobs: z.array(z.tuple([Namespace, Name])),
  datasetTold: z.array(z.object({ dataset: At, told: DatasetTold })),
  jobTold: z.array(z.object({ job: At, told: JobTold })),
  aliases: z.array(z.object({ dataset: At, namespace: Namespace, name: Name, type: Word })),
  edges: z.array(z.object({ job: At, dataset: At, direction: z.enum(['input', 'output']) })),
  links: z.array(z.object({ from: At, to: At, kind: z.enum(['parent', 'feeds']) })),
  columns: z.array(ColumnEdge),
  runs: z.array(
    z.object({
      job: At,
      /** The distinct runs met, each by a short digest of its id. */
      ids: z.array(z.string().length(16)),
      /** The id of the run whose event is the latest. */
      lastId: z.string().max(200).nullable(),
      lastAt: Time,
      started: Time,
      completed: Time,
      failed: Time,
    }),
  ),
  /** The latest time of an event. */
  lastAt: Time,
});
export type Facts = z.infer<typeof Facts>;
export type RunTold = Facts['runs'][number];
