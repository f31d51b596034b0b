import * as z from 'zod';
import { AssetId } from './catalog.ts';
import { command, Instant, job, Paging, query } from './define.ts';
import { EntityKind } from './entities.ts';
import { history } from './history.ts';

export const Region = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'looks like "ap-southeast-2"');
export const DomainId = z
  .string()
  .regex(/^dzd[-_][a-zA-Z0-9_-]{1,36}$/, 'looks like "dzd_4abc5def6ghi7j"')
  .brand<'DomainId'>();

export const Identity = z.object({ accountId: z.string(), arn: z.string(), userId: z.string() });
export type Identity = z.infer<typeof Identity>;

export const Connection = z.object({
  kind: z.enum(['none', 'sample', 'aws']),
  profile: z.string().nullable(),
  region: z.string().nullable(),
  domainId: z.string().nullable(),
  domainName: z.string().nullable(),
  identityStoreId: z.string().nullable(),
  /** Where calls go instead of AWS's own endpoints; null for AWS itself. */
  endpoint: z.string().nullable(),
  endpointSource: z.enum(['environment', 'profile', 'workspace', 'sample']).nullable(),
  /** False while an endpoint that is not AWS's own waits for the one-time yes. */
  endpointAllowed: z.boolean(),
  /** Who AWS said we are at the last contact. */
  identity: Identity.nullable(),
  identityAt: Instant.nullable(),
});
export type Connection = z.infer<typeof Connection>;

export const Profile = z.object({
  name: z.string(),
  region: z.string().nullable(),
  kind: z.enum(['sso', 'role', 'keys', 'process', 'web_identity', 'unknown']),
  ssoSession: z.string().nullable(),
  endpoint: z.string().nullable(),
  /** The program `credential_process` would run; shown before first use. */
  runs: z.string().nullable(),
});

export const ScopeState = z.enum(['waiting', 'reading', 'complete', 'partial', 'denied', 'failed', 'skipped']);
export type ScopeState = z.infer<typeof ScopeState>;

/**
 * How a pull meets an entity kind: `full` reads all of it and may find deletions; `changes` asks a feed for what
 * changed since the watermark; `kept` asks nothing, because what is held was read lately.
 */
export const ReadHow = z.enum(['full', 'changes', 'kept']);
export type ReadHow = z.infer<typeof ReadHow>;

/** Troubles met on the way, whether or not another try got over them. */
export const Troubles = z.array(z.object({ code: z.string(), count: z.int() }));

/** How far one entity kind was read in one scope (the domain, a project, a Glue database). */
export const ScopeCoverage = z.object({
  kind: EntityKind,
  scope: z.string(),
  scopeName: z.string(),
  how: ReadHow,
  /** The pull that read it last: the one asked about, or an earlier one where it was kept. */
  runId: z.int(),
  readAt: Instant.nullable(),
  state: ScopeState,
  pages: z.int(),
  items: z.int(),
  /** What the service said it has, where it says so. */
  expected: z.int().nullable(),
  troubles: Troubles,
  /** Finer code of what stopped it, with AWS's words. */
  errorCode: z.string().nullable(),
  errorMessage: z.string().nullable(),
  next: z.string().nullable(),
});
export type ScopeCoverage = z.infer<typeof ScopeCoverage>;

/** One entity kind in a pull, over all its scopes. */
export const KindCoverage = z.object({
  kind: EntityKind,
  how: ReadHow,
  /** "Read in full 3 hours ago; due every 24." */
  why: z.string(),
  scopes: z.int(),
  scopesComplete: z.int(),
  pages: z.int(),
  items: z.int(),
  troubles: Troubles,
  /** `complete`, `partial` (some of it), `never` (none of it was ever read). */
  standing: z.enum(['complete', 'partial', 'never']),
  /** When all of it was last read, and by which pull. */
  fullAt: Instant.nullable(),
  fullRunId: z.int().nullable(),
});
export type KindCoverage = z.infer<typeof KindCoverage>;

/** What wrote the mirror: a pull, one asset read again, or a file that was imported. */
export const RUN_KINDS = ['pull', 'refresh', 'import', 'push'] as const;

export const PullMode = z.enum(['auto', 'full', 'changes']);
export type PullMode = z.infer<typeof PullMode>;

export const Run = z.object({
  id: z.int(),
  jobId: z.string(),
  kind: z.enum(RUN_KINDS),
  /** Null for what is no pull. */
  mode: PullMode.nullable(),
  /** `complete`: every scope that was to be read was. What was left out on purpose is `skipped`, and told in coverage. */
  state: z.enum(['running', 'complete', 'partial', 'failed', 'cancelled']),
  startedAt: Instant,
  endedAt: Instant.nullable(),
  calls: z.int(),
  items: z.int(),
  added: z.int(),
  changed: z.int(),
  removed: z.int(),
  scopes: z.int(),
  scopesComplete: z.int(),
  /** False once retention has let go of this moment: it can no longer be opened or compared. */
  kept: z.boolean(),
});
export type Run = z.infer<typeof Run>;

/** What a pull would do with one entity kind. Calls and seconds are null where nothing is known to reckon by. */
export const PlanLine = z.object({
  kind: EntityKind,
  how: z.enum(['full', 'changes', 'kept', 'unavailable']),
  why: z.string(),
  /** "datazone:Search" */
  operation: z.string(),
  calls: z.int().nullable(),
  /** Calls a second that AWS allows (published), or that we start at (not published). */
  rate: z.number().nullable(),
  published: z.boolean(),
});
export type PlanLine = z.infer<typeof PlanLine>;

