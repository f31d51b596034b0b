import type { Foundation } from '#emulator/bank/foundation.ts';
import { type KeyedList, keyedList } from '#emulator/bank/keyed-list.ts';
import { type LakePlace, type LfTag, type LfTags, tagKey } from '#emulator/bank/lake/types.ts';
import type { GlueCatalog, TableRef } from '#emulator/bank/tables.ts';
import type { Area } from '#emulator/bank/story/organisation.ts';
import { hash32 } from '#emulator/random.ts';

/** What a table is tagged with. Effective: a table inherits from its database, a column from its table. */
export interface TaggedTable {
  readonly database: LfTags;
  readonly table: LfTags;
  readonly columns: readonly { readonly name: string; readonly tags: LfTags }[];
}

/** One term of a tag expression: the key must have one of the values, `*` standing for any. */
export interface TagTerm {
  readonly TagKey: string;
  readonly TagValues: readonly string[];
}

export interface TableTags {
  readonly tags: KeyedList<LfTag>;
  readonly onDatabase: (catalogId: string, database: string) => LfTags;
  /** `assigned`: only what was set on each thing itself; undefined when there is no such table */
  readonly onTable: (catalogId: string, database: string, table: string, assigned: boolean) => TaggedTable | undefined;
  /** the databases whose tags meet the expression, in the catalog's order */
  readonly databasesWith: (catalogId: string, expression: readonly TagTerm[]) => readonly string[];
  /** the tables of which the table or a column meets the expression, in the catalog's order */
  readonly tablesWith: (catalogId: string, expression: readonly TagTerm[]) => readonly (readonly [string, string])[];
  /** sets all tags of one thing itself; no tags: it goes back to what it inherits */
  readonly assign: (place: LakePlace, tags: LfTags) => void;
  /** tag values on databases, tables and columns that are not what is inherited anyway */
  readonly assignments: () => number;
}

const areaNames: Readonly<Record<Area, string>> = {
  accounts: 'retail-banking',
  cards: 'retail-banking',
  payments: 'retail-banking',
  lending: 'retail-banking',
  creditRisk: 'risk',
  marketRisk: 'risk',
  operationalRisk: 'risk',
  customer: 'customer-analytics',
  behaviour: 'customer-analytics',
  campaigns: 'customer-analytics',
  fraud: 'fraud-detection',
  crime: 'fraud-detection',
  finance: 'corporate',
  regulatory: 'corporate',
  platform: 'corporate',
};

const levels = ['public', 'internal', 'confidential', 'restricted'];
const domains = [...new Set(Object.values(areaNames))];

const tagsOf = (foundation: Foundation): LfTag[] =>
  foundation.accounts.flatMap(({ id: catalogId }, at) => [
    { catalogId, key: 'domain', values: domains },
    { catalogId, key: 'layer', values: ['raw', 'cleansed', 'consumption'] },
    { catalogId, key: 'sensitivity', values: levels },
    ...(at === 0 ? [{ catalogId, key: 'retention', values: ['1-year', '7-years', 'legal-hold'] }] : []),
    // Somebody's first try, still there: it says what sensitivity says, and not always the same.
    ...(at === 1 ? [{ catalogId, key: 'pii', values: ['true', 'false'] }] : []),
  ]);

/** Hand-written tables by `database.table`. `customer_identifier` says less than it holds; `campaign_audience`, nothing. */
const written: Readonly<Record<string, LfTags>> = {
  'retail_deposits_consumption.customer_accounts': { sensitivity: 'confidential', pii: 'true' },
  'retail_onboarding_cleansed.customer_identifier': { sensitivity: 'internal', pii: 'false' },
  'retail_onboarding_cleansed.identity_checks': { sensitivity: 'restricted', pii: 'true' },
  'risk_scoring_consumption.customer_credit_score': { sensitivity: 'confidential' },
  'customer_360_consumption.customer_360_profile': { sensitivity: 'restricted' },
  'fraud_card_models_consumption.card_fraud_scores': { sensitivity: 'confidential' },
  'finance_ledger_consumption.general_ledger_journal': { sensitivity: 'internal' },
  'governance_consumption.asset_ownership_register': { sensitivity: 'public', retention: '7-years' },
};

const personal = /tax_?file|date_?of_?birth|^dob$|e_?mail|mobile|^pan$|card_number|postal_?address/i;
const tableShare = 5;
const columnShare = 40;

const meets = (tags: LfTags, expression: readonly TagTerm[]): boolean =>
  expression.every(({ TagKey, TagValues }) => {
    const value = tags[TagKey.toLowerCase()];
    return value !== undefined && (TagValues.includes('*') || TagValues.some((each) => each.toLowerCase() === value));
  });

const spot = (...parts: readonly string[]): string => JSON.stringify(parts);

/**
 * LF-Tags and what they are assigned to. Of databases and hand-written tables nearly all are tagged; of the grown
 * tables one in five, and the columns of one in forty. Nothing is held but what was changed.
 */
