import type { PullMode, ReadHow } from '#shared/sync.ts';
import type { Reader } from './readers/reader.ts';
import type { Standing } from './standing.ts';

export interface Decision {
  how: ReadHow;
  why: string;
}

const HOUR = 3_600_000;

/**
 *   never read, or asked in full ...... full
 *   cheap (due 0) ..................... full
 *   auto, and due ..................... full
 *   has a feed and a watermark ........ changes
 *   anything else ..................... kept
 *
 * How a pull meets one kind. Scopes that were not read to their end are read again whatever this says.
 */
export function decide(
  reader: Pick<Reader, 'due' | 'feed'>,
  mode: PullMode,
  standing: Standing | undefined,
  hasWatermark: boolean,
  now: Date,
): Decision {
  if (standing === undefined) return { how: 'full', why: 'It was never read before.' };
  if (mode === 'full') return { how: 'full', why: 'Everything was asked for in full.' };
  const age = (now.getTime() - Date.parse(standing.fullAt)) / HOUR;
  if (reader.due === 0 && reader.feed === undefined) return { how: 'full', why: 'It is read in full each time.' };
  if (mode === 'auto' && age >= reader.due)
    return { how: 'full', why: `It was read in full ${ago(age)} ago and is due every ${hours(reader.due)}.` };
  if (reader.feed !== undefined && hasWatermark)
    return { how: 'changes', why: 'AWS is asked for what changed since the last pull.' };
  return {
    how: 'kept',
    why:
      mode === 'auto'
        ? `It was read in full ${ago(age)} ago and is due every ${hours(reader.due)}.`
        : `AWS has no feed of it; it was read in full ${ago(age)} ago.`,
  };
}

const ago = (age: number): string => (age < 1 ? 'less than an hour' : hours(Math.floor(age)));
const hours = (count: number): string =>
  count === 1 ? 'hour' : count % 24 === 0 && count > 24 ? `${count / 24} days` : `${count} hours`;
