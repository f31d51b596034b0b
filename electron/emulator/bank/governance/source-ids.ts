import { idOf } from '#emulator/bank/ids.ts';

/** Runs the service still tells of, oldest first. */
export const RUNS_KEPT = 4;

const RUN_PLACES = 10;
const sourceOf = (project: number, type: 'GLUE' | 'REDSHIFT'): number => project * 2 + (type === 'GLUE' ? 0 : 1);

/** The data source of a project that its tables of this type came in by. */
export const sourceIdOf = (seed: number, project: number, type: 'GLUE' | 'REDSHIFT'): string =>
  idOf(seed, 'source', sourceOf(project, type));

export const runIdOf = (seed: number, project: number, type: 'GLUE' | 'REDSHIFT', run: number): string =>
  idOf(seed, 'run', sourceOf(project, type) * RUN_PLACES + run);