export const createTableTags = (foundation: Foundation, glue: GlueCatalog, changed: () => void): TableTags => {
  const { seed } = foundation.size;
  const tags = keyedList(tagsOf(foundation), tagKey, changed);
  const areaOf = new Map(foundation.projectSpecs.map(({ database, area }) => [database, area]));
  const set = new Map<string, LfTags>();
  const setColumns = new Map<string, Map<string, LfTags>>();

  /** A key that was deleted is on nothing any more. */
  const living = (catalogId: string, found: LfTags): LfTags =>
    Object.fromEntries(Object.entries(found).filter(([key]) => tags.get(tagKey({ catalogId, key }))));

  const ownOfDatabase = (catalogId: string, database: string): LfTags => {
    const given = set.get(spot(catalogId, database));
    if (given) return living(catalogId, given);
    const cut = database.lastIndexOf('_');
    const area = areaOf.get(database.slice(0, cut));
    return area ? living(catalogId, { domain: areaNames[area], layer: database.slice(cut + 1) }) : {};
  };

  const ownOfTable = (catalogId: string, database: string, ref: TableRef): LfTags => {
    const given = set.get(spot(catalogId, database, ref.name));
    if (given) return living(catalogId, given);
    const story = written[`${database}.${ref.name}`];
    if (story) return living(catalogId, story);
    if (ref.ordinal === undefined || hash32(seed, 71, ref.ordinal) % tableShare !== 0) return {};
    return living(catalogId, { sensitivity: levels[hash32(seed, 72, ref.ordinal) % levels.length] ?? 'internal' });
  };

  const ownOfColumns = (catalogId: string, database: string, ref: TableRef): ReadonlyMap<string, LfTags> => {
    const found = new Map<string, LfTags>();
    const looked =
      written[`${database}.${ref.name}`] !== undefined ||
      (ref.ordinal !== undefined && hash32(seed, 74, ref.ordinal) % columnShare === 0);
    if (looked) {
      for (const { name } of glue.find(catalogId, database, ref.name)?.columns ?? [])
        if (personal.test(name)) found.set(name, living(catalogId, { sensitivity: 'restricted' }));
    }
    for (const [name, given] of setColumns.get(spot(catalogId, database, ref.name)) ?? [])
      found.set(name, living(catalogId, given));
    return found;
  };

  const tableMeets = (catalogId: string, database: string, ref: TableRef, expression: readonly TagTerm[]): boolean => {
    const table = { ...ownOfDatabase(catalogId, database), ...ownOfTable(catalogId, database, ref) };
    if (meets(table, expression)) return true;
    for (const own of ownOfColumns(catalogId, database, ref).values())
      if (meets({ ...table, ...own }, expression)) return true;
    return false;
  };

  return {
    tags,
    onDatabase: ownOfDatabase,
    onTable: (catalogId, database, name, assigned) => {
      const ref = glue.ref(catalogId, database, name);
      const held = ref && glue.find(catalogId, database, name);
      if (!ref || !held) return undefined;
      const above = ownOfDatabase(catalogId, database);
      const own = ownOfTable(catalogId, database, ref);
      const table = assigned ? own : { ...above, ...own };
      const columns = ownOfColumns(catalogId, database, ref);
      return {
        database: above,
        table,
        columns: held.columns.map((column) => ({
          name: column.name,
          tags: assigned ? (columns.get(column.name) ?? {}) : { ...table, ...columns.get(column.name) },
        })),
      };
    },
    databasesWith: (catalogId, expression) =>
      glue
        .databases(catalogId)
        .map(({ name }) => name)
        .filter((name) => meets(ownOfDatabase(catalogId, name), expression)),
    tablesWith: (catalogId, expression) =>
      glue.databases(catalogId).flatMap(({ name: database }) =>
        glue
          .refs(catalogId, database)
          .filter((ref) => tableMeets(catalogId, database, ref, expression))
          .map((ref) => [database, ref.name] as const),
      ),
    assign: ({ catalogId, database, table, column }, given) => {
      if (table === undefined) set.set(spot(catalogId, database), given);
      else if (column === undefined) set.set(spot(catalogId, database, table), given);
      else {
        const place = spot(catalogId, database, table);
        const columns = setColumns.get(place) ?? new Map<string, LfTags>();
        columns.set(column, given);
        setColumns.set(place, columns);
      }
      changed();
    },
    assignments: () => {
      let count = 0;
      const add = (own: LfTags, above: LfTags): void => {
        count += Object.entries(own).filter(([key, value]) => above[key] !== value).length;
      };
      for (const { id: catalogId } of foundation.accounts) {
        for (const { name: database } of glue.databases(catalogId)) {
          const above = ownOfDatabase(catalogId, database);
          add(above, {});
          for (const ref of glue.refs(catalogId, database)) {
            const own = ownOfTable(catalogId, database, ref);
            const table = { ...above, ...own };
            add(own, above);
            for (const column of ownOfColumns(catalogId, database, ref).values()) add(column, table);
          }
        }
      }
      return count;
    },
  };
};
