/** Places where a test kills the core: just before and just after each of these is committed or renamed. */
export const FAILPOINTS = [
  'workspace.create',
  'workspace.place',
  'migration.step',
  'backup.rename',
  'desk.write',
  'job.start',
  'job.resume',
  'job.end',
  'job.transaction',
  'pull.open',
  'pull.plan',
  'pull.page',
  'pull.sweep',
  'pull.settle',
  'pull.end',
  'asOf.copy',
  'asOf.rename',
  'compact.runs',
  'compact.versions',
  'compact.vacuum',
  'search.part',
  'search.keep',
  'changes.stage',
  'changes.send',
  'changes.settle',
  'import.begin',
  'import.batch',
  'import.complete',
] as const;
export type Failpoint = (typeof FAILPOINTS)[number];

/** Where and at which passing the process is to die. */
export interface Armed {
  point: `${Failpoint}.${'before' | 'after'}`;
  passing: number;
}

let armed: Armed | null = null;

/** Reached through `CoreOptions.failpoint` alone: no host passes it, so nothing can switch it on in a product. */
export function armFailpoint(at: Armed): void {
  armed = { ...at };
}

/** Does nothing; in a test's child, where it is the armed one, the process dies here as by a power cut. */
export function failpoint(point: Armed['point']): void {
  if (armed?.point !== point) return;
  armed.passing -= 1;
  if (armed.passing > 0) return;
  process.kill(process.pid, 'SIGKILL');
  // Some kernels take their time over it: nothing may happen after this place.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}
