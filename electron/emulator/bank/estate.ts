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
  quality: createQuality(foundation, glue.first, changed),
  lineage: createLineage(foundation, assets, glue.first, changed),
  qualityPoints: createQualityPoints(assets, foundation.size.seed),
  ...createNativeGlossaries(foundation, changed),
});

/** Counts by walking. */
export const countEstate = ({
  organization,
  lake,
  quality,
  nativeGlossaries,
  nativeTerms,
  lineage,
}: Estate): EstateCounts => {
  const traced = lineage.counts();
  return {
    accounts: organization.accounts.size(),
    organizationalUnits: organization.units.size(),
    lfTags: lake.tags.size(),
    lfTagAssignments: lake.assignments(),
    lfPermissions: lake.permissions.size(),
    dataCellsFilters: lake.filters.size(),
    glueQualityRulesets: quality.rulesets.size(),
    glueQualityResults: quality.results.size(),
    glueGlossaries: nativeGlossaries.size(),
    glueGlossaryTerms: nativeTerms.size(),
    lineageEvents: traced.events,
    lineageNodes: traced.nodes,
    lineageEdges: traced.edges,
  };
};
