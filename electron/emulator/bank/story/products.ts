import type { AssetStore } from '#emulator/bank/assets.ts';
import type { Foundation } from '#emulator/bank/foundation.ts';
import type { DataProduct } from '#emulator/bank/types.ts';

export const buildProducts = (_foundation: Foundation, _assets: AssetStore): readonly DataProduct[] => [];
