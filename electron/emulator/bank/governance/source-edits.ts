import { type EditContext, editsOf, must, present } from '#emulator/bank/edit-context.ts';
import type { DataSource, DataSourceRun } from '#emulator/bank/governance/types.ts';
import { idOf } from '#emulator/bank/ids.ts';
import type { Stamp } from '#emulator/bank/types.ts';

/** Changes to how data comes in. */
export interface SourceEdits {
  readonly addDataSource: (source: Omit<DataSource, keyof Stamp | 'id'>) => DataSource;
  readonly changeDataSource: (
    sourceId: string,
    change: Partial<Omit<DataSource, keyof Stamp | 'id' | 'projectId'>>,
  ) => DataSource;
  /** the source and its runs */
  readonly removeDataSource: (sourceId: string) => readonly DataSourceRun[];
  readonly addDataSourceRun: (
    sourceId: string,
    run: Pick<DataSourceRun, 'status' | 'error' | 'activities' | 'lineage'>,
  ) => DataSourceRun;
}

export const createSourceEdits = (context: EditContext): SourceEdits => {
  const { bank, clock, by, next } = context;
  const sources = editsOf(bank.dataSources, 'data source', context);
  return {
    addDataSource: (source) => {
      must(bank.projects.get(source.projectId), 'project', source.projectId);
      const now = clock();
      const stamp = { createdAt: now, createdBy: by, updatedAt: now, updatedBy: by };
      const added: DataSource = { ...source, id: idOf(bank.seed, 'source', next()), ...stamp };
      bank.dataSources.put(added);
      return added;
    },
    changeDataSource: sources.change,
    removeDataSource: (id) => {
      const runs = bank.runsOf(sources.remove(id).id);
      for (const run of runs) bank.dataSourceRuns.remove(run.id);
      return runs;
    },
    addDataSourceRun: (dataSourceId, run) => {
      const { projectId } = must(bank.dataSources.get(dataSourceId), 'data source', dataSourceId);
      const createdAt = clock();
      const stoppedAt = createdAt + 90_000;
      const added: DataSourceRun = present({
        ...run,
        id: idOf(bank.seed, 'run', next()),
        dataSourceId,
        projectId,
        type: 'PRIORITIZED',
        activities: run.activities ?? [],
        createdAt,
        startedAt: createdAt + 5_000,
        ...(run.status === 'RUNNING' || run.status === 'REQUESTED' ? {} : { stoppedAt }),
        updatedAt: stoppedAt,
      });
      bank.dataSourceRuns.put(added);
      return added;
    },
  };
};
