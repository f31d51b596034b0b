import type { Connection, Run } from '#shared/sync.ts';

/** The pull the mirror rests on: the last that came to its end, or else the last that brought anything. */
export const lastPull = (runs: readonly Run[]): Run | null =>
  runs.find((run) => run.state === 'complete' || run.state === 'partial') ??
  runs.find((run) => run.state !== 'running' && run.items > 0) ??
  null;

/** Whether a pull may start: we know where from, and an endpoint that is not AWS's own was agreed to. */
export const canPull = (connection: Connection | undefined): boolean =>
  connection !== undefined && connection.kind !== 'none' && connection.domainId !== null && connection.endpointAllowed;
