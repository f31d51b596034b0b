import type { AssetStore } from '#emulator/bank/assets.ts';
import { daysAgo } from '#emulator/bank/calendar.ts';
import type { Foundation } from '#emulator/bank/foundation.ts';
import { createColumnGrower } from '#emulator/bank/grow/columns.ts';
import { sourcesOf } from '#emulator/bank/grow/sources.ts';
import { layers } from '#emulator/bank/grow/spelling.ts';
import { areaTemplates } from '#emulator/bank/grow/templates.ts';
import type { AssetPlan } from '#emulator/bank/plan.ts';
import type { GlueDatabase, GlueTable } from '#emulator/bank/types.ts';
import { hash32, randomFrom } from '#emulator/random.ts';

/** A table by name alone. `ordinal` is that of the asset it began with; tables added later and dark ones have none. */
export interface TableRef {
  readonly name: string;
  readonly ordinal: number | undefined;
}

/** The catalogs as they were at the start. What is computed of tables rests on these, so that no later change moves it. */
export interface FirstCatalog {
  readonly databases: (accountId: string) => readonly GlueDatabase[];
  readonly refs: (accountId: string, database: string) => readonly TableRef[];
  readonly find: (accountId: string, database: string, name: string) => GlueTable | undefined;
}

/**
 * The Glue catalogs of the bank's accounts: the tables behind the Glue assets the bank began with, and the dark ones
 * nobody ever onboarded. Assets and tables are separate things: deleting an asset leaves its table.
 */
export interface GlueCatalog {
  readonly first: FirstCatalog;
  readonly databases: (accountId: string) => readonly GlueDatabase[];
  /** how many tables; -1 when there is no such database */
  readonly size: (accountId: string, database: string) => number;
  readonly tables: (accountId: string, database: string, from: number, to: number) => GlueTable[];
  /** every table of a database, at the places `tables` counts; cheap, as nothing is rendered */
  readonly refs: (accountId: string, database: string) => readonly TableRef[];
  readonly ref: (accountId: string, database: string, name: string) => TableRef | undefined;
  readonly find: (accountId: string, database: string, name: string) => GlueTable | undefined;
  /** a table and what it was before, newest first; empty when there is none of that name */
  readonly versions: (accountId: string, database: string, name: string) => readonly GlueTable[];
  /** changes a table in place, keeping what it was; false when there is none of that name */
  readonly replaceTable: (table: GlueTable) => boolean;
  /** adds a table, and its database where that is new */
  readonly addTable: (table: GlueTable) => void;
  /** drops a table; false when there was none of that name */
  readonly removeTable: (accountId: string, database: string, name: string) => boolean;
  readonly counts: () => { readonly databases: number; readonly tables: number };
}

/** A table: the ordinal of the asset it began with, or the table itself. */
type Entry = number | GlueTable;
type Index = Map<string, readonly Entry[]>;

const REDSHIFT = 'amazon.datazone.RedshiftTableAssetType';
const DARK_PER_PROJECT = 2;

const tableOf = (plan: AssetPlan, foundation: Foundation): GlueTable | undefined => {
  const { table } = plan;
  if (!table) return undefined;
  const random = randomFrom(foundation.size.seed, 41, plan.ordinal);
  return {
    accountId: table.accountId,
    database: table.database,
    name: table.name,
    ...(table.description === undefined ? {} : { description: table.description }),
    columns: plan.columns.map((column, at) => ({
      name: column.name,
      type: column.type,
      ...(column.description !== undefined && random.chance(0.4) ? { comment: column.description } : {}),
      ...(at === plan.columns.length - 1 && at > 0 && column.type === 'date' ? { partition: true } : {}),
    })),
    location: `s3://anybank-${table.accountId}-${table.database.replaceAll('_', '-')}/${table.name}/`,
    format: table.format,
    owner: plan.project.name.toLowerCase().replaceAll(' ', '-'),
    createdAt: plan.firstCreatedAt,
    updatedAt: plan.createdAt,
    versionId: plan.revision - 1,
    registered: random.chance(0.8),
    parameters: { classification: table.format, owner: plan.project.name },
  };
};

