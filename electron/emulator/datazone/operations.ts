import { getAsset } from '#emulator/datazone/assets.ts';
import { getDomain, getDomainUnit, listDomainUnitsForParent, listDomains } from '#emulator/datazone/domains.ts';
import { getGlossary, getGlossaryTerm } from '#emulator/datazone/glossaries.ts';
import { governanceOperations } from '#emulator/datazone/governance-operations.ts';
import { lineageOperations } from '#emulator/datazone/lineage-operations.ts';
import { getListing, searchListings } from '#emulator/datazone/listings.ts';
import { getDataProduct } from '#emulator/datazone/products.ts';
import { searchGroupProfiles, searchUserProfiles } from '#emulator/datazone/profiles.ts';
import { getProject, listProjects } from '#emulator/datazone/projects.ts';
import { search } from '#emulator/datazone/search.ts';
import { getAssetType, getFormType, searchTypes } from '#emulator/datazone/types.ts';
import { writeOperations } from '#emulator/datazone/writes/operations.ts';
import type { Operations } from '#emulator/operation.ts';

export const dataZoneOperations: Operations = {
  ...governanceOperations,
  ...lineageOperations,
  ...writeOperations,
  GetAsset: getAsset,
  GetAssetType: getAssetType,
  GetDataProduct: getDataProduct,
  GetDomain: getDomain,
  GetDomainUnit: getDomainUnit,
  GetFormType: getFormType,
  GetGlossary: getGlossary,
  GetGlossaryTerm: getGlossaryTerm,
  GetListing: getListing,
  GetProject: getProject,
  ListDomainUnitsForParent: listDomainUnitsForParent,
  ListDomains: listDomains,
  ListProjects: listProjects,
  Search: search,
  SearchGroupProfiles: searchGroupProfiles,
  SearchListings: searchListings,
  SearchTypes: searchTypes,
  SearchUserProfiles: searchUserProfiles,
};
