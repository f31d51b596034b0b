import type { AssetStore } from '#emulator/bank/assets.ts';
import type { Foundation } from '#emulator/bank/foundation.ts';
import { type Organization, buildOrganization } from '#emulator/bank/organization.ts';
import type { GlueCatalog } from '#emulator/bank/tables.ts';

/** What the bank has beside its DataZone domain: accounts, permissions, quality, native glossaries, lineage. */
export interface Estate {
  readonly organization: Organization;
}

/** Exact numbers of the estate. */
export interface EstateCounts {
  /** of the organization */
  readonly accounts: number;
  readonly organizationalUnits: number;
}

/** The ground an estate is built on. */
export interface Ground {
  readonly foundation: Foundation;
  readonly assets: AssetStore;
  readonly glue: GlueCatalog;
  readonly changed: () => void;
}

export const buildEstate = ({ foundation, changed }: Ground): Estate => ({
  organization: buildOrganization(foundation, changed),
});

export const countEstate = ({ organization }: Estate): EstateCounts => ({
  accounts: organization.accounts.size(),
  organizationalUnits: organization.units.size(),
});
