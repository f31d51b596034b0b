import { implement, ORPCError, type Router as ContractRouterOf, ValidationError } from '@orpc/server';
import { api } from '#shared/api.ts';
import { ERROR_KINDS } from '#shared/errors.ts';
import type { Permission } from '#shared/topics.ts';
import { trail } from './audit/queries.ts';
import { asset } from './catalog/asset.ts';
import { findColumns } from './catalog/columns/find.ts';
import { importedAssets } from './catalog/imported-assets.ts';
import { lookAlike, lookAlikes } from './catalog/look-alikes/queries.ts';
import { columns, counts } from './catalog/queries.ts';
import { search } from './catalog/search/search.ts';
import * as changeCommands from './changes/commands.ts';
import * as changeQueries from './changes/queries.ts';
import { previewTerms, stageTerms } from './changes/stage-terms.ts';
import { removeTagRule, runTagRule, saveTagRule, tagRules } from './changes/tag-rules.ts';
import { undo } from './changes/undo.ts';
import type { Context } from './context.ts';
import { asFailure, asWireError, Failure } from './failure.ts';
import * as glossaryQueries from './glossary/queries.ts';
import { duplicates } from './glossary/duplicates.ts';
import { losses } from './glossary/export.ts';
import { importRows } from './glossary/plan-kept.ts';
import { stageImport } from './glossary/stage-import.ts';
import { stageMerge } from './glossary/stage-merge.ts';
import { listJobs } from './jobs/queries.ts';
import { removeImport } from './lineage/commands.ts';
import { datasets, imports, jobs as lineageJobs } from './lineage/queries.ts';
import * as syncCommands from './sync/commands.ts';
import { diff } from './sync/diff/diff.ts';
import { plan } from './sync/plan.ts';
import { connectionOf, coverage, runs } from './sync/queries.ts';
import { history } from './sync/retention.ts';
import { schedule } from './sync/timer.ts';
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
      if (!meta.inPast) refuseInPast(context);
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

export type Router = ContractRouterOf<typeof api, Context>;

