import type { Lineage } from '#emulator/bank/lineage/lineage.ts';
import type { LineageEvent, ProcessingStatus } from '#emulator/bank/lineage/types.ts';

/** Changes to lineage: it only ever grows. */
export interface LineageEdits {
  /**
   * posts an OpenLineage RunEvent, as an object or its text; processed at once, with success unless said otherwise.
   * Throws RangeError for what is no RunEvent or is longer than AWS takes.
   */
  readonly postLineageEvent: (event: object | string, status?: ProcessingStatus) => LineageEvent;
}

const LONGEST = 300_000;

export const createLineageEdits = (lineage: Lineage, by: string, clock: () => number): LineageEdits => ({
  postLineageEvent: (event, status = 'SUCCESS') => {
    const body = typeof event === 'string' ? event : JSON.stringify(event);
    if (Buffer.byteLength(body) > LONGEST) throw new RangeError('A lineage event has at most 300,000 bytes.');
    return lineage.post(body, clock(), by, status);
  },
});
