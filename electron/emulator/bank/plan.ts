import type { Project } from '#emulator/bank/types.ts';

/** One column of a planned asset. Terms are ids. */
export interface PlannedColumn {
  readonly name: string;
  readonly type: string;
  readonly title?: string;
  readonly description?: string;
  readonly terms: readonly string[];
}

export interface PlannedTable {
  readonly accountId: string;
  readonly database: string;
  readonly name: string;
  readonly description?: string;
  readonly format: 'parquet' | 'csv' | 'iceberg';
}

export type ListingPlan = 'none' | 'current' | 'stale' | 'creating' | 'inactive';

/**
 * Everything that is known of an asset before its forms are rendered. Hand-written assets and generated ones are both
 * plans; a plan is cheap enough to be made again for every request, so a bank of any size holds none.
 */
export interface AssetPlan {
  readonly ordinal: number;
  readonly project: Project;
  readonly name: string;
  readonly description?: string;
  readonly typeName: string;
  readonly table?: PlannedTable;
  readonly columns: readonly PlannedColumn[];
  readonly summary?: string;
  readonly readMe?: string;
  readonly terms: readonly string[];
  readonly governedTerms: readonly string[];
  /** whether the business metadata of columns was filled in at all */
  readonly described: boolean;
  /** extra forms by form name, as plain values */
  readonly extra: Readonly<Record<string, { typeName: string; value: object }>>;
  /** share of passed data quality rules, 0 to 1 */
  readonly quality?: number;
  /** generated names wait for a decision */
  readonly predicted: boolean;
  readonly listing: ListingPlan;
  readonly revision: number;
  readonly firstCreatedAt: number;
  readonly createdAt: number;
  readonly createdBy: string;
}
