import type { AssetStore } from '#emulator/bank/assets.ts';
import { daysAgo } from '#emulator/bank/calendar.ts';
import type { Foundation } from '#emulator/bank/foundation.ts';
import { lakehouseIdOf } from '#emulator/bank/governance/environments.ts';
import { RUNS_KEPT, runIdOf, sourceIdOf } from '#emulator/bank/governance/source-ids.ts';
import type { DataSource, DataSourceRun, RunActivity, SourceError } from '#emulator/bank/governance/types.ts';
import { layers } from '#emulator/bank/grow/spelling.ts';
import { idOf } from '#emulator/bank/ids.ts';
import { hash32 } from '#emulator/random.ts';

const HOUR = 3_600_000;
const REDSHIFT = 'amazon.datazone.RedshiftTableAssetType';
const kinds = ['GLUE', 'REDSHIFT'] as const;

/** Project -> what stopped the latest run of its Glue source. */
const failedSources: Readonly<Record<string, SourceError>> = {
  'SAP Finance Replica': {
    type: 'ACCESS_DENIED_EXCEPTION',
    detail:
      'Insufficient Lake Formation permission(s): Required Describe on sap_fi_raw (Service: Glue, Status Code: 400)',
  },
};

/** Which of the assets the bank began with each source brought in, by project and type, as ordinals. */
const importsOf = (foundation: Foundation, assets: AssetStore): Map<string, number[]> => {
  const { seed } = foundation.size;
  const places = new Map(foundation.projects.map((project, at) => [project.id, at]));
  const imports = new Map<string, number[]>();
  for (let ordinal = 0; ordinal < assets.initialCount; ordinal += 1) {
    const written = ordinal < assets.storyCount ? assets.plan(ordinal) : undefined;
    if (written && !written.table) continue;
    const n = ordinal - assets.storyCount;
    const project = (written ?? assets.grower.slot(n)).project;
    const type = (written?.typeName ?? assets.grower.typeName(n)) === REDSHIFT ? 'REDSHIFT' : 'GLUE';
    const id = sourceIdOf(seed, places.get(project.id) ?? 0, type);
    const held = imports.get(id);
    if (held) held.push(ordinal);
    else imports.set(id, [ordinal]);
  }
  return imports;
};

/** The data sources of the bank and what their runs did. Indexed at the first question: one pass over arithmetic. */
export interface Sources {
  readonly sources: () => readonly DataSource[];
  readonly runs: () => readonly DataSourceRun[];
  /** what a run did with each table; `from` is when the run before it began */
  readonly outcomesOf: (run: DataSourceRun, from: number) => readonly Outcome[];
  readonly activityOf: (outcome: Outcome) => RunActivity;
}

/** What a run did with one table: said outright, or found by the ordinal of the asset. */
export type Outcome = RunActivity | { readonly ordinal: number; readonly status: RunActivity['status'] };

const sourceOf = (foundation: Foundation, at: number, type: (typeof kinds)[number]): DataSource | undefined => {
  const { seed } = foundation.size;
  const [project, spec] = [foundation.projects[at], foundation.projectSpecs[at]];
  if (!project || !spec) return undefined;
  const first = project.createdAt + 4 * HOUR;
  return {
    id: sourceIdOf(seed, at, type),
    projectId: project.id,
    environmentId: lakehouseIdOf(seed, at),
    name: `${spec.database}-${type.toLowerCase()}`,
    description: `Brings in what ${project.name} has in ${type === 'GLUE' ? 'its Glue catalog' : 'the warehouse'}.`,
    type,
    status: 'READY',
    enabled: spec.weight > 0,
    publishOnImport: hash32(seed, 53, at) % 5 === 0,
    generateNames: hash32(seed, 54, at) % 2 === 0,
    accountId: project.accountId,
    databases: layers.map(({ code }) => `${spec.database}_${code}`),
    schedule: `cron(${(at * 7) % 60} ${2 + (at % 4)} * * ? *)`,
    createdAt: first,
    createdBy: project.createdBy,
    updatedAt: Math.max(first, project.updatedAt),
    updatedBy: project.updatedBy,
  };
};

const runsOf = (foundation: Foundation, at: number, type: (typeof kinds)[number]): DataSourceRun[] => {
  const { seed } = foundation.size;
  const project = foundation.projects[at];
  if (!project) return [];
  const error = type === 'GLUE' ? failedSources[project.name] : undefined;
  return Array.from({ length: RUNS_KEPT }, (_, run): DataSourceRun => {
    const days = (RUNS_KEPT - run) * 7 - 5;
    const createdAt = daysAgo(days, (at * 13) % 600);
    const startedAt = createdAt + 30_000;
    const stoppedAt = startedAt + 60_000 + (hash32(seed, 55, at, run) % 900_000);
    const failed = error !== undefined && run === RUNS_KEPT - 1;
    return {
      id: runIdOf(seed, at, type, run),
      dataSourceId: sourceIdOf(seed, at, type),
      projectId: project.id,
      type: run === 0 && at % 4 === 0 ? 'PRIORITIZED' : 'SCHEDULED',
      status: failed ? 'FAILED' : 'SUCCESS',
      ...(failed ? { error, activities: [] } : {}),
      ...(type === 'GLUE' && !failed ? { lineage: 'SUCCESS' as const } : {}),
      createdAt,
      startedAt,
      stoppedAt,
      updatedAt: stoppedAt,
    };
  });
};

export const createSources = (foundation: Foundation, assets: AssetStore): Sources => {
  const { seed } = foundation.size;
  let imports: Map<string, number[]> | undefined;
  const imported = (): Map<string, number[]> => (imports ??= importsOf(foundation, assets));

  const each = <T>(make: (at: number, type: (typeof kinds)[number]) => readonly T[]): T[] =>
    foundation.projects.flatMap((_, at) =>
      kinds.flatMap((type) => (imported().has(sourceIdOf(seed, at, type)) ? make(at, type) : [])),
    );

  const outcomeOf = (ordinal: number, run: DataSourceRun, from: number): Outcome[] => {
    const head =
      ordinal < assets.storyCount ? assets.plan(ordinal) : assets.grower.head(ordinal - assets.storyCount, ordinal);
    if (head.firstCreatedAt > run.startedAt) return [];
    const moved = head.createdAt > from && head.createdAt <= run.startedAt;
    return [
      {
        ordinal,
        status: head.firstCreatedAt > from ? 'SUCCEEDED_CREATED' : moved ? 'SUCCEEDED_UPDATED' : 'UNCHANGED',
      },
    ];
  };

  return {
    sources: () => each((at, type) => [sourceOf(foundation, at, type)].filter((source) => source !== undefined)),
    runs: () => each((at, type) => runsOf(foundation, at, type)),
    outcomesOf: (run, from) =>
      run.activities ?? (imported().get(run.dataSourceId) ?? []).flatMap((ordinal) => outcomeOf(ordinal, run, from)),
    activityOf: (outcome) => {
      if (!('ordinal' in outcome)) return outcome;
      const { table } = assets.plan(outcome.ordinal);
      return {
        database: table?.database ?? '',
        technicalName: table?.name ?? '',
        ...(table?.description === undefined ? {} : { description: table.description }),
        status: outcome.status,
        assetId: idOf(seed, 'asset', outcome.ordinal),
      };
    },
  };
};
