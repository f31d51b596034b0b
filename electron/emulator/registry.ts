import { dataZoneOperations } from '#emulator/datazone/operations.ts';
import type { ServiceName } from '#emulator/facts.ts';
import { glueOperations } from '#emulator/glue/operations.ts';
import { identityStoreOperations } from '#emulator/identity-store.ts';
import { lakeFormationOperations } from '#emulator/lake-formation/operations.ts';
import type { Operations } from '#emulator/operation.ts';
import { organizationsOperations } from '#emulator/organizations.ts';
import { stsOperations } from '#emulator/sts.ts';

/** Every operation the emulator serves. The facts tables are extracted for exactly these. */
export const registry: Readonly<Record<ServiceName, Operations>> = {
  DataZone: dataZoneOperations,
  Glue: glueOperations,
  IdentityStore: identityStoreOperations,
  LakeFormation: lakeFormationOperations,
  Organizations: organizationsOperations,
  STS: stsOperations,
};
