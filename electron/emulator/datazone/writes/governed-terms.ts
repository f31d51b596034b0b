import { assetOf, openTerms } from '#emulator/datazone/writes/asset-parts.ts';
import { mayWrite } from '#emulator/datazone/writes/rights.ts';
import { operation } from '#emulator/operation.ts';
import { invalid } from '#emulator/wire/aws-error.ts';

/** An asset carries so many governed terms at most (api-surface §2). */
const MOST = 20;

interface GovernedTermsInput {
  readonly entityIdentifier: string;
  readonly governedGlossaryTerms: readonly string[];
}

/** AssociateGovernedTerms: adds to the set, in place. A term that is there already stays there. */
export const associateGovernedTerms = operation((call, input: GovernedTermsInput) => {
  const { id, projectId, governedTerms: before } = assetOf(call, input.entityIdentifier);
  mayWrite(call, projectId);
  const governedTerms = [...new Set([...before, ...openTerms(call, input.governedGlossaryTerms, true)])];
  if (governedTerms.length > MOST) throw invalid(`An asset has at most ${MOST} governed terms.`);
  if (governedTerms.length > before.length) call.edit.changeAsset(id, { governedTerms }, false);
  return {};
});

/** DisassociateGovernedTerms: takes from the set, in place. A term that is not there stays away. */
export const disassociateGovernedTerms = operation((call, input: GovernedTermsInput) => {
  const { id, projectId, governedTerms: before } = assetOf(call, input.entityIdentifier);
  mayWrite(call, projectId);
  const gone = new Set(input.governedGlossaryTerms);
  const governedTerms = before.filter((term) => !gone.has(term));
  if (governedTerms.length < before.length) call.edit.changeAsset(id, { governedTerms }, false);
  return {};
});