const darkTable = (foundation: Foundation, project: number, n: number): GlueTable | undefined => {
  const owner = foundation.projects[project];
  const spec = foundation.projectSpecs[project];
  if (!owner || !spec) return undefined;
  const templates = areaTemplates[spec.area];
  const template = templates[(project + n * 3) % templates.length];
  const { from } = sourcesOf(spec);
  const system = from[(project + n) % from.length];
  if (!template || !system) return undefined;
  const random = randomFrom(foundation.size.seed, 42, project, n);
  const count = foundation.size.columnsPerAsset ?? 6 + random.int(8);
  const columns = createColumnGrower(foundation.termIds)({ template, system, count, described: false, random });
  const name = n === 0 ? `stg_${template.table}_backup` : `tmp_${template.table}_export`;
  return {
    accountId: owner.accountId,
    database: `${spec.database}_raw`,
    name,
    columns: columns.map((column) => ({ name: column.name, type: column.type })),
    location: `s3://anybank-${owner.accountId}-scratch/${name}/`,
    format: 'csv',
    owner: 'hadoop',
    createdAt: daysAgo(400 + random.int(300)),
    updatedAt: daysAgo(100 + random.int(300)),
    versionId: 0,
    registered: false,
    parameters: { classification: 'csv' },
  };
};

/** A table as it began and before: each version had one column less, down to one. */
const versionsOf = (table: GlueTable): GlueTable[] =>
  Array.from({ length: table.versionId + 1 }, (_, age) => ({
    ...table,
    versionId: table.versionId - age,
    updatedAt: Math.round(table.updatedAt - ((table.updatedAt - table.createdAt) * age) / Math.max(1, table.versionId)),
    columns: table.columns.slice(0, Math.max(1, table.columns.length - age)),
  }));

