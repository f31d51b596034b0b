import { getCatalogs, getDatabases, getTable, getTableVersions, getTables } from '#emulator/glue/catalog.ts';
import { getGlossary, getGlossaryTerm, listGlossaries, listGlossaryTerms } from '#emulator/glue/glossaries.ts';
import {
  batchGetDataQualityResult,
  getDataQualityResult,
  getDataQualityRuleset,
  listDataQualityResults,
  listDataQualityRulesets,
} from '#emulator/glue/quality.ts';
import type { Operations } from '#emulator/operation.ts';

export const glueOperations: Operations = {
  BatchGetDataQualityResult: batchGetDataQualityResult,
  GetCatalogs: getCatalogs,
  GetDataQualityResult: getDataQualityResult,
  GetDataQualityRuleset: getDataQualityRuleset,
  GetDatabases: getDatabases,
  GetGlossary: getGlossary,
  GetGlossaryTerm: getGlossaryTerm,
  GetTable: getTable,
  GetTableVersions: getTableVersions,
  GetTables: getTables,
  ListDataQualityResults: listDataQualityResults,
  ListDataQualityRulesets: listDataQualityRulesets,
  ListGlossaries: listGlossaries,
  ListGlossaryTerms: listGlossaryTerms,
};
