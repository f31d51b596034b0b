import { predictionsForm } from '#emulator/bank/forms.ts';
import type { Prediction } from '#emulator/bank/predictions/predict.ts';
import type { Asset, AssetForm } from '#emulator/bank/types.ts';

const FORM = 'AssetPredictionsForm';

/** The predictions of an asset that wait for a decision. */
export const predictionsOf = (asset: Pick<Asset, 'readOnlyForms'>): readonly Prediction[] => {
  const form = asset.readOnlyForms.find(({ formName }) => formName === FORM);
  return form ? (JSON.parse(form.content) as { predictions: Prediction[] }).predictions : [];
};

/** The read-only forms with other predictions in them; without the form where none are left. */
export const withPredictions = (
  forms: readonly AssetForm[],
  predictions: readonly Prediction[],
): readonly AssetForm[] => [
  ...forms.filter(({ formName }) => formName !== FORM),
  ...(predictions.length === 0 ? [] : [predictionsForm(predictions)]),
];

/** Predictions with newer ones laid over them, place by place. */
export const laidOver = (before: readonly Prediction[], fresh: readonly Prediction[]): Prediction[] => [
  ...new Map([...before, ...fresh].map((each) => [each.predictionTarget, each])).values(),
];
