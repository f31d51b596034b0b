import type { Foundation } from '#emulator/bank/foundation.ts';
import type { AssetPlan } from '#emulator/bank/plan.ts';

/** The hand-written assets, in a fixed order. */
export const storyPlans = (_foundation: Foundation): readonly AssetPlan[] => [];
