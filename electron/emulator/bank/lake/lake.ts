import type { Foundation } from '#emulator/bank/foundation.ts';
import { type KeyedList, keyedList } from '#emulator/bank/keyed-list.ts';
import { adminsOf, buildFilters, buildPermissions, locationsOf } from '#emulator/bank/lake/permissions.ts';
import { type TableTags, createTableTags } from '#emulator/bank/lake/tags.ts';
import {
  type DataCellsFilter,
  type LakeLocation,
  type LakePermission,
  filterKey,
  permissionKey,
} from '#emulator/bank/lake/types.ts';
import type { GlueCatalog } from '#emulator/bank/tables.ts';

/** Lake Formation over all the bank's catalogs. Made at the first question. */
export interface Lake extends TableTags {
  /** by `permissionKey` */
  readonly permissions: KeyedList<LakePermission>;
  /** by `filterKey` */
  readonly filters: KeyedList<DataCellsFilter>;
  readonly locations: (accountId: string) => readonly LakeLocation[];
  readonly admins: (accountId: string) => readonly string[];
}

export const createLake = (foundation: Foundation, glue: GlueCatalog, changed: () => void): Lake => ({
  ...createTableTags(foundation, glue, changed),
  permissions: keyedList(() => buildPermissions(foundation, glue.first), permissionKey, changed),
  filters: keyedList(() => buildFilters(glue.first), filterKey, changed),
  locations: (accountId) => locationsOf(glue, accountId),
  admins: (accountId) => adminsOf(foundation, accountId),
});