/** Opens the catalogs. The index of tables by database is built on first use: one pass over the plans' arithmetic. */
export const createGlueCatalog = (foundation: Foundation, assets: AssetStore, changed: () => void): GlueCatalog => {
  const key = (accountId: string, database: string): string => `${accountId}/${database}`;
  const databases = foundation.projectSpecs.flatMap((spec, at) =>
    layers.map((layer): GlueDatabase => {
      const accountId = foundation.projects[at]?.accountId ?? '';
      return {
        accountId,
        name: `${spec.database}_${layer.code}`,
        description: `${spec.name}: ${layer.title} layer.`,
        location: `s3://anybank-${accountId}-${spec.database.replaceAll('_', '-')}-${layer.code}/`,
        createdAt: daysAgo(800 - (hash32(at) % 300)),
      };
    }),
  );

  const firstDatabases = [...databases];
  const build = (): Index => {
    const built = new Map<string, Entry[]>(databases.map((each) => [key(each.accountId, each.name), []]));
    for (let ordinal = 0; ordinal < assets.initialCount; ordinal += 1) {
      if (ordinal < assets.storyCount) {
        const plan = assets.plan(ordinal);
        if (plan.table && plan.typeName !== REDSHIFT)
          built.get(key(plan.table.accountId, plan.table.database))?.push(ordinal);
      } else {
        const n = ordinal - assets.storyCount;
        if (assets.grower.typeName(n) === REDSHIFT) continue;
        const { project, spec, layer } = assets.grower.slot(n);
        built.get(key(project.accountId, `${spec.database}_${layer.code}`))?.push(ordinal);
      }
    }
    foundation.projectSpecs.forEach((_, at) => {
      for (let n = 0; n < DARK_PER_PROJECT; n += 1) {
        const table = darkTable(foundation, at, n);
        if (table) built.get(key(table.accountId, table.database))?.push(table);
      }
    });
    return built;
  };
  let firstIndex: Index | undefined;
  let index: Index | undefined;
  const began = (): Index => (firstIndex ??= build());
  // The lists are shared with the start: a change puts another list in place.
  const indexed = (): Index => (index ??= new Map(began()));

  /** every version a changed table has had since the start, newest first */
  const revised = new Map<string, readonly GlueTable[]>();
  const spot = ({ accountId, database, name }: GlueTable): string => `${key(accountId, database)}/${name}`;

  const firstOf = (entry: Entry): GlueTable | undefined =>
    typeof entry === 'number' ? tableOf(assets.plan(entry), foundation) : entry;

  const read = (entry: Entry): GlueTable | undefined => {
    const first = firstOf(entry);
    return first && revised.size > 0 ? (revised.get(spot(first))?.[0] ?? first) : first;
  };

  const nameOf = (entry: Entry): string =>
    typeof entry !== 'number'
      ? entry.name
      : entry < assets.storyCount
        ? (assets.plan(entry).table?.name ?? '')
        : assets.grower.tableName(entry - assets.storyCount);

  // By the list itself: a change puts another list in place, and what was made of the old one goes with it.
  const refsOf = new WeakMap<readonly Entry[], readonly TableRef[]>();
  const refsIn = (entries: readonly Entry[] = []): readonly TableRef[] => {
    const known = refsOf.get(entries);
    if (known) return known;
    const refs = entries.map((entry) => ({
      name: nameOf(entry),
      ordinal: typeof entry === 'number' ? entry : undefined,
    }));
    refsOf.set(entries, refs);
    return refs;
  };

  const namesOf = new WeakMap<readonly Entry[], ReadonlyMap<string, number>>();
  const placeIn = (entries: readonly Entry[], name: string): number => {
    let names = namesOf.get(entries);
    if (!names) {
      // Of two of one name the first counts.
      names = new Map(
        refsIn(entries)
          .map(({ name: each }, at) => [each, at] as const)
          .toReversed(),
      );
      namesOf.set(entries, names);
    }
    return names.get(name) ?? -1;
  };

  const placeOf = (accountId: string, database: string, name: string): { held: readonly Entry[]; at: number } => {
    const held = indexed().get(key(accountId, database)) ?? [];
    return { held, at: placeIn(held, name) };
  };

  return {
    first: {
      databases: (accountId) => firstDatabases.filter((each) => each.accountId === accountId),
      refs: (accountId, database) => refsIn(began().get(key(accountId, database))),
      find: (accountId, database, name) => {
        const entries = began().get(key(accountId, database)) ?? [];
        const entry = entries[placeIn(entries, name)];
        return entry === undefined ? undefined : firstOf(entry);
      },
    },
    databases: (accountId) => databases.filter((each) => each.accountId === accountId),
    size: (accountId, database) => indexed().get(key(accountId, database))?.length ?? -1,
    tables: (accountId, database, from, to) =>
      (indexed().get(key(accountId, database)) ?? []).slice(from, to).flatMap((entry) => read(entry) ?? []),
    refs: (accountId, database) => refsIn(indexed().get(key(accountId, database))),
    ref: (accountId, database, name) => {
      const { held, at } = placeOf(accountId, database, name);
      return refsIn(held)[at];
    },
    find: (accountId, database, name) => {
      const { held, at } = placeOf(accountId, database, name);
      const entry = held[at];
      return entry === undefined ? undefined : read(entry);
    },
    versions: (accountId, database, name) => {
      const { held, at } = placeOf(accountId, database, name);
      const entry = held[at];
      if (entry === undefined) return [];
      const first = firstOf(entry);
      return first ? [...(revised.get(spot(first)) ?? []), ...versionsOf(first)] : [];
    },
    replaceTable: (table) => {
      const found = placeOf(table.accountId, table.database, table.name).at >= 0;
      if (found) revised.set(spot(table), [table, ...(revised.get(spot(table)) ?? [])]);
      changed();
      return found;
    },
    addTable: (table) => {
      const place = key(table.accountId, table.database);
      const held = indexed().get(place);
      indexed().set(place, [...(held ?? []), table]);
      changed();
      if (held) return;
      const { accountId, database: name, createdAt } = table;
      databases.push({ accountId, name, description: '', location: `s3://anybank-${accountId}/`, createdAt });
    },
    removeTable: (accountId, database, name) => {
      const { held, at } = placeOf(accountId, database, name);
      if (at >= 0) indexed().set(key(accountId, database), held.toSpliced(at, 1));
      changed();
      return at >= 0;
    },
    counts: () => ({
      databases: databases.length,
      tables: [...indexed().values()].reduce((sum, list) => sum + list.length, 0),
    }),
  };
};
