import type { Asset } from '#emulator/bank/types.ts';
import { assetCore, formAnswer, qualityAnswer } from '#emulator/datazone/answers.ts';
import { type Call, operation } from '#emulator/operation.ts';
import { invalid, notFound } from '#emulator/wire/aws-error.ts';
import { wholePattern } from '#emulator/validate.ts';

/** AWS's documentation spells the prefix both ways. */
const externalPrefix = /^externalIdentif(?:i)?er\//;

const find = (call: Call, identifier: string): Asset | undefined => {
  const external = externalPrefix.exec(identifier)?.[0];
  if (external !== undefined) return call.bank.assets.byExternalIdentifier(identifier.slice(external.length));
  if (!wholePattern('[a-zA-Z0-9_-]{1,36}').test(identifier)) {
    throw invalid(
      `1 validation error detected: Value '${identifier.slice(0, 200)}' at 'identifier' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_-]{1,36}`,
    );
  }
  return call.bank.assets.byId(identifier);
};

/**
 * An asset with all its forms, as GetAsset and CreateAssetRevision tell it. Listing and governed terms belong to the
 * asset and not to a revision of it: they are those of the latest.
 */
export const assetAnswer = (call: Call, asset: Asset, latest = asset): object => ({
  id: asset.id,
  revision: String(asset.revision),
  ...assetCore(asset, call.bank.domain.id),
  governedGlossaryTerms: latest.governedTerms,
  listing: latest.listing && { listingId: latest.listing.id, listingStatus: latest.listing.status },
  formsOutput: asset.forms.map(formAnswer),
  readOnlyFormsOutput: asset.readOnlyForms.map(formAnswer),
  latestTimeSeriesDataPointFormsOutput: asset.quality.map(qualityAnswer),
});

/** GetAsset. The model's pattern for the identifier forbids a slash, yet `externalIdentifier/<value>` is accepted. */
export const getAsset = operation(
  (call, input: { identifier: string; revision?: string }) => {
    const latest = find(call, input.identifier);
    const asset =
      input.revision === undefined || !latest ? latest : call.bank.assets.revision(latest.id, Number(input.revision));
    if (!asset) throw notFound(`Asset ${input.identifier} not found.`);
    return assetAnswer(call, asset, latest);
  },
  { free: ['identifier'] },
);
