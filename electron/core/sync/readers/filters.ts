import type { Page } from '../../aws/page.ts';
import { held } from '../../catalog/mirror-held.ts';
import type { AssetFilterRow } from '../../catalog/rows-governance.ts';
import { Failure } from '../../failure.ts';
import { refusal } from './detailed.ts';
import { type Reader, type ReadPage, type Source, WHOLE } from './reader.ts';

/** Assets whose filters are asked for between two transactions. */
const BATCH = 10;

interface Cursor {
  /** In the list of this pull; from its beginning again where a crash lost the list. */
  place: number;
  read: number;
  denied: string | null;
}

interface Due {
  id: string;
  /** In which run it was asked for last; 0: never. */
  asked: number;
}

/**
 * No call tells the filters of more than one asset. Those that are subscribed to come first, then those that are
 * published, the longest unasked before the others; a pull asks for some and says so until all were asked once.
 */
const DUE = `
  WITH subscribed AS (SELECT DISTINCT entity_id AS id FROM remote_subscription WHERE entity_kind = 'ASSET'
    UNION SELECT entity_id FROM remote_subscription_request WHERE entity_kind = 'ASSET')
  SELECT a.id AS id, coalesce(q.run, 0) AS asked
  FROM remote_asset a LEFT JOIN sync_asked q ON q.kind = 'asset_filter' AND q.id = a.id
  WHERE coalesce(q.run, 0) < (SELECT max(id) FROM sync_run)
  ORDER BY CASE WHEN a.id IN (SELECT id FROM subscribed) THEN 0
      WHEN EXISTS (SELECT 1 FROM remote_listing l WHERE l.entity_id = a.id) THEN 1 ELSE 2 END, asked, a.key`;

/** What each pull has to ask for, found out once: the order is dear in a large bank. */
const lists = new WeakMap<Source, Due[]>();

async function readFilters(source: Source, cursor: string | null, signal: AbortSignal): Promise<ReadPage> {
  const { db, mostRevisions } = source;
  const at: Cursor = cursor === null ? { place: 0, read: 0, denied: null } : (JSON.parse(cursor) as Cursor);
  let list = cursor === null ? undefined : lists.get(source);
  if (list === undefined) {
    list = db.prepare<[], Due>(DUE).all();
    lists.set(source, list);
    at.place = 0;
  }
  const due = list.slice(at.place, at.place + BATCH);
  if (due.length === 0 || at.read >= mostRevisions) return end(list, at);
  const found = await Promise.all(due.map(({ id }) => filtersOf(source, id, signal)));
  const denied = found.find((one) => one instanceof Failure);
  if (denied !== undefined && at.read === 0 && found.every((one) => one instanceof Failure)) throw denied;
  return {
    items: found.reduce((sum, one) => sum + (one instanceof Failure ? 0 : one.length), 0),
    next: JSON.stringify({
      place: at.place + due.length,
      read: at.read + due.length,
      denied: at.denied ?? denied?.message ?? null,
    } satisfies Cursor),
    total: null,
    write: (mirror) =>
      due.flatMap(({ id }, index) => {
        const rows = found[index];
        if (rows === undefined || rows instanceof Failure) return [];
        mirror.asked('asset_filter', id);
        return mirror.replace('asset_filter', { column: 'asset_id', value: id }, rows);
      }),
  };
}

function end(list: readonly Due[], { place, read, denied }: Cursor): ReadPage {
  const never = list.slice(place).filter(({ asked }) => asked === 0).length;
  const short =
    denied !== null
      ? new Failure(
          'denied',
          'W_DETAILS_DENIED',
          `The filters of some assets were not told: ${denied}`,
          'Ask for datazone:ListAssetFilters and GetAssetFilter; the others were read.',
        )
      : never > 0
        ? new Failure(
            'throttled',
            'W_LATER',
            `The filters of ${read} assets were read; ${never} assets are left to later pulls.`,
            'Pull again to go on, or pull all revisions at once.',
          )
        : undefined;
  return { items: 0, next: null, total: null, write: () => [], ...(short === undefined ? {} : { short }) };
}

/** All filters of one asset, with how they were written. An asset that went meanwhile has none. */
async function filtersOf(source: Source, assetId: string, signal: AbortSignal): Promise<AssetFilterRow[] | Failure> {
  const { aws, domainId, db } = source;
  try {
    const listed: AssetFilterRow[] = [];
    for (let token: string | null = null; ; ) {
      const page: Page<AssetFilterRow> = await aws.filters.assetFilters(domainId, assetId, token, signal);
      listed.push(...page.items);
      if (page.nextToken === null || page.nextToken === token) break;
      token = page.nextToken;
    }
    return await Promise.all(
      listed.map(async (row) => {
        const known = held(db, 'asset_filter', row);
        if (known !== undefined && known.configuration !== null && same(known, row))
          return { ...row, configuration: known.configuration };
        const { configuration } = await aws.filters.assetFilter(domainId, assetId, row.id, signal);
        return { ...row, configuration };
      }),
    );
  } catch (error) {
    const failure = refusal(error, signal);
    return failure.problem.code === 'E_AWS_NOT_FOUND' ? [] : failure;
  }
}

/** AWS dates no change of a filter: what it comes down to tells. */
const same = (a: AssetFilterRow, b: AssetFilterRow): boolean =>
  a.name === b.name &&
  a.description === b.description &&
  a.status === b.status &&
  a.columns === b.columns &&
  a.row_filter === b.row_filter;

export const FILTER_READERS: readonly Reader[] = [
  {
    kind: 'asset_filter',
    title: 'Reading asset filters',
    operation: 'datazone:ListAssetFilters',
    perCall: 1,
    due: 24,
    after: ['asset', 'listing', 'subscription_request', 'subscription'],
    scopes: () => [WHOLE],
    read: (source, _scope, cursor, signal) => readFilters(source, cursor, signal),
    // Each asset's filters are swept with the asset.
    sweep: () => 0,
  },
];
