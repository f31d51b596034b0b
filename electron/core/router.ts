import { implement, ORPCError, ValidationError } from '@orpc/server';
import { api } from '#shared/api.ts';
import { ERROR_KINDS } from '#shared/errors.ts';
import type { Permission } from '#shared/topics.ts';
import { trail } from './audit/queries.ts';
import { asset } from './catalog/asset.ts';
import { columns, counts } from './catalog/queries.ts';
import { search } from './catalog/search.ts';
import type { Context } from './context.ts';
import { asFailure, asWireError, Failure } from './failure.ts';
import { listJobs } from './jobs/queries.ts';
import * as syncCommands from './sync/commands.ts';
import { connectionOf, coverage, runs } from './sync/queries.ts';
import { hello, topics } from './system.ts';
import * as workspaceCommands from './workspace/commands.ts';
import { infoOf } from './workspace/desk.ts';
import { forget, recent } from './workspace/recent.ts';

/** Permission before, announcement after, errors from the closed list: once, for every operation. */
const os = implement(api)
  .$context<Context>()
  .use(async ({ context, next, procedure, path }) => {
    const meta = procedure['~orpc'].meta;
    const started = performance.now();
    let outcome = 'ok';
    try {
      refuse(context, meta.needs);
      const result = await next();
      if (meta.kind === 'command') context.announce(meta.writes);
      return result;
    } catch (error) {
      const said = told(error);
      outcome = said instanceof ORPCError ? said.code : 'internal';
      if (outcome === 'internal')
        context.log({
          level: 'error',
          operation: path.join('.'),
          error: String(error),
          stack: error instanceof Error ? error.stack : undefined,
        });
      throw said;
    } finally {
      const ms = Math.round(performance.now() - started);
      context.log({ level: ms > 200 && !meta.stream ? 'warn' : 'debug', operation: path.join('.'), ms, outcome });
    }
  });

/** The one table that binds every operation to its function. */
export const router = os.router({
  workspace: {
    current: os.workspace.current.handler(({ context }) =>
      context.desk.current === null ? null : infoOf(context.desk.current),
    ),
    recent: os.workspace.recent.handler(({ context }) => recent(context.options.home)),
    create: os.workspace.create.handler(({ context, input }) => workspaceCommands.create(context, input)),
    open: os.workspace.open.handler(({ context, input }) => workspaceCommands.open(context, input)),
    openSample: os.workspace.openSample.handler(({ context }) => workspaceCommands.openSample(context)),
    close: os.workspace.close.handler(({ context }) => workspaceCommands.close(context)),
    forget: os.workspace.forget.handler(({ context, input }) => {
      forget(context.options.home, input.path);
      return recent(context.options.home);
    }),
  },
  sync: {
    connection: os.sync.connection.handler(({ context }) => connectionOf(context)),
    profiles: os.sync.profiles.handler(async ({ context }) => {
      const { profiles } = await import('./aws/profiles.ts');
      return await profiles(context.env);
    }),
    connect: os.sync.connect.handler(({ context, input }) => syncCommands.connect(context, input)),
    allowEndpoint: os.sync.allowEndpoint.handler(({ context, input }) => syncCommands.allowEndpoint(context, input)),
    signIn: os.sync.signIn.handler(({ context, input }) => context.jobs.start('sync.signIn', input)),
    probe: os.sync.probe.handler(({ context, input }) => context.jobs.start('sync.probe', input)),
    pull: os.sync.pull.handler(({ context, input }) => context.jobs.start('sync.pull', input)),
    refreshAsset: os.sync.refreshAsset.handler(({ context, input }) => context.jobs.start('sync.refreshAsset', input)),
    runs: os.sync.runs.handler(({ context, input }) => runs(context.desk.db, input)),
    coverage: os.sync.coverage.handler(({ context, input }) => coverage(context.desk.db, input.runId ?? null)),
  },
  catalog: {
    search: os.catalog.search.handler(({ context, input }) => search(context.desk.db, input)),
    asset: os.catalog.asset.handler(({ context, input }) => asset(context.desk.db, input.assetId)),
    columns: os.catalog.columns.handler(({ context, input }) => columns(context.desk.db, input)),
    counts: os.catalog.counts.handler(({ context }) => counts(context.desk.db)),
  },
  jobs: {
    list: os.jobs.list.handler(({ context, input }) => {
      const page = listJobs(context.desk.db, input);
      return { total: page.total, items: page.items.map((job) => context.jobs.get(job.id)) };
    }),
    get: os.jobs.get.handler(({ context, input }) => context.jobs.get(input.jobId)),
    watch: os.jobs.watch.handler(({ context, input, signal }) => {
      context.jobs.get(input.jobId);
      return context.jobs.watch(input.jobId, signal);
    }),
    cancel: os.jobs.cancel.handler(({ context, input }) => context.jobs.cancel(input.jobId)),
  },
  audit: {
    list: os.audit.list.handler(({ context, input }) => trail(context.desk.db, input)),
  },
  system: {
    hello: os.system.hello.handler(({ context }) => hello(context)),
    changes: os.system.changes.handler(({ context, signal }) => topics(context, signal)),
  },
});
export type Router = typeof router;

function refuse(context: Context, needs: Permission): void {
  if (!context.can(needs))
    throw new Failure(
      'denied',
      'E_PERMISSION',
      `You lack the permission “${needs}” here.`,
      'Ask whoever manages this workspace for it.',
      { permission: needs },
    );
}

function told(error: unknown): unknown {
  if (!(error instanceof ORPCError)) return asWireError(error);
  if (error.code === 'BAD_REQUEST' && error.cause instanceof ValidationError)
    return asWireError(misshapen(error.cause));
  // Already one of ours: passed through a nested call.
  if (ERROR_KINDS.some((kind) => kind === error.code)) return error;
  return asWireError(asFailure(error.cause ?? error));
}

/** All that is wrong with an input, not only the first thing. */
function misshapen(error: ValidationError): Failure {
  const issues = error.issues.map((issue) => {
    const place = (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.');
    return place === '' ? issue.message : `${place}: ${issue.message}`;
  });
  return new Failure(
    'invalid',
    'E_INPUT',
    `The input does not fit: ${issues.join('; ')}.`,
    'Correct it and try again.',
    { issues: issues.length },
  );
}
