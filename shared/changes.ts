import * as z from 'zod';
import { command, Instant, job, JobId, Paging, query } from './define.ts';
import { Problem } from './errors.ts';

/** What a change is about. A listing is known by the id of what it lists. */
export const CHANGE_KINDS = ['glossary', 'glossary_term', 'asset', 'listing'] as const;
export const ChangeKind = z.enum(CHANGE_KINDS);
export type ChangeKind = z.infer<typeof ChangeKind>;

/** One value, or a set of ids to which each change adds one or from which it removes one. */
type Shape = {
  shape: 'one' | 'set';
  most: number;
  clears?: boolean;
  choices?: readonly string[];
  /** Only of what is created here: AWS never changes it afterwards. */
  born?: boolean;
};

const STATUS = ['ENABLED', 'DISABLED'] as const;

/** What can be changed of each kind, and AWS's limits: characters of a value, members of a set (models/datazone.json). */
export const FIELDS = {
  glossary: {
    project: { shape: 'one', most: 36, born: true },
    name: { shape: 'one', most: 256 },
    description: { shape: 'one', most: 4096, clears: true },
    status: { shape: 'one', most: 8, choices: STATUS },
    restriction: { shape: 'one', most: 64, choices: ['ASSET_GOVERNED_TERMS'], born: true },
  },
  glossary_term: {
    glossary: { shape: 'one', most: 36, born: true },
    name: { shape: 'one', most: 256 },
    short_description: { shape: 'one', most: 1024, clears: true },
    long_description: { shape: 'one', most: 4096, clears: true },
    status: { shape: 'one', most: 8, choices: STATUS },
    is_a: { shape: 'set', most: 10 },
    classifies: { shape: 'set', most: 10 },
  },
  asset: {
    name: { shape: 'one', most: 256 },
    description: { shape: 'one', most: 2048, clears: true },
    terms: { shape: 'set', most: 20 },
    governed_terms: { shape: 'set', most: 20 },
  },
  listing: { state: { shape: 'one', most: 16, choices: ['published', 'unpublished'] } },
} as const satisfies Record<ChangeKind, Record<string, Shape>>;

/** The same of one column of an asset, which lies in a form of it. */
export const COLUMN_FIELDS = {
  name: { shape: 'one', most: 256, clears: true },
  description: { shape: 'one', most: 2048, clears: true },
  terms: { shape: 'set', most: 20 },
} as const satisfies Record<string, Shape>;

/** The rule of a field; undefined where there is no such field. @param part '' for the entity itself */
export function fieldOf(kind: ChangeKind, part: string, field: string): Shape | undefined {
  const fields: Record<string, Shape> = kind === 'asset' && part !== '' ? COLUMN_FIELDS : FIELDS[kind];
  return Object.hasOwn(fields, field) ? fields[field] : undefined;
}

export const ChangeOp = z.enum(['set', 'add', 'remove', 'create', 'delete']);
export type ChangeOp = z.infer<typeof ChangeOp>;

/**
 * Where a line stands: to be pushed; what AWS says now differs from what it was based on; AWS refused it; sent, and
 * nobody knows whether it arrived; written; or given up.
 */
export const LINE_STATES = ['staged', 'conflict', 'failed', 'unknown', 'applied', 'dropped'] as const;
export const LineState = z.enum(LINE_STATES);
export type LineState = z.infer<typeof LineState>;

/** value: somebody else changed the same; gone: what it is about is not there; retired: a term it names is disabled or gone; denied: no right; limit: too many; exists: the name is taken. */
export const CONFLICTS = ['value', 'gone', 'retired', 'denied', 'limit', 'exists'] as const;
export const ConflictKind = z.enum(CONFLICTS);
export type ConflictKind = z.infer<typeof ConflictKind>;

/**
 * open: lines are staged into it. proposed: somebody asked for approval. approved: may be pushed. closed: every line
 * came to its end.
 */
export const SetState = z.enum(['open', 'proposed', 'approved', 'closed']);
export type SetState = z.infer<typeof SetState>;

const Text = z.string().max(10_000);
const Id = z.string().min(1).max(512);

/** One intention. `part` names a column of an asset; '' is the entity itself. */
export const StageLine = z.object({
  kind: ChangeKind,
  id: Id,
  part: z.string().max(512).default(''),
  /** '' for create and delete. */
  field: z.string().max(64).default(''),
  op: ChangeOp,
  /** set: the new value, null to clear it. add, remove: the id. create: null. */
  value: Text.nullable().default(null),
});
export type StageLine = z.infer<typeof StageLine>;

