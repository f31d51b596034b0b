import type { GenerationRun, GenerationType } from '#emulator/bank/governance/types.ts';
import { columnsOf } from '#emulator/bank/form-columns.ts';
import { predict } from '#emulator/bank/predictions/predict.ts';
import { laidOver, predictionsOf, withPredictions } from '#emulator/bank/predictions/waiting.ts';
import type { Asset, Term } from '#emulator/bank/types.ts';
import { seconds } from '#emulator/datazone/answers.ts';
import { assetOf } from '#emulator/datazone/writes/asset-parts.ts';
import { mayWrite } from '#emulator/datazone/writes/rights.ts';
import { type Call, operation } from '#emulator/operation.ts';
import { conflict, invalid, notFound } from '#emulator/wire/aws-error.ts';

const open: ReadonlySet<string> = new Set(['SUBMITTED', 'IN_PROGRESS']);

const attachable = ({ bank }: Call): readonly Term[] =>
  bank.terms
    .list()
    .filter(({ status, glossaryId }) => status === 'ENABLED' && bank.glossaries.get(glossaryId)?.governed === false);

/** What became of each type: names need columns, everything needs the asset. */
const outcomeOf = (type: GenerationType, asset: Asset | undefined): GenerationRun['results'][number] => {
  if (!asset) return { type, status: 'FAILED', error: 'The asset does not exist any more.' };
  if (type === 'BUSINESS_NAMES' && columnsOf(asset).length === 0)
    return { type, status: 'FAILED', error: 'The asset has no columns.' };
  return { type, status: 'SUCCEEDED' };
};

const endOf = (results: GenerationRun['results']): GenerationRun['status'] => {
  const good = results.filter(({ status }) => status === 'SUCCEEDED').length;
  return good === results.length ? 'SUCCEEDED' : good === 0 ? 'FAILED' : 'PARTIALLY_SUCCEEDED';
};

const goOn = (call: Call, runId: string): void => {
  const run = call.bank.generationRuns.get(runId);
  if (run?.status !== 'SUBMITTED') return;
  const results = run.results.map(({ type }) => ({ type, status: 'IN_PROGRESS' as const }));
  call.edit.changeGenerationRun(runId, { status: 'IN_PROGRESS', results });
};

const end = (call: Call, runId: string): void => {
  const run = call.bank.generationRuns.get(runId);
  if (!run || !open.has(run.status)) return;
  const asset = call.bank.assets.byId(run.assetId);
  const results = run.results.map(({ type }) => outcomeOf(type, asset));
  call.edit.changeGenerationRun(runId, { status: endOf(results), results });
  if (!asset) return;
  const fresh = results.flatMap(({ type, status }) =>
    status === 'SUCCEEDED' ? predict(asset, type, attachable(call)) : [],
  );
  const readOnlyForms = withPredictions(asset.readOnlyForms, laidOver(predictionsOf(asset), fresh));
  call.edit.changeAsset(asset.id, { readOnlyForms }, false);
};

/**
 * Begins a run over an asset; it goes on by itself:
 *
 *   SUBMITTED ──½──> IN_PROGRESS ──½──> SUCCEEDED, PARTIALLY_SUCCEEDED, FAILED
 *        └──── cancelled ────┴──────────> CANCELED
 */
export const beginRun = (call: Call, asset: Asset, types: readonly GenerationType[]): GenerationRun => {
  const results = types.map((type) => ({ type, status: 'SUBMITTED' as const }));
  const run = call.edit.addGenerationRun(asset.id, { status: 'SUBMITTED', results });
  call.bank.later(call.now + call.delays.generationMs / 2, () => goOn(call, run.id));
  call.bank.later(call.now + call.delays.generationMs, () => end(call, run.id));
  return run;
};

interface StartMetadataGenerationRunInput {
  readonly type?: GenerationType;
  readonly types?: readonly GenerationType[];
  readonly target: { readonly type: 'ASSET'; readonly identifier: string; readonly revision?: string };
  readonly owningProjectIdentifier: string;
}

const typesFrom = ({ type, types }: StartMetadataGenerationRunInput): readonly GenerationType[] => {
  const asked = [...new Set(types ?? (type === undefined ? [] : [type]))];
  if (asked.length === 0) throw invalid('Give the types of metadata to generate.');
  if (type !== undefined && !asked.includes(type)) throw invalid(`The type ${type} is not among the types.`);
  return asked;
};

/** Throws for a revision that is not the latest: ResourceNotFoundException if it never was, else ConflictException. */
export const mustBeLatest = (call: Call, asset: Asset, revision: string | undefined): void => {
  if (revision === undefined || revision === String(asset.revision)) return;
  if (!call.bank.assets.revision(asset.id, Number(revision)))
    throw notFound(`Revision ${revision} of asset ${asset.id} not found.`);
  throw conflict(`Revision ${revision} of asset ${asset.id} is not the latest: that is ${asset.revision}.`);
};

/** StartMetadataGenerationRun: one at a time for an asset. */
export const startMetadataGenerationRun = operation((call, input: StartMetadataGenerationRunInput) => {
  const asset = assetOf(call, input.target.identifier);
  mayWrite(call, asset.projectId);
  if (input.owningProjectIdentifier !== asset.projectId)
    throw invalid(`The asset ${asset.id} does not belong to the project ${input.owningProjectIdentifier}.`);
  const types = typesFrom(input);
  mustBeLatest(call, asset, input.target.revision);
  if (call.bank.generationRuns.list().some(({ assetId, status }) => assetId === asset.id && open.has(status)))
    throw conflict(`A metadata generation run of the asset ${asset.id} is under way.`);
  const run = beginRun(call, asset, types);
  return {
    domainId: call.bank.domain.id,
    id: run.id,
    status: run.status,
    type: types[0],
    types,
    createdAt: seconds(run.createdAt),
    createdBy: run.createdBy,
    owningProjectId: run.projectId,
  };
});

/** CancelMetadataGenerationRun: what has ended cannot be cancelled. */
export const cancelMetadataGenerationRun = operation((call, input: { identifier: string }) => {
  const run = call.bank.generationRuns.get(input.identifier);
  if (!run) throw notFound(`Metadata generation run ${input.identifier} not found.`);
  mayWrite(call, run.projectId);
  if (!open.has(run.status)) throw conflict(`The metadata generation run ${run.id} has ended: ${run.status}.`);
  const results = run.results.map(({ type }) => ({ type, status: 'CANCELED' as const }));
  call.edit.changeGenerationRun(run.id, { status: 'CANCELED', results });
  return {};
});
