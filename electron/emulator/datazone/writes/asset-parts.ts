import type { Asset, AssetForm, AssetType } from '#emulator/bank/types.ts';
import type { Call } from '#emulator/operation.ts';
import { checkContent } from '#emulator/datazone/writes/form-content.ts';
import { invalid, notFound } from '#emulator/wire/aws-error.ts';

/** Predictions are the service's to write. */
const READ_ONLY = 'amazon.datazone.AssetPredictionsFormType';

export const FORM_LIMIT = 300_000;

export interface FormInput {
  readonly formName: string;
  readonly typeIdentifier?: string;
  readonly typeRevision?: string;
  readonly content?: string;
}

export const assetOf = ({ bank }: Call, id: string): Asset => {
  const asset = bank.assets.byId(id);
  if (!asset) throw notFound(`Asset ${id} not found.`);
  return asset;
};

const formFrom = ({ bank }: Call, type: AssetType, input: FormInput): AssetForm => {
  const { formName, content = '{}' } = input;
  const declared = Object.hasOwn(type.forms, formName) ? type.forms[formName]?.typeName : undefined;
  const typeName = input.typeIdentifier ?? declared;
  if (typeName === undefined) throw invalid(`The form ${formName} needs a typeIdentifier.`);
  if (declared !== undefined && declared !== typeName)
    throw invalid(`The asset type ${type.name} has ${declared} as the type of the form ${formName}, not ${typeName}.`);
  const formType = bank.formTypes.get(typeName);
  if (!formType) throw invalid(`The form type ${typeName} does not exist.`);
  if (typeName === READ_ONLY) throw invalid(`The form ${formName} is read-only.`);
  if (input.typeRevision !== undefined && input.typeRevision !== formType.revision)
    throw invalid(
      `The revision ${input.typeRevision} of the form type ${typeName} is stale: the latest is ${formType.revision}.`,
    );
  checkContent(formName, formType, content);
  return { formName, typeName, typeRevision: formType.revision, content };
};

/** The forms of a revision, checked against its asset type. Throws ValidationException. */
export const formsFrom = (call: Call, type: AssetType, inputs: readonly FormInput[]): AssetForm[] => {
  const forms = inputs.map((input) => formFrom(call, type, input));
  const names = new Set(forms.map(({ formName }) => formName));
  if (names.size < forms.length) throw invalid('A form is given more than once.');
  for (const [name, { required }] of Object.entries(type.forms)) {
    if (required && !names.has(name)) throw invalid(`The asset type ${type.name} requires the form ${name}.`);
  }
  return forms;
};

/** Terms that may be attached, each once. `governed`: whether they are to be restricted ones. */
export const openTerms = ({ bank }: Call, ids: readonly string[], governed: boolean): string[] => {
  for (const id of ids) {
    const term = bank.terms.get(id);
    if (!term) throw invalid(`The glossary term ${id} does not exist.`);
    if (term.status !== 'ENABLED') throw invalid(`The glossary term ${id} is not enabled.`);
    const restricted = bank.glossaries.get(term.glossaryId)?.governed === true;
    if (restricted && !governed)
      throw invalid(`The glossary term ${id} is a governed term: associate it with AssociateGovernedTerms.`);
    if (!restricted && governed) throw invalid(`The glossary term ${id} is not a governed term.`);
  }
  return [...new Set(ids)];
};