export const Plan = z.object({
  mode: PullMode,
  lines: z.array(PlanLine),
  /** Sum over the lines of which it is known. */
  calls: z.int(),
  /** Lower bound: each operation at its own rate, all at once. Null while a line of weight is unknown. */
  seconds: z.number().nullable(),
  /** What the figures rest on. */
  basis: z.enum(['last pull', 'sizes told by AWS', 'nothing yet']),
});
export type Plan = z.infer<typeof Plan>;

/** When pulls begin by themselves while the app runs. */
export const Schedule = z.object({
  /** Minutes between two pulls; null: never by itself. */
  everyMinutes: z.int().min(15).max(10080).nullable(),
  mode: PullMode,
});
export type Schedule = z.infer<typeof Schedule>;
const ScheduleState = Schedule.extend({ nextAt: Instant.nullable(), lastAt: Instant.nullable() });

export const PullResult = z.object({ run: Run, incomplete: z.array(ScopeCoverage) });

export const sync = {
  connection: query({ doc: 'Where this workspace pulls from, and as whom.', reads: ['connection'] }).output(Connection),
  profiles: query({ doc: 'AWS profiles of this machine (names and settings, no secrets).', reads: [] }).output(
    z.array(Profile),
  ),
  connect: command({
    doc: 'Say which profile, region and DataZone domain this workspace pulls from.',
    writes: ['connection', 'workspace', 'audit'],
    needs: 'connection.edit',
  })
    .input(
      z.object({
        profile: z.string().min(1).max(128).nullable().default(null),
        region: Region,
        domainId: DomainId.nullable().default(null),
        identityStoreId: z
          .string()
          .regex(/^d-[0-9a-f]{10}$|^[0-9a-f-]{36}$/)
          .nullable()
          .default(null),
        endpoint: z
          .url({ protocol: /^https?$/ })
          .nullable()
          .default(null),
        /** Yes to an endpoint that is not AWS's own, given with the same step. */
        allowEndpoint: z.boolean().default(false),
      }),
    )
    .output(Connection),
  allowEndpoint: command({
    doc: 'Consent, once, to calls going to an endpoint that is not AWS’s own.',
    writes: ['connection', 'audit'],
    needs: 'connection.edit',
    inPast: true,
  })
    .input(z.object({ endpoint: z.string() }))
    .output(Connection),
  signIn: job({
    doc: 'Sign in with IAM Identity Center for a profile of this machine; the job asks the person to confirm a code.',
    writes: ['connection', 'jobs', 'audit'],
    needs: 'connection.edit',
    inPast: true,
    result: z.object({ profile: z.string(), expiresAt: Instant }),
  }).input(z.object({ profile: z.string().min(1).max(128) })),
  probe: job({
    doc: 'Ask AWS who we are and which DataZone domains this identity can see.',
    writes: ['connection', 'audit', 'jobs'],
    needs: 'connection.edit',
    result: z.object({
      identity: Identity,
      domains: z.array(z.object({ id: z.string(), name: z.string(), status: z.string(), version: z.string() })),
    }),
  }).input(z.object({})),
  pull: job({
    doc: 'Fill the mirror from AWS: every page through the SDK, resumable, honest about what it could not read.',
    writes: ['sync', 'catalog', 'glossary', 'connection', 'audit', 'jobs'],
    needs: 'sync.run',
    result: PullResult,
  }).input(
    z.object({
      /**
       * AWS tells an asset's revision one asset at a time. `some` asks for the newest few hundred that matter and leaves
       * the rest to later pulls; `all` asks for every one, `none` for none.
       */
      revisions: z.enum(['some', 'all', 'none']).default('some'),
      /**
       * `auto` asks the feeds and reads in full what is due; `changes` asks the feeds alone; `full` reads everything
       * again. What was never read to its end is read in full whatever the mode.
       */
      mode: PullMode.default('auto'),
    }),
  ),
  plan: query({
    doc: 'What a pull would read, in how many calls and about how long, before it starts.',
    reads: ['sync', 'connection'],
  })
    .input(z.object({ mode: PullMode.default('auto') }))
    .output(Plan),
  size: job({
    doc: 'Ask AWS how much there is (a handful of calls), so that the first pull can be planned.',
    writes: ['sync', 'jobs', 'audit'],
    needs: 'sync.run',
    result: Plan,
  }).input(z.object({})),
  schedule: query({ doc: 'When pulls begin by themselves while Meshward runs.', reads: ['sync'] }).output(
    ScheduleState,
  ),
  setSchedule: command({
    doc: 'Let pulls begin by themselves while Meshward runs, or no longer.',
    writes: ['sync', 'audit'],
    needs: 'sync.run',
  })
    .input(Schedule)
    .output(ScheduleState),
  refreshAsset: job({
    doc: 'Read one asset again from AWS, with its revision and listing.',
    writes: ['catalog', 'audit', 'jobs'],
    needs: 'sync.run',
    result: z.object({ assetId: AssetId, changed: z.boolean(), revision: z.string().nullable() }),
  }).input(z.object({ assetId: AssetId })),
  runs: query({ doc: 'Pulls of this workspace, newest first.', reads: ['sync'] })
    .input(z.object({ ...Paging }))
    .output(z.object({ total: z.int(), items: z.array(Run) })),
  coverage: query({
    doc: 'Per entity kind and scope: pages, items, errors of one pull (the last when none is named).',
    reads: ['sync'],
  })
    .input(z.object({ runId: z.int().optional() }))
    .output(z.object({ run: Run.nullable(), kinds: z.array(KindCoverage), scopes: z.array(ScopeCoverage) })),
  ...history,
};
