import type { AssetStore } from '#emulator/bank/assets.ts';
import type { Foundation } from '#emulator/bank/foundation.ts';
import { type Lake, createLake } from '#emulator/bank/lake/lake.ts';
import { type Lineage, createLineage } from '#emulator/bank/lineage/lineage.ts';
import { type NativeGlossaries, createNativeGlossaries } from '#emulator/bank/native-glossaries.ts';
import { type Organization, buildOrganization } from '#emulator/bank/organization.ts';
import { type Quality, createQuality } from '#emulator/bank/quality/quality.ts';
import { type QualityPoints, createQualityPoints } from '#emulator/bank/quality-points.ts';
import type { GlueCatalog } from '#emulator/bank/tables.ts';

/** What the bank has beside its DataZone domain: accounts, permissions, quality, native glossaries, lineage. */
export interface Estate extends NativeGlossaries {
  readonly organization: Organization;
  readonly lake: Lake;
  readonly quality: Quality;
  readonly lineage: Lineage;
  readonly qualityPoints: QualityPoints;
  /** moves the bank's version: for changes to things that do not do so themselves */
  readonly touched: () => void;
}

/** Exact numbers of the estate. */
export interface EstateCounts {
  /** of the organization */
  readonly accounts: number;
  readonly organizationalUnits: number;
  /** over all catalogs */
  readonly lfTags: number;
  /** tag values set on a database, table or column itself */
  readonly lfTagAssignments: number;
  readonly lfPermissions: number;
  readonly dataCellsFilters: number;
  /** in the account callers act in by default */
  readonly ownLfTags: number;
  readonly ownLfPermissions: number;
  readonly glueQualityRulesets: number;
  readonly glueQualityResults: number;
  readonly glueGlossaries: number;
  readonly glueGlossaryTerms: number;
  readonly lineageEvents: number;
  readonly lineageNodes: number;
  /** from data sets to jobs and from jobs to data sets */
  readonly lineageEdges: number;
}

/** The ground an estate is built on. */
export interface Ground {
  readonly foundation: Foundation;
  readonly assets: AssetStore;
  readonly glue: GlueCatalog;
  readonly changed: () => void;
}

export const buildEstate = ({ foundation, assets, glue, changed }: Ground): Estate => ({
  organization: buildOrganization(foundation, changed),
  lake: createLake(foundation, glue, changed),
  quality: createQuality(foundation, glue, changed),
  lineage: createLineage(foundation, assets, glue, changed),
  qualityPoints: createQualityPoints(assets, foundation.size.seed),
  touched: changed,
  ...createNativeGlossaries(foundation, changed),
});

const ofCatalog = (list: readonly { readonly catalogId: string }[], own: string): number =>
  list.filter(({ catalogId }) => catalogId === own).length;

/** Counts by walking; `own` is the account callers act in by default. */
export const countEstate = (
  { organization, lake, quality, nativeGlossaries, nativeTerms, lineage }: Estate,
  own: string,
): EstateCounts => {
  const traced = lineage.counts();
  return {
    accounts: organization.accounts.size(),
    organizationalUnits: organization.units.size(),
    lfTags: lake.tags.size(),
    lfTagAssignments: lake.assignments(),
    lfPermissions: lake.permissions.size(),
    dataCellsFilters: lake.filters.size(),
    ownLfTags: ofCatalog(lake.tags.list(), own),
    ownLfPermissions: ofCatalog(lake.permissions.list(), own),
    glueQualityRulesets: quality.rulesets.size(),
    glueQualityResults: quality.results.size(),
    glueGlossaries: nativeGlossaries.size(),
    glueGlossaryTerms: nativeTerms.size(),
    lineageEvents: traced.events,
    lineageNodes: traced.nodes,
    lineageEdges: traced.edges,
  };
};
