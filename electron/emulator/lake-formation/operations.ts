import { getDataCellsFilter, listDataCellsFilter, listResources } from '#emulator/lake-formation/filters.ts';
import { getDataLakeSettings, listPermissions } from '#emulator/lake-formation/permissions.ts';
import {
  getLFTag,
  getResourceLFTags,
  listLFTags,
  searchDatabasesByLFTags,
  searchTablesByLFTags,
} from '#emulator/lake-formation/tags.ts';
import type { Operations } from '#emulator/operation.ts';

export const lakeFormationOperations: Operations = {
  GetDataCellsFilter: getDataCellsFilter,
  GetDataLakeSettings: getDataLakeSettings,
  GetLFTag: getLFTag,
  GetResourceLFTags: getResourceLFTags,
  ListDataCellsFilter: listDataCellsFilter,
  ListLFTags: listLFTags,
  ListPermissions: listPermissions,
  ListResources: listResources,
  SearchDatabasesByLFTags: searchDatabasesByLFTags,
  SearchTablesByLFTags: searchTablesByLFTags,
};
