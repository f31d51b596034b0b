import { createAssetRevision } from '#emulator/datazone/writes/asset-revisions.ts';
import { cancelMetadataGenerationRun, startMetadataGenerationRun } from '#emulator/datazone/writes/generation.ts';
import { createGlossary, deleteGlossary, updateGlossary } from '#emulator/datazone/writes/glossaries.ts';
import { associateGovernedTerms, disassociateGovernedTerms } from '#emulator/datazone/writes/governed-terms.ts';
import { createListingChangeSet } from '#emulator/datazone/writes/listing-changes.ts';
import { acceptPredictions, rejectPredictions } from '#emulator/datazone/writes/predictions.ts';
import { createGlossaryTerm, deleteGlossaryTerm, updateGlossaryTerm } from '#emulator/datazone/writes/terms.ts';
import type { Operations } from '#emulator/operation.ts';

/** What changes the bank over the wire. */
export const writeOperations: Operations = {
  AcceptPredictions: acceptPredictions,
  AssociateGovernedTerms: associateGovernedTerms,
  CancelMetadataGenerationRun: cancelMetadataGenerationRun,
  CreateAssetRevision: createAssetRevision,
  CreateGlossary: createGlossary,
  CreateGlossaryTerm: createGlossaryTerm,
  CreateListingChangeSet: createListingChangeSet,
  DeleteGlossary: deleteGlossary,
  DeleteGlossaryTerm: deleteGlossaryTerm,
  DisassociateGovernedTerms: disassociateGovernedTerms,
  RejectPredictions: rejectPredictions,
  StartMetadataGenerationRun: startMetadataGenerationRun,
  UpdateGlossary: updateGlossary,
  UpdateGlossaryTerm: updateGlossaryTerm,
};
