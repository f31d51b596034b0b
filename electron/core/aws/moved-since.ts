import type * as dz from '@aws-sdk/client-datazone';

/** A filter of a search, as `movedSince` makes it. */
export type Moved = dz.FilterClause;

/** What moved at or after a moment. `unit`: what this domain takes `intValue` for; AWS does not document it. */
export const movedSince = (since: string, unit: 'seconds' | 'milliseconds'): Moved => ({
  filter: {
    attribute: 'lastUpdatedTime',
    operator: 'GE',
    intValue: Math.floor(Date.parse(since) / (unit === 'seconds' ? 1000 : 1)),
  },
});
