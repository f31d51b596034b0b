import { type AssetStore, createAssetStore } from '#emulator/bank/assets.ts';
import { daysAgo } from '#emulator/bank/calendar.ts';
import { createCallers } from '#emulator/bank/callers.ts';
import { type Due, createDue } from '#emulator/bank/due.ts';
import { type BankSize, type Foundation, buildFoundation } from '#emulator/bank/foundation.ts';
import type { EditContext } from '#emulator/bank/edit-context.ts';
import { type Edits, createEdits } from '#emulator/bank/edits.ts';
import { type Estate, buildEstate, countEstate } from '#emulator/bank/estate.ts';
import { type Governance, createGovernance, governanceCounts } from '#emulator/bank/governance/governance.ts';
import { type KeyedList, keyedList } from '#emulator/bank/keyed-list.ts';
import { groupProfiles, userProfiles } from '#emulator/bank/profiles.ts';
import { isShown } from '#emulator/bank/listed.ts';
import { buildProducts } from '#emulator/bank/story/products.ts';
import { type GlueCatalog, createGlueCatalog } from '#emulator/bank/tables.ts';
import { assetTypesOf, formTypesOf, lineageNodeTypesOf } from '#emulator/bank/types-of-domain.ts';
import type {
  Account,
  AssetType,
  BankCounts,
  Caller,
  DataProduct,
  Domain,
  DomainUnit,
  FormType,
  Glossary,
  Group,
  LineageNodeType,
  Membership,
  Project,
  RoleGroup,
  RoleProfile,
  Term,
  User,
} from '#emulator/bank/types.ts';

export type { BankSize } from '#emulator/bank/foundation.ts';

/** The in-memory truth behind every answer. Read it freely; change it through `edit`. */
export interface Bank extends Governance, Estate, Due {
  readonly seed: number;
  readonly region: string;
  /** moves with every change; caches of query results hang on it */
  readonly version: () => number;
  readonly domain: Domain;
  readonly accounts: readonly Account[];
  readonly identityStoreId: string;
  readonly units: KeyedList<DomainUnit>;
  readonly projects: KeyedList<Project>;
  readonly glossaries: KeyedList<Glossary>;
  readonly terms: KeyedList<Term>;
  readonly products: KeyedList<DataProduct>;
  readonly formTypes: KeyedList<FormType>;
  readonly assetTypes: KeyedList<AssetType>;
  readonly lineageNodeTypes: KeyedList<LineageNodeType>;
  readonly users: KeyedList<User>;
  readonly groups: KeyedList<Group>;
  readonly memberships: KeyedList<Membership>;
  readonly roleProfiles: KeyedList<RoleProfile>;
  readonly roleGroups: KeyedList<RoleGroup>;
  readonly assets: AssetStore;
  readonly glue: GlueCatalog;
  readonly edit: Edits;
  /** edits in the name of another profile than the bank's first person */
  readonly editAs: (profileId: string) => Edits;
  /** makes edits as if it were another time (epoch milliseconds) */
  readonly atTime: <T>(at: number, act: () => T) => T;
  /** what the clock says, in epoch milliseconds */
  readonly now: () => number;
  /** the time edits made at this moment are dated with */
  readonly editedAt: () => number;
  /** the caller behind an access key; see `createCallers` for what a key may say */
  readonly callerOf: (accessKeyId: string) => Caller;
  /** exact numbers of the present state; walks every asset, so ask once, not per request */
  readonly counts: () => BankCounts;
}

const distinct = (profiles: readonly { readonly id: string }[]): number => new Set(profiles.map(({ id }) => id)).size;

