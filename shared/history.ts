import * as z from 'zod';
import { Incomplete } from './catalog.ts';
import { command, Instant, job, Paging, query } from './define.ts';
import { EntityKind } from './entities.ts';

/** A moment the workspace can be opened at: the end of a run. 0 is before the first one. */
export const RunId = z.int().min(0);

export const ChangeWord = z.enum(['added', 'removed', 'changed']);
export type ChangeWord = z.infer<typeof ChangeWord>;

/** One entity that differs between two runs. */
export const Difference = z.object({
  kind: EntityKind,
  id: z.string(),
  name: z.string(),
  change: ChangeWord,
  /** "Risk lost CREATE_GLOSSARY for group Stewards, directly." */
  sentence: z.string(),
  /** What differs, value by value; texts are cut at 2,000 characters, lists and objects are JSON. Empty for added and removed. */
  fields: z.array(z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
});
export type Difference = z.infer<typeof Difference>;

export const DiffInput = z.object({
  from: RunId,
  to: RunId,
  kind: z.array(EntityKind).max(50).default([]),
  change: z.array(ChangeWord).max(3).default([]),
  /** Only entities of which one of these fields changed. */
  field: z.array(z.string().max(100)).max(50).default([]),
  /** Only where the name or id holds this. */
  text: z.string().max(200).default(''),
  ...Paging,
});
export type DiffInput = z.infer<typeof DiffInput>;

export const DiffMoment = z.object({ id: RunId, at: Instant.nullable() });

export const DiffOutput = z.object({
  from: DiffMoment,
  to: DiffMoment,
  /** Entities that fit every choice. */
  total: z.int(),
  /** Per kind, of everything that differs: the choices do not narrow these. */
  kinds: z.array(z.object({ kind: EntityKind, added: z.int(), removed: z.int(), changed: z.int() })),
  /** Per kind and field, of the changed ones. */
  fields: z.array(z.object({ kind: EntityKind, field: z.string(), count: z.int() })),
  items: z.array(Difference),
  /** Kinds that one of the two runs had not read to their end: what is missing there proves nothing. */
  incomplete: z.array(Incomplete),
});
export type DiffOutput = z.infer<typeof DiffOutput>;

/** How long moments are kept: every run for so many days, then the last of each day, then of each month. */
export const Retention = z.object({
  allDays: z.int().min(1).max(36500),
  dailyDays: z.int().min(0).max(36500),
  /** 0: for ever. */
  monthlyMonths: z.int().min(0).max(1200),
});
export type Retention = z.infer<typeof Retention>;

const HistorySize = z.object({
  retention: Retention,
  runs: z.int(),
  runsKept: z.int(),
  versions: z.int(),
  /** Bytes of the versions' contents as they are stored, and of the whole workspace file. */
  bytes: z.int(),
  fileBytes: z.int(),
});

/** Operations of the domain `sync` that look back. */
export const history = {
  diff: query({ doc: 'What changed between two pulls, by entity kind and field.', reads: ['sync'] })
    .input(DiffInput)
    .output(DiffOutput),
  asOf: job({
    doc: 'Open the workspace as it was at the end of a past pull: the whole console shows that moment, read-only.',
    writes: ['workspace', 'catalog', 'glossary', 'sync', 'jobs', 'audit'],
    needs: 'past.open',
    inPast: true,
    result: z.object({ runId: RunId, at: Instant, entities: z.int(), patched: z.int(), seconds: z.number() }),
  }).input(z.object({ runId: RunId.min(1) })),
  present: command({
    doc: 'Leave the past: show what the mirror holds now.',
    writes: ['workspace', 'catalog', 'glossary', 'sync'],
    needs: 'past.open',
    inPast: true,
  }).output(z.object({ left: RunId.nullable() })),
  history: query({ doc: 'How much history is kept, by what rule, and what it weighs.', reads: ['sync'] }).output(
    HistorySize,
  ),
  setRetention: command({
    doc: 'Say how long past moments are kept. Nothing goes before the next compaction.',
    writes: ['sync', 'audit'],
    needs: 'workspace.manage',
  })
    .input(Retention)
    .output(HistorySize),
  compact: job({
    doc: 'Let go of the moments retention no longer keeps, and give their space back to the disk.',
    writes: ['sync', 'workspace', 'jobs', 'audit'],
    needs: 'workspace.manage',
    result: z.object({ runsLetGo: z.int(), versionsLetGo: z.int(), bytesBefore: z.int(), bytesAfter: z.int() }),
  }).input(z.object({})),
};