/** The one table that binds every operation to its function. */
export const router: Router = os.router({
  workspace: {
    current: os.workspace.current.handler(({ context }) =>
      context.desk.current === null ? null : infoOf(context.desk.current, context.desk.past),
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
    plan: os.sync.plan.handler(async ({ context, input }) => {
      const { identityStoreId } = await connectionOf(context);
      return plan(context.desk.db, input.mode, identityStoreId, context.clock());
    }),
    size: os.sync.size.handler(({ context, input }) => context.jobs.start('sync.size', input)),
    schedule: os.sync.schedule.handler(({ context }) => schedule(context)),
    setSchedule: os.sync.setSchedule.handler(({ context, input }) => syncCommands.setSchedule(context, input)),
    diff: os.sync.diff.handler(({ context, input, signal }) => diff(context.desk.db, input, signal)),
    asOf: os.sync.asOf.handler(({ context, input }) => context.jobs.start('sync.asOf', input)),
    present: os.sync.present.handler(({ context }) => syncCommands.present(context)),
    history: os.sync.history.handler(({ context }) => history(context)),
    setRetention: os.sync.setRetention.handler(({ context, input }) => syncCommands.setRetention(context, input)),
    compact: os.sync.compact.handler(({ context, input }) => context.jobs.start('sync.compact', input)),
  },
  catalog: {
    search: os.catalog.search.handler(({ context, input }) => search(context.desk.view, input)),
    asset: os.catalog.asset.handler(({ context, input }) => asset(context.desk.view, input.assetId)),
    columns: os.catalog.columns.handler(({ context, input }) => columns(context.desk.view, input)),
    counts: os.catalog.counts.handler(({ context }) => counts(context.desk.view)),
    importAssets: os.catalog.importAssets.handler(({ context, input }) =>
      context.jobs.start('catalog.importAssets', input),
    ),
    importedAssets: os.catalog.importedAssets.handler(({ context, input }) => importedAssets(context.desk.db, input)),
    findColumns: os.catalog.findColumns.handler(({ context, input, signal }) => findColumns(context, input, signal)),
    lookAlikes: os.catalog.lookAlikes.handler(({ context, input }) => lookAlikes(context, input)),
    lookAlike: os.catalog.lookAlike.handler(({ context, input, signal }) => lookAlike(context, input, signal)),
  },
  glossary: {
    glossaries: os.glossary.glossaries.handler(({ context, input }) =>
      glossaryQueries.glossaries(context.desk.view, input),
    ),
    terms: os.glossary.terms.handler(({ context, input }) => glossaryQueries.terms(context.desk.view, input)),
    term: os.glossary.term.handler(({ context, input }) => glossaryQueries.term(context.desk.view, input.termId)),
    losses: os.glossary.losses.handler(async ({ context, input }) => await losses(context.desk.view, input)),
    export: os.glossary.export.handler(({ context, input }) => context.jobs.start('glossary.export', input)),
    planImport: os.glossary.planImport.handler(({ context, input }) =>
      context.jobs.start('glossary.planImport', input),
    ),
    importRows: os.glossary.importRows.handler(({ context, input }) => importRows(context.desk.db, input)),
    stageImport: os.glossary.stageImport.handler(({ context, input }) => stageImport(context, input)),
    duplicates: os.glossary.duplicates.handler(({ context, input, signal }) =>
      duplicates(context.desk.view, input, signal),
    ),
    stageMerge: os.glossary.stageMerge.handler(({ context, input }) => stageMerge(context, input)),
  },
  changes: {
    stage: os.changes.stage.handler(({ context, input }) => changeCommands.stage(context, input)),
    back: os.changes.back.handler(({ context }) => changeCommands.step(context, 'back')),
    forth: os.changes.forth.handler(({ context }) => changeCommands.step(context, 'forth')),
    steps: os.changes.steps.handler(({ context }) => changeQueries.steps(context.desk.db)),
    sets: os.changes.sets.handler(({ context, input }) => changeQueries.sets(context.desk.db, input, context.actor)),
    set: os.changes.set.handler(({ context, input }) => changeQueries.set(context.desk.db, input.setId, context.actor)),
    groups: os.changes.groups.handler(({ context, input }) => changeQueries.groups(context.desk.db, input)),
    lines: os.changes.lines.handler(({ context, input }) => changeQueries.lines(context.desk.db, input)),
    revert: os.changes.revert.handler(({ context, input }) => changeCommands.revert(context, input)),
    describe: os.changes.describe.handler(({ context, input }) => changeCommands.describe(context, input)),
    propose: os.changes.propose.handler(({ context, input }) => changeCommands.propose(context, input)),
    withdraw: os.changes.withdraw.handler(({ context, input }) => changeCommands.withdraw(context, input)),
    approve: os.changes.approve.handler(({ context, input }) => changeCommands.approve(context, input)),
    push: os.changes.push.handler(({ context, input }) => context.jobs.start('changes.push', input)),
    resolve: os.changes.resolve.handler(({ context, input }) => changeCommands.resolve(context, input)),
    undo: os.changes.undo.handler(({ context, input }) => undo(context, input.setId)),
    rules: os.changes.rules.handler(({ context }) => changeQueries.rules(context.desk.db)),
    setRules: os.changes.setRules.handler(({ context, input }) => changeCommands.setRules(context, input)),
    stageTerms: os.changes.stageTerms.handler(({ context, input, signal }) => stageTerms(context, input, signal)),
    previewTerms: os.changes.previewTerms.handler(({ context, input, signal }) => previewTerms(context, input, signal)),
    tagRules: os.changes.tagRules.handler(({ context, input }) => tagRules(context.desk.db, input)),
    saveTagRule: os.changes.saveTagRule.handler(({ context, input }) => saveTagRule(context, input)),
    removeTagRule: os.changes.removeTagRule.handler(({ context, input }) => removeTagRule(context, input)),
    runTagRule: os.changes.runTagRule.handler(({ context, input, signal }) => runTagRule(context, input, signal)),
  },
  lineage: {
    import: os.lineage.import.handler(({ context, input }) => context.jobs.start('lineage.import', input)),
    imports: os.lineage.imports.handler(({ context, input }) => imports(context.desk.db, input)),
    removeImport: os.lineage.removeImport.handler(({ context, input }) => removeImport(context, input)),
    datasets: os.lineage.datasets.handler(({ context, input }) => datasets(context.desk.db, context.desk.view, input)),
    jobs: os.lineage.jobs.handler(({ context, input }) => lineageJobs(context.desk.db, input)),
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
    goOn: os.jobs.goOn.handler(({ context, input }) => context.jobs.goOn(input.jobId)),
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

/** What would write the mirror or the ledger has no place in a past moment. */
function refuseInPast(context: Context): void {
  const { past } = context.desk;
  if (past !== null)
    throw new Failure(
      'conflict',
      'E_AS_OF',
      `You are looking at the moment of pull ${past.run}; nothing can be changed there.`,
      'Go back to now, then do it again.',
      { runId: past.run },
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