const countOf = (bank: EditContext['bank'], foundation: Foundation): BankCounts => {
  const ordinals = bank.assets.ordinals();
  let columns = 0;
  let assetListings = 0;
  for (const ordinal of ordinals) {
    if (bank.assets.head(ordinal).published) assetListings += 1;
    const fixed = ordinal < bank.assets.initialCount ? foundation.size.columnsPerAsset : undefined;
    columns += fixed ?? bank.assets.words(ordinal).columns.length;
  }
  const productListings = bank.products.list().filter(({ listing }) => listing && isShown(listing)).length;
  const glue = bank.glue.counts();
  const own = bank.glue.databases(bank.callerOf('').accountId);
  return {
    ...governanceCounts(bank, bank.callerOf('').accountId),
    domainUnits: bank.units.size(),
    projects: bank.projects.size(),
    glossaries: bank.glossaries.size(),
    terms: bank.terms.size(),
    assets: ordinals.length,
    columns,
    listings: assetListings + productListings,
    assetListings,
    dataProducts: bank.products.size(),
    formTypes: bank.formTypes.size(),
    assetTypes: bank.assetTypes.size(),
    lineageNodeTypes: bank.lineageNodeTypes.size(),
    ...countEstate(bank),
    glueDatabases: glue.databases,
    glueTables: glue.tables,
    ownGlueDatabases: own.length,
    ownGlueTables: own.reduce((sum, { accountId, name }) => sum + bank.glue.size(accountId, name), 0),
    users: bank.users.size(),
    groups: bank.groups.size(),
    groupMemberships: bank.memberships.size(),
    userProfiles: distinct(Object.values(userProfiles).flatMap((of) => of(bank))),
    groupProfiles: distinct(Object.values(groupProfiles).flatMap((of) => of(bank))),
  };
};

/**
 * Builds AnyBank. Same size and seed: same bank, to the byte. `clock` (epoch milliseconds) only dates later edits.
 * Throws RangeError for sizes that contradict each other.
 */
export const createBank = (size: BankSize, clock: () => number): Bank => {
  const foundation = buildFoundation(size);
  let version = 0;
  const changed = (): void => {
    version += 1;
  };
  const byId = (item: { readonly id: string }): string => item.id;
  const byProfile = (item: { readonly profileId: string }): string => item.profileId;
  const byName = (item: { readonly name: string }): string => item.name;
  const assets = createAssetStore(foundation, changed);
  const users = keyedList(foundation.users, byId, changed);
  const [owner] = foundation.users;

  const glue = createGlueCatalog(foundation, assets, changed);
  const products = buildProducts(foundation, assets);
  let pretended: number | undefined;
  const time = (): number => pretended ?? clock();
  const atTime = <T>(at: number, act: () => T): T => {
    pretended = at;
    try {
      return act();
    } finally {
      pretended = undefined;
    }
  };
  const bank = {
    now: clock,
    editedAt: time,
    ...createGovernance(foundation, assets, products, changed),
    ...buildEstate({ foundation, assets, glue, changed }),
    seed: size.seed,
    region: size.region,
    version: () => version,
    domain: foundation.domain,
    accounts: foundation.accounts,
    identityStoreId: foundation.identityStoreId,
    units: keyedList(foundation.units, byId, changed),
    projects: keyedList(foundation.projects, byId, changed),
    glossaries: keyedList(foundation.glossaries, byId, changed),
    terms: keyedList(foundation.terms, byId, changed),
    products: keyedList(products, byId, changed),
    formTypes: keyedList(formTypesOf(foundation, daysAgo(900)), byName, changed),
    assetTypes: keyedList(assetTypesOf(foundation, daysAgo(900)), byName, changed),
    lineageNodeTypes: keyedList(lineageNodeTypesOf(daysAgo(900)), byName, changed),
    users,
    groups: keyedList(foundation.groups, byId, changed),
    memberships: keyedList(foundation.memberships, byId, changed),
    roleProfiles: keyedList(foundation.roleProfiles, byProfile, changed),
    roleGroups: keyedList(foundation.roleGroups, byProfile, changed),
    assets,
    glue,
    callerOf: createCallers(foundation.accounts, users, owner),
  };
  const editAs = createEdits(bank, time);
  return {
    ...bank,
    ...createDue(clock, atTime),
    edit: editAs(owner?.profileId ?? 'SYSTEM'),
    editAs,
    atTime,
    counts: () => countOf(bank, foundation),
  };
};
