import { assetAnswer } from '#emulator/datazone/assets.ts';
import { type FormInput, assetOf, formsFrom, openTerms } from '#emulator/datazone/writes/asset-parts.ts';
import { beginRun } from '#emulator/datazone/writes/generation.ts';
import { mayWrite } from '#emulator/datazone/writes/rights.ts';
import { operation } from '#emulator/operation.ts';
import { invalid } from '#emulator/wire/aws-error.ts';

interface CreateAssetRevisionInput {
  readonly identifier: string;
  readonly name: string;
  readonly description?: string;
  readonly typeRevision?: string;
  readonly glossaryTerms?: readonly string[];
  readonly formsInput?: readonly FormInput[];
  readonly predictionConfiguration?: { readonly businessNameGeneration?: { readonly enabled?: boolean } };
}

/**
 * CreateAssetRevision: the revision is what was sent and nothing else (api-surface §2). Governed terms and the listing,
 * which stays where it is, are no part of it.
 */
export const createAssetRevision = operation((call, input: CreateAssetRevisionInput) => {
  const before = assetOf(call, input.identifier);
  mayWrite(call, before.projectId);
  const type = call.bank.assetTypes.get(before.typeName);
  if (!type) throw invalid(`The asset type ${before.typeName} does not exist.`);
  if (input.typeRevision !== undefined && input.typeRevision !== type.revision)
    throw invalid(
      `The revision ${input.typeRevision} of the asset type ${type.name} is stale: the latest is ${type.revision}.`,
    );
  const after = call.edit.reviseAsset(before.id, {
    name: input.name,
    description: input.description,
    typeRevision: type.revision,
    glossaryTerms: openTerms(call, input.glossaryTerms ?? [], false),
    forms: formsFrom(call, type, input.formsInput ?? []),
  });
  const { predictionConfiguration } = input;
  if (predictionConfiguration?.businessNameGeneration?.enabled) beginRun(call, after, ['BUSINESS_NAMES']);
  return { ...assetAnswer(call, after), predictionConfiguration };
});
