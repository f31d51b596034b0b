import type { AssetStore } from '#emulator/bank/assets.ts';
import { daysAgo } from '#emulator/bank/calendar.ts';
import type { Foundation } from '#emulator/bank/foundation.ts';
import type { AssetFilter, RowFilter } from '#emulator/bank/governance/types.ts';
import { idOf } from '#emulator/bank/ids.ts';
import { filters } from '#emulator/bank/story/filters.ts';
import { randomFrom } from '#emulator/random.ts';

const operators = { equalTo: '=', notEqualTo: '<>', greaterThan: '>', in: 'IN' } as const;

export type Comparison = keyof typeof operators;

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A row condition on one column, as it travels and as the SQL it comes down to. Values of `in` are comma-separated. */
export const rowCondition = (
  column: string,
  comparison: Comparison,
  value: string,
): { readonly rows: RowFilter; readonly sql: string } => {
  const values = value.split(',');
  const operand = comparison === 'in' ? { columnName: column, values } : { columnName: column, value };
  const right = comparison === 'in' ? `(${values.map(quoted).join(', ')})` : quoted(value);
  return { rows: { expression: { [comparison]: operand } }, sql: `"${column}" ${operators[comparison]} ${right}` };
};

/** Story assets by name, of those the bank began with. */
export const storyOrdinals = (assets: AssetStore): ReadonlyMap<string, number> =>
  new Map(
    Array.from({ length: Math.min(assets.storyCount, assets.initialCount) }, (_, ordinal) => [
      assets.plan(ordinal).name,
      ordinal,
    ]),
  );

const STRIDE = 101;

const storyFilters = (foundation: Foundation, assets: AssetStore): AssetFilter[] => {
  const ordinals = storyOrdinals(assets);
  return filters.flatMap((spec, at): AssetFilter[] => {
    const ordinal = ordinals.get(spec.asset);
    if (ordinal === undefined) return [];
    const names = new Set(assets.plan(ordinal).columns.map(({ name }) => name));
    return [
      {
        id: idOf(foundation.size.seed, 'assetFilter', at),
        assetId: idOf(foundation.size.seed, 'asset', ordinal),
        name: spec.name,
        description: spec.description,
        status: spec.error === undefined ? 'VALID' : 'INVALID',
        ...(spec.error === undefined ? {} : { error: spec.error }),
        configuration: spec.rows
          ? { ...rowCondition(...spec.rows), sensitive: false }
          : { columns: (spec.columns ?? []).filter((column) => names.has(column)) },
        createdAt: daysAgo(spec.days, at),
      },
    ];
  });
};

const grownFilter = (foundation: Foundation, assets: AssetStore, ordinal: number): AssetFilter => {
  const { seed } = foundation.size;
  const random = randomFrom(seed, 56, ordinal);
  const { columns } = assets.plan(ordinal);
  const half = columns.filter((_, at) => at % 2 === 0).map(({ name }) => name);
  const by = columns[random.int(Math.max(1, columns.length))]?.name ?? 'id';
  const stale = random.chance(0.03);
  return {
    id: idOf(seed, 'assetFilter', filters.length + ordinal),
    assetId: idOf(seed, 'asset', ordinal),
    name: random.pick(['Own country', 'Open only', 'Without amounts', 'Pilot group']),
    description: 'For subscribers outside the unit.',
    status: stale ? 'INVALID' : 'VALID',
    ...(stale ? { error: `Column ${by}_old does not exist in the asset schema.` } : {}),
    configuration:
      random.chance(0.5) && half.length > 0
        ? { columns: half }
        : { ...rowCondition(stale ? `${by}_old` : by, 'equalTo', 'AU'), sensitive: random.chance(0.2) },
    createdAt: daysAgo(10 + random.int(300), random.int(1440)),
  };
};

/** The filters of the bank: the story's, and one for every 101st asset beyond it. */
export const buildAssetFilters = (foundation: Foundation, assets: AssetStore): AssetFilter[] => {
  const built = storyFilters(foundation, assets);
  for (let ordinal = assets.storyCount; ordinal < assets.initialCount; ordinal += STRIDE)
    built.push(grownFilter(foundation, assets, ordinal));
  return built;
};
