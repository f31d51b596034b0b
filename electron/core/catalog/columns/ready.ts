import type { ColumnSelect } from '#shared/columns.ts';
import type { Db } from '../../db/open.ts';
import { type LiveLookAlikes, lookAlikesOf } from '../look-alikes/live.ts';
import { searchIndexOf } from '../search/live.ts';
import type { SearchIndex } from '../search/search-index.ts';
import { turn } from './keep-up.ts';
import { type ColumnNames, columnNamesOf } from './names.ts';

/** What a selection of columns is asked of. It holds until something else is awaited. */
export interface Ready {
  names: ColumnNames;
  /** Only where likeness is asked for. */
  look: LiveLookAlikes | null;
  index: SearchIndex;
  /** Whether it holds everything that was written of late. */
  caughtUp: boolean;
}

/** While a pull writes and writes, nobody waits longer for what was written last (ms). */
const PATIENCE = 500;

/** Wait until every column can be asked: at once, but for the first time after the workspace was opened. */
export async function ready(
  db: Db,
  select: Pick<ColumnSelect, 'lookAlike'>,
  clock: () => Date,
  signal?: AbortSignal,
): Promise<Ready> {
  const began = performance.now();
  for (;;) {
    const kept = columnNamesOf(db);
    const live = select.lookAlike === null ? null : lookAlikesOf(db);
    const now = kept.now(clock);
    const look = live?.now(clock) ?? null;
    const { index } = searchIndexOf(db).current();
    const late = performance.now() - began > PATIENCE;
    const names = now ?? (late ? kept.nearly : null);
    if (names !== null && index !== null && (live === null || look !== null))
      return { names, look, index, caughtUp: now !== null };
    await turn(db, signal);
  }
}
