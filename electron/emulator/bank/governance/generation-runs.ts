import type { AssetStore } from '#emulator/bank/assets.ts';
import type { Foundation } from '#emulator/bank/foundation.ts';
import type { GenerationRun } from '#emulator/bank/governance/types.ts';
import { idOf } from '#emulator/bank/ids.ts';
import { hash32 } from '#emulator/random.ts';

const HOUR = 3_600_000;

/** Assets whose run went wrong are as many as those whose predictions wait, a tenth of them. */
const failedOf = (seed: number, n: number): boolean => hash32(seed, 57, n) % 200 === 0;

const runOf = (foundation: Foundation, assets: AssetStore, ordinal: number, failed: boolean): GenerationRun => {
  const { seed } = foundation.size;
  const n = ordinal - assets.storyCount;
  const head = n < 0 ? assets.plan(ordinal) : assets.grower.head(n, ordinal);
  const project = n < 0 ? assets.plan(ordinal).project : assets.grower.slot(n).project;
  const both = hash32(seed, 58, ordinal) % 3 === 0;
  const error = 'The model could not read the schema of the table.';
  return {
    id: idOf(seed, 'generationRun', ordinal),
    assetId: idOf(seed, 'asset', ordinal),
    assetRevision: head.revision,
    projectId: project.id,
    status: !failed ? 'SUCCEEDED' : both ? 'PARTIALLY_SUCCEEDED' : 'FAILED',
    results: [
      failed && !both
        ? { type: 'BUSINESS_NAMES', status: 'FAILED', error }
        : { type: 'BUSINESS_NAMES', status: 'SUCCEEDED' },
      ...(both
        ? [
            failed
              ? ({ type: 'BUSINESS_DESCRIPTIONS', status: 'FAILED', error } as const)
              : ({ type: 'BUSINESS_DESCRIPTIONS', status: 'SUCCEEDED' } as const),
          ]
        : []),
    ],
    createdAt: head.createdAt + HOUR,
    createdBy: project.createdBy,
  };
};

/** One run for every asset whose predictions wait, and some that went wrong. */
export const buildGenerationRuns = (foundation: Foundation, assets: AssetStore): GenerationRun[] => {
  const { seed } = foundation.size;
  const runs: GenerationRun[] = [];
  for (let ordinal = 0; ordinal < assets.initialCount; ordinal += 1) {
    const n = ordinal - assets.storyCount;
    const predicted = n < 0 ? assets.plan(ordinal).predicted : assets.grower.predicted(n);
    const failed = !predicted && n >= 0 && failedOf(seed, n);
    if (predicted || failed) runs.push(runOf(foundation, assets, ordinal, failed));
  }
  return runs;
};
