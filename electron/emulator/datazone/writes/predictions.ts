import type { AssetContent } from '#emulator/bank/asset-edits.ts';
import { columnMetadataOf, withColumnMetadata } from '#emulator/bank/form-columns.ts';
import { type ColumnMetadata, formOf } from '#emulator/bank/forms.ts';
import type { Prediction } from '#emulator/bank/predictions/predict.ts';
import { predictionsOf, withPredictions } from '#emulator/bank/predictions/waiting.ts';
import type { Asset, AssetForm } from '#emulator/bank/types.ts';
import { FORM_LIMIT, assetOf, openTerms } from '#emulator/datazone/writes/asset-parts.ts';
import { mustBeLatest } from '#emulator/datazone/writes/generation.ts';
import { mayWrite } from '#emulator/datazone/writes/rights.ts';
import { type Call, operation } from '#emulator/operation.ts';
import { invalid, notFound } from '#emulator/wire/aws-error.ts';

/** Terms on an asset (api-surface §2). */
const MOST_TERMS = 20;
const COMMON = 'AssetCommonDetailsForm';

interface Rule {
  readonly rule?: 'ALL' | 'NONE';
  readonly threshold?: number;
}

interface AcceptPredictionsInput {
  readonly identifier: string;
  readonly revision?: string;
  readonly acceptRule?: Rule;
  readonly acceptChoices?: readonly {
    readonly predictionTarget: string;
    readonly predictionChoice?: number;
    readonly editedValue?: string;
  }[];
}

interface Accepted {
  readonly target: string;
  readonly value: string;
}

/** The asset and what waits on it. Throws when nothing waits, or the revision is not the latest. */
const waitingOn = (call: Call, identifier: string, revision: string | undefined) => {
  const asset = assetOf(call, identifier);
  mayWrite(call, asset.projectId);
  mustBeLatest(call, asset, revision);
  const waiting = predictionsOf(asset);
  if (waiting.length === 0) throw notFound(`No predictions wait on asset ${asset.id}.`);
  return { asset, waiting };
};

const waitingAt = (waiting: readonly Prediction[], target: string): Prediction => {
  const found = waiting.find(({ predictionTarget }) => predictionTarget === target);
  if (!found) throw notFound(`No prediction waits at ${target}.`);
  return found;
};

/** What is accepted: the best choice of every place the rule holds for, and over it what was chosen one by one. */
const acceptedFrom = (waiting: readonly Prediction[], input: AcceptPredictionsInput): Accepted[] => {
  const { acceptRule, acceptChoices = [] } = input;
  const accepted = new Map<string, string>();
  if (acceptRule?.rule === 'ALL')
    for (const { predictionTarget, choices, confidence } of waiting)
      if (confidence >= (acceptRule.threshold ?? 0)) accepted.set(predictionTarget, choices[0] ?? '');
  for (const { predictionTarget, predictionChoice = 0, editedValue } of acceptChoices) {
    const value = editedValue ?? waitingAt(waiting, predictionTarget).choices[predictionChoice];
    waitingAt(waiting, predictionTarget);
    if (value === undefined) throw invalid(`The prediction at ${predictionTarget} has no choice ${predictionChoice}.`);
    accepted.set(predictionTarget, value);
  }
  return [...accepted].map(([target, value]) => ({ target, value }));
};

const columnTarget = /^columns\.(.*)\.(name|description|glossaryTerms)$/s;

/** A column's metadata with one accepted value in it. Terms are added, words replaced. */
const withValue = (metadata: readonly ColumnMetadata[], column: string, member: string, value: string) => {
  const own = metadata.find(({ columnIdentifier }) => columnIdentifier === column) ?? { columnIdentifier: column };
  const fresh: ColumnMetadata =
    member === 'glossaryTerms'
      ? { ...own, glossaryTerms: [...new Set([...(own.glossaryTerms ?? []), value])] }
      : { ...own, [member]: value };
  return metadata.includes(own) ? metadata.map((each) => (each === own ? fresh : each)) : [...metadata, fresh];
};

