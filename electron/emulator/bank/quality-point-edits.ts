import type { AssetStore } from '#emulator/bank/assets.ts';
import { idOf } from '#emulator/bank/ids.ts';
import type { QualityPoints } from '#emulator/bank/quality-points.ts';
import type { QualityPoint } from '#emulator/bank/types.ts';

export interface QualityEvaluation {
  readonly types: readonly string[];
  readonly description: string;
  readonly status: 'PASS' | 'FAIL';
  readonly applicableFields?: readonly string[];
}

/** Data quality results posted to DataZone. */
export interface QualityPointEdits {
  /** one point of an asset's time series; it becomes the latest of its form and makes no revision */
  readonly postQualityPoint: (
    assetId: string,
    formName: string,
    evaluations: readonly QualityEvaluation[],
  ) => QualityPoint;
}

/** Far past every ordinal a bank is built with. */
const POSTED = 2_000_000;

export const createQualityPointEdits = (
  points: QualityPoints,
  assets: AssetStore,
  seed: number,
  clock: () => number,
): QualityPointEdits => {
  let posted = POSTED;
  return {
    postQualityPoint: (assetId, formName, evaluations) => {
      const asset = assets.byId(assetId);
      if (!asset) throw new RangeError(`The bank has no asset ${assetId}.`);
      posted += 1;
      const passed = evaluations.filter(({ status }) => status === 'PASS').length;
      const point: QualityPoint = {
        id: idOf(seed, 'dataPoint', posted),
        formName,
        timestamp: clock(),
        content: JSON.stringify({
          evaluations,
          passingPercentage: evaluations.length === 0 ? 100 : (passed / evaluations.length) * 100,
          evaluationsCount: evaluations.length,
        }),
      };
      points.hold(assetId, point);
      const others = asset.quality.filter((each) => each.formName !== formName);
      assets.replace({ ...asset, quality: [point, ...others] });
      return point;
    },
  };
};
