import * as z from 'zod';
import { LIMITS } from '../imports/limits.ts';
import { type Count, quoted } from '../imports/tally.ts';
import { storable } from '../imports/json.ts';

const Words = z.string().max(LIMITS.text).nullable();
/** An asset at the time of one export, as a row of `asset_metadata.asset` tells it. */
export const AssetRow = z.object({
  assetId: z.string().min(1).max(256),
  /** RFC 3339 in UTC; '' where the file does not tell. */
  snapshotTime: z.string().max(40),
  name: Words,
  description: Words,
  type: Words,
  accountId: Words,
  region: Words,
  catalog: Words,
  namespace: Words,
  resourceId: Words,
  resourceName: Words,
  createdAt: z.string().max(40).nullable(),
  updatedAt: z.string().max(40).nullable(),
  /** JSON where the file holds a map; else its own words. */
  extendedMetadata: z.string().max(64_000).nullable(),
  more: z.string().max(64_000).nullable(),
});
export type AssetRow = z.infer<typeof AssetRow>;

/** The columns of the export, each with its place in a row here. */
const WORDS = {
  asset_name: 'name',
  business_description: 'description',
  resource_type_enum: 'type',
  account_id: 'accountId',
  region: 'region',
  catalog: 'catalog',
  namespace: 'namespace',
  resource_id: 'resourceId',
  resource_name: 'resourceName',
} as const;
const TIMES = { asset_created_time: 'createdAt', asset_updated_time: 'updatedAt' } as const;
const KNOWN = new Set<string>([
  ...Object.keys(WORDS),
  ...Object.keys(TIMES),
  'asset_id',
  'snapshot_time',
  'extended_metadata',
]);
const LONGEST_JSON = 60_000;

/** A row of the file by its column names (in small letters); null, counted, where it names no asset. */
export function assetRow(row: ReadonlyMap<string, unknown>, count: Count): AssetRow | null {
  const id = words(row.get('asset_id'));
  if (id === null || id.length > 256) {
    count.skip('E_ROW_ID', 'The row has no asset_id, or one that is too long.');
    return null;
  }
  const asset: AssetRow = {
    assetId: id,
    snapshotTime: timeOf(row.get('snapshot_time'), count) ?? '',
    name: null,
    description: null,
    type: null,
    accountId: null,
    region: null,
    catalog: null,
    namespace: null,
    resourceId: null,
    resourceName: null,
    createdAt: null,
    updatedAt: null,
    extendedMetadata: json(row.get('extended_metadata'), count),
    more: null,
  };
  for (const [column, member] of Object.entries(WORDS)) asset[member] = words(row.get(column));
  for (const [column, member] of Object.entries(TIMES)) asset[member] = timeOf(row.get(column), count);
  const more = [...row].filter(
    ([name, value]) => !KNOWN.has(name) && value !== null && value !== undefined && value !== '',
  );
  if (more.length > 0) asset.more = json(Object.fromEntries(more), count);
  count.seen('row');
  return asset;
}

function words(value: unknown): string | null {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  return typeof value === 'string' && value !== '' ? storable(value) : null;
}

/** A time as Parquet or Athena tell it, in UTC unless it says otherwise. */
function timeOf(value: unknown, count: Count): string | null {
  if (value === null || value === undefined || value === '') return null;
  const time = value instanceof Date ? value : parsed(told(value).trim());
  if (time !== null && !Number.isNaN(time.getTime()) && time.getUTCFullYear() < 10_000 && time.getUTCFullYear() >= 1970)
    return time.toISOString();
  count.skip('E_ROW_TIME', `A time cannot be read: ${quoted(told(value))}.`);
  return null;
}

const told = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(plain(value, 0)));

function parsed(text: string): Date | null {
  const parts = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d(?::\d\d)?)(\.\d{1,9})?)?\s*(UTC|Z|[+-]\d\d:?\d\d)?$/.exec(text);
  if (parts === null) return null;
  const [, day, clock = '00:00:00', fraction = '', zone = 'Z'] = parts;
  return new Date(`${day}T${clock}${fraction.slice(0, 4)}${zone === 'UTC' ? 'Z' : zone}`);
}

/** JSON of what a file holds, with big numbers as text; what is too long is left out and counted. */
function json(value: unknown, count: Count): string | null {
  if (value === null || value === undefined || value === '') return null;
  const text =
    typeof value === 'string'
      ? storable(value, LONGEST_JSON + 1)
      : storable(JSON.stringify(plain(value, 0)), LONGEST_JSON + 1);
  if (text.length <= LONGEST_JSON) return text;
  count.skip('E_ROW_WIDE', 'What a row says beside the known columns is too long to be kept.');
  return null;
}

function plain(value: unknown, depth: number): unknown {
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof Uint8Array || depth > 8) return null;
  if (Array.isArray(value)) return value.slice(0, 1_000).map((one) => plain(one, depth + 1));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one, depth + 1)]));
  return value;
}