const withSummary = (forms: readonly AssetForm[], summary: string): AssetForm[] => {
  const form = forms.find(({ formName }) => formName === COMMON);
  if (!form) return [...forms, formOf(COMMON, `amazon.datazone.${COMMON}Type`, { summary })];
  const content = JSON.stringify({ ...(JSON.parse(form.content) as object), summary });
  return forms.map((each) => (each === form ? { ...form, content } : each));
};

/** The asset with every accepted value in its place. Throws ValidationException for terms that may not be attached. */
const contentWith = (call: Call, asset: Asset, accepted: readonly Accepted[]): AssetContent => {
  let { forms, glossaryTerms } = asset;
  let metadata: readonly ColumnMetadata[] = columnMetadataOf(asset);
  const columned = accepted.some(({ target }) => columnTarget.test(target));
  for (const { target, value } of accepted) {
    const [, column, member = ''] = columnTarget.exec(target) ?? [];
    if (target === 'glossaryTerms' || member === 'glossaryTerms') openTerms(call, [value], false);
    if (column !== undefined) metadata = withValue(metadata, column, member, value);
    else if (target === 'glossaryTerms') glossaryTerms = [...new Set([...glossaryTerms, value])];
    else forms = withSummary(forms, value);
  }
  if (columned) forms = withColumnMetadata(forms, metadata);
  if (glossaryTerms.length > MOST_TERMS) throw invalid(`An asset has at most ${MOST_TERMS} glossary terms.`);
  const long = forms.find(({ content }) => content.length > FORM_LIMIT);
  if (long) throw invalid(`The form ${long.formName} would be longer than ${FORM_LIMIT} characters.`);
  return { name: asset.name, description: asset.description, typeRevision: asset.typeRevision, glossaryTerms, forms };
};

/** AcceptPredictions: writes what is accepted as a new revision; the rest goes on waiting. */
export const acceptPredictions = operation((call, input: AcceptPredictionsInput) => {
  if (!input.acceptRule && !input.acceptChoices) throw invalid('Give acceptRule or acceptChoices.');
  const { asset, waiting } = waitingOn(call, input.identifier, input.revision);
  const accepted = acceptedFrom(waiting, input);
  const answer = (revision: number): object => ({
    domainId: call.bank.domain.id,
    assetId: asset.id,
    revision: String(revision),
  });
  if (accepted.length === 0) return answer(asset.revision);
  const done = new Set(accepted.map(({ target }) => target));
  const left = waiting.filter(({ predictionTarget }) => !done.has(predictionTarget));
  const content = contentWith(call, asset, accepted);
  const readOnlyForms = withPredictions(asset.readOnlyForms, left);
  return answer(call.edit.reviseAsset(asset.id, { ...content, readOnlyForms }).revision);
});

interface RejectPredictionsInput {
  readonly identifier: string;
  readonly revision?: string;
  readonly rejectRule?: Rule;
  readonly rejectChoices?: readonly {
    readonly predictionTarget: string;
    readonly predictionChoices?: readonly number[];
  }[];
}

/** RejectPredictions: in place. A rule's threshold is the confidence up to which it rejects. */
export const rejectPredictions = operation((call, input: RejectPredictionsInput) => {
  const { rejectRule, rejectChoices } = input;
  if (!rejectRule && !rejectChoices) throw invalid('Give rejectRule or rejectChoices.');
  const { asset, waiting } = waitingOn(call, input.identifier, input.revision);
  const all = rejectRule?.rule === 'ALL';
  let left = waiting.filter(({ confidence }) => !all || confidence > (rejectRule?.threshold ?? 1));
  for (const { predictionTarget, predictionChoices } of rejectChoices ?? []) {
    waitingAt(waiting, predictionTarget);
    left = left.flatMap((each) => {
      if (each.predictionTarget !== predictionTarget) return [each];
      const choices = predictionChoices ? each.choices.filter((_choice, at) => !predictionChoices.includes(at)) : [];
      return choices.length === 0 ? [] : [{ ...each, choices }];
    });
  }
  call.edit.changeAsset(asset.id, { readOnlyForms: withPredictions(asset.readOnlyForms, left) }, false);
  return { domainId: call.bank.domain.id, assetId: asset.id, assetRevision: String(asset.revision) };
});