const LineId = z.int().min(1);
export const SetId = z.string().min(1).max(64);

/** A word about one value of a line: a term's name beside its id. */
const Value = z.object({ value: z.string().nullable(), name: z.string().nullable() });

export const ChangeLine = z.object({
  id: LineId,
  setId: SetId,
  kind: ChangeKind,
  entityId: z.string(),
  /** What the entity is called. */
  entityName: z.string(),
  part: z.string(),
  field: z.string(),
  op: ChangeOp,
  /** What the person wants; for a term, its id and name. */
  mine: Value,
  /** What AWS said when it was staged. */
  base: Value,
  /** What AWS said when it was pushed, where that stood in the way. */
  theirs: Value,
  state: LineState,
  conflict: ConflictKind.nullable(),
  /** Whether the mirror has moved since it was staged. */
  moved: z.boolean(),
  problem: Problem.extend({ message: z.string() }).nullable(),
  by: z.string(),
  at: Instant,
});
export type ChangeLine = z.infer<typeof ChangeLine>;

/** All lines of one entity. */
export const ChangeGroup = z.object({
  kind: ChangeKind,
  entityId: z.string(),
  name: z.string(),
  /** Its project and, for a term, its glossary. */
  owner: z.string().nullable(),
  revision: z.string().nullable(),
  lines: z.int(),
  states: z.array(z.object({ state: LineState, count: z.int() })),
});
export type ChangeGroup = z.infer<typeof ChangeGroup>;

export const ChangeSet = z.object({
  id: SetId,
  title: z.string(),
  note: z.string(),
  state: SetState,
  createdBy: z.string(),
  createdAt: Instant,
  proposedBy: z.string().nullable(),
  proposedAt: Instant.nullable(),
  approvedBy: z.string().nullable(),
  approvedAt: Instant.nullable(),
  closedAt: Instant.nullable(),
  /** The pushed set this one takes back; null for any other. */
  undoes: SetId.nullable(),
  lines: z.int(),
  entities: z.int(),
  states: z.array(z.object({ state: LineState, count: z.int() })),
  conflicts: z.array(z.object({ conflict: ConflictKind, count: z.int() })),
  /** How many lines stand on something that has moved in the mirror since. */
  moved: z.int(),
  /** Assets whose listing would be published again by a push. */
  listings: z.int(),
  /** The push that is under way. */
  pushing: JobId.nullable(),
  /** Whether who asks may approve it, and why not. */
  mayApprove: z.boolean(),
  whyNot: z.string().nullable(),
});
export type ChangeSet = z.infer<typeof ChangeSet>;

/** Why a line was not staged. */
const Skipped = z.object({ index: z.int(), code: z.string(), message: z.string() });

export const Staged = z.object({
  setId: SetId.nullable(),
  /** Lines that are staged now and were not before, or not so. */
  staged: z.int(),
  /** That already are what they would become. */
  unchanged: z.int(),
  /** Staged lines that were taken back because the value is again what AWS says. */
  reverted: z.int(),
  skipped: z.int(),
  /** The first hundred of those that were skipped. */
  reasons: z.array(Skipped),
});
export type Staged = z.infer<typeof Staged>;

/** Which lines: all of a set, narrowed by any of these. */
const Lines = z.object({
  setId: SetId,
  lineIds: z.array(LineId).max(10_000).optional(),
  entity: z.object({ kind: ChangeKind, id: Id }).optional(),
  state: z.array(LineState).max(6).optional(),
  conflict: z.array(ConflictKind).max(6).optional(),
});
export type Lines = z.infer<typeof Lines>;

export const PushResult = z.object({
  setId: SetId,
  applied: z.int(),
  conflicts: z.int(),
  failed: z.int(),
  /** Lines not tried: the job was cancelled, or AWS could not be reached. */
  left: z.int(),
  calls: z.int(),
});
export type PushResult = z.infer<typeof PushResult>;

const WRITES = ['changes', 'catalog', 'glossary', 'audit'] as const;
const stages = (doc: string) => command({ doc, writes: WRITES, needs: 'changes.stage' });

