import type { AssetStore } from '#emulator/bank/assets.ts';
import { qualityContent } from '#emulator/bank/forms.ts';
import { idOf, ordinalOf } from '#emulator/bank/ids.ts';
import type { Asset, QualityPoint } from '#emulator/bank/types.ts';
import { hash32 } from '#emulator/random.ts';

/** Data quality of assets over time, as DataZone keeps it. Points before the latest are computed, posted ones held. */
export interface QualityPoints {
  /** every point of an asset, newest first */
  readonly pointsOf: (asset: Asset) => readonly QualityPoint[];
  /** the asset an id of an asset or of a listing stands for */
  readonly entity: (kind: 'ASSET' | 'LISTING', id: string) => Asset | undefined;
  readonly hold: (assetId: string, point: QualityPoint) => void;
}

const DAY = 86_400_000;
/** AWS keeps at most thirty points of a rule for a listing; a grown asset has fewer. */
const NIGHTS = 9;
const PER_ASSET = 16;

export const createQualityPoints = (assets: AssetStore, seed: number): QualityPoints => {
  const held = new Map<string, QualityPoint[]>();

  const past = (asset: Asset): QualityPoint[] => {
    if (asset.ordinal >= assets.initialCount) return [];
    const plan = assets.plan(asset.ordinal);
    if (plan.quality === undefined) return [];
    const nights = 3 + (hash32(seed, 111, asset.ordinal) % (NIGHTS - 3));
    const quality = plan.quality;
    return Array.from({ length: nights }, (_, night): QualityPoint => {
      const drift = ((hash32(seed, 112, asset.ordinal, night) % 5) - 2) / 10;
      return {
        id: idOf(seed, 'pastDataPoint', asset.ordinal * PER_ASSET + night),
        formName: 'glue_nightly_ruleset',
        timestamp: plan.createdAt - (night + 1) * DAY,
        content: qualityContent(plan, Math.min(1, Math.max(0, quality + drift))),
      };
    });
  };

  return {
    pointsOf: (asset) => {
      const first = asset.ordinal < assets.initialCount ? assets.initial(asset.ordinal).quality : [];
      const all = [...(held.get(asset.id) ?? []), ...asset.quality, ...first, ...past(asset)];
      return [...new Map(all.map((point) => [point.id, point])).values()].toSorted((a, b) => b.timestamp - a.timestamp);
    },
    entity: (kind, id) => {
      if (kind === 'ASSET') return assets.byId(id);
      const ordinal = ordinalOf(seed, 'listing', id);
      const asset = ordinal === undefined ? undefined : assets.byOrdinal(ordinal);
      return asset?.listing?.id === id ? asset : undefined;
    },
    hold: (assetId, point) => {
      held.set(assetId, [point, ...(held.get(assetId) ?? [])]);
    },
  };
};