export const changes = {
  stage: stages(
    'Stage changes into the open change set: nothing reaches AWS. A value that is again what AWS says takes its line back.',
  )
    .input(
      z.object({
        lines: z.array(StageLine).min(1).max(20_000),
        /** What was done, in words, for undo: "Add Email Address to 498 columns". */
        label: z.string().max(200).default('Edit'),
      }),
    )
    .output(Staged),
  back: stages('Undo the last step of staging in the open change set.').output(
    z.object({ label: z.string().nullable(), lines: z.int() }),
  ),
  forth: stages('Do again the step of staging that was undone last.').output(
    z.object({ label: z.string().nullable(), lines: z.int() }),
  ),
  steps: query({ doc: 'What undo and redo would do now.', reads: ['changes'] }).output(
    z.object({ back: z.string().nullable(), forth: z.string().nullable() }),
  ),
  sets: query({ doc: 'Change sets, the newest first.', reads: ['changes', 'jobs'] })
    .input(z.object({ state: z.array(SetState).max(4).default([]), ...Paging }))
    .output(z.object({ total: z.int(), items: z.array(ChangeSet) })),
  set: query({ doc: 'One change set.', reads: ['changes', 'catalog', 'glossary', 'jobs'] })
    .input(z.object({ setId: SetId }))
    .output(ChangeSet),
  groups: query({
    doc: 'A change set for review: a row per entity, with how its lines stand.',
    reads: ['changes', 'catalog', 'glossary'],
  })
    .input(
      z.object({
        setId: SetId,
        text: z.string().max(200).default(''),
        state: z.array(LineState).max(6).default([]),
        ...Paging,
      }),
    )
    .output(z.object({ total: z.int(), items: z.array(ChangeGroup) })),
  lines: query({
    doc: 'The lines of a change set before and after, in the order of their entities.',
    reads: ['changes', 'catalog', 'glossary'],
  })
    .input(
      z.object({
        setId: SetId,
        entity: z.object({ kind: ChangeKind, id: Id }).nullable().default(null),
        text: z.string().max(200).default(''),
        state: z.array(LineState).max(6).default([]),
        conflict: z.array(ConflictKind).max(6).default([]),
        /** Only lines that stand on something that has moved since. */
        moved: z.boolean().default(false),
        ...Paging,
      }),
    )
    .output(z.object({ total: z.int(), items: z.array(ChangeLine) })),
  revert: stages('Take lines back before they are pushed: the values stay as AWS has them.')
    .input(Lines)
    .output(z.object({ reverted: z.int() })),
  describe: stages('Give a change set its title and note.')
    .input(z.object({ setId: SetId, title: z.string().trim().min(1).max(200), note: z.string().max(4000) }))
    .output(ChangeSet),
  propose: stages('Ask for approval: nothing more is staged into this set.')
    .input(z.object({ setId: SetId }))
    .output(ChangeSet),
  withdraw: stages('Open a proposed or approved set again; its approval is void.')
    .input(z.object({ setId: SetId }))
    .output(ChangeSet),
  approve: command({ doc: 'Approve a proposed set: it may be pushed.', writes: WRITES, needs: 'changes.approve' })
    .input(z.object({ setId: SetId, note: z.string().max(4000).default('') }))
    .output(ChangeSet),
  push: job({
    doc: 'Push an approved set to AWS: read again, merge, write, read back, entity by entity. Goes on after a crash.',
    writes: [...WRITES, 'sync'],
    needs: 'changes.push',
    result: PushResult,
  }).input(z.object({ setId: SetId, publish: z.boolean().default(true) })),
  resolve: stages(
    'Settle conflicts: theirs gives the line up, mine stands against what AWS says now, edit takes another value, which needs approval again.',
  )
    .input(
      z.discriminatedUnion('how', [
        Lines.extend({ how: z.literal('theirs') }),
        Lines.extend({ how: z.literal('mine') }),
        Lines.extend({ how: z.literal('edit'), value: Text.nullable() }),
      ]),
    )
    .output(z.object({ settled: z.int() })),
  undo: stages('Stage what takes a pushed set back, as a new set to be reviewed.')
    .input(z.object({ setId: SetId }))
    .output(Staged),
  rules: query({ doc: 'How changes are approved here.', reads: ['changes'] }).output(
    z.object({ secondPerson: z.boolean() }),
  ),
  setRules: command({
    doc: 'Say whether changes must be approved by somebody else than who staged or proposed them.',
    writes: ['changes', 'audit'],
    needs: 'workspace.manage',
  })
    .input(z.object({ secondPerson: z.boolean() }))
    .output(z.object({ secondPerson: z.boolean() })),
};
