import { columnsOf } from '#emulator/bank/form-columns.ts';
import type { Foundation } from '#emulator/bank/foundation.ts';
import { renderForms, renderQuality, renderReadOnlyForms, tableArn } from '#emulator/bank/forms.ts';
import { type AssetGrower, createAssetGrower } from '#emulator/bank/grow/assets.ts';
import { idOf, ordinalOf } from '#emulator/bank/ids.ts';
import type { AssetPlan } from '#emulator/bank/plan.ts';
import { storyPlans } from '#emulator/bank/story/assets.ts';
import { assetTypes } from '#emulator/bank/story/types.ts';
import type { Asset, AssetForm, AssetHead, Listing } from '#emulator/bank/types.ts';

/** How many assets the bank has when nobody asks for a number. */
export const DEFAULT_ASSETS = 120;

const HOUR = 3_600_000;
const typeRevisions = new Map(assetTypes.map((type) => [type.name, type.revision]));

export interface AssetWords {
  readonly name: string;
  readonly description?: string;
  readonly columns: readonly string[];
}

/** The inventory: mostly computed on demand, with what was changed since held on top. */
export interface AssetStore {
  /** ordinals of living assets, in the order they were created; cached until something changes */
  readonly ordinals: (projectId?: string) => readonly number[];
  readonly head: (ordinal: number) => AssetHead;
  readonly at: (ordinal: number) => Asset;
  readonly byId: (id: string) => Asset | undefined;
  /** as `at`, but undefined for an asset that is gone or never was */
  readonly byOrdinal: (ordinal: number) => Asset | undefined;
  readonly byExternalIdentifier: (value: string) => Asset | undefined;
  /** an asset of the first state as it was then, whatever happened to it since */
  readonly initial: (ordinal: number) => Asset;
  /** the asset as it was at a revision; undefined for one that never was */
  readonly revision: (id: string, revision: number) => Asset | undefined;
  readonly replace: (asset: Asset) => void;
  readonly append: (make: (ordinal: number, id: string) => Asset) => Asset;
  readonly remove: (ordinal: number) => void;
  readonly removeProject: (projectId: string) => void;
  /** what a text search looks into, without rendering any form */
  readonly words: (ordinal: number) => AssetWords;
  /** whether the asset differs from what the bank was built with */
  readonly edited: (ordinal: number) => boolean;
  /** the plan behind an ordinal that was there from the start: tables are made from it */
  readonly plan: (ordinal: number) => AssetPlan;
  readonly initialCount: number;
  readonly grower: AssetGrower;
  readonly storyCount: number;
}

const listingOf = (plan: AssetPlan, seed: number): Listing | undefined => {
  if (plan.listing === 'none') return undefined;
  const stale = plan.listing === 'stale' && plan.revision > 1;
  const at = (stale ? plan.firstCreatedAt : plan.createdAt) + HOUR;
  return {
    id: idOf(seed, 'listing', plan.ordinal),
    revision: stale ? plan.revision - 1 : plan.revision,
    entityRevision: stale ? plan.revision - 1 : plan.revision,
    status: plan.listing === 'creating' ? 'CREATING' : plan.listing === 'inactive' ? 'INACTIVE' : 'ACTIVE',
    createdAt: plan.firstCreatedAt + HOUR,
    createdBy: plan.createdBy,
    updatedAt: at,
    updatedBy: plan.createdBy,
  };
};

const renderAsset = (plan: AssetPlan, foundation: Foundation, revision: number): Asset => {
  const { seed, region } = foundation.size;
  const listing = listingOf(plan, seed);
  const untagged = revision === 1 && plan.revision > 1;
  let forms: readonly AssetForm[] | undefined;
  const share = plan.revision === 1 ? 1 : (revision - 1) / (plan.revision - 1);
  return {
    ordinal: plan.ordinal,
    id: idOf(seed, 'asset', plan.ordinal),
    projectId: plan.project.id,
    typeName: plan.typeName,
    typeRevision: typeRevisions.get(plan.typeName) ?? '1',
    name: plan.name,
    ...(plan.description === undefined ? {} : { description: plan.description }),
    ...(plan.table && plan.typeName !== 'amazon.datazone.RedshiftTableAssetType'
      ? { externalIdentifier: tableArn(region, plan.table.accountId, plan.table.database, plan.table.name) }
      : {}),
    revision,
    createdAt: Math.round(plan.firstCreatedAt + (plan.createdAt - plan.firstCreatedAt) * share),
    firstCreatedAt: plan.firstCreatedAt,
    createdBy: plan.createdBy,
    firstCreatedBy: plan.createdBy,
    published: listing?.status === 'ACTIVE',
    glossaryTerms: untagged ? [] : plan.terms,
    governedTerms: plan.governedTerms,
    ...(listing ? { listing } : {}),
    // Rendered on demand: most questions about an asset never look at its forms.
    get forms() {
      forms ??= renderForms(plan, foundation, revision);
      return forms;
    },
    get readOnlyForms() {
      return renderReadOnlyForms(plan);
    },
    get quality() {
      return renderQuality(plan, seed);
    },
  };
};

/** Opens the inventory of a bank. Holds nothing per asset until one is changed, added or removed. */
export const createAssetStore = (foundation: Foundation, changed: () => void): AssetStore => {
  const { seed, assets = DEFAULT_ASSETS } = foundation.size;
  const story = storyPlans(foundation).slice(0, assets);
  const grower = createAssetGrower(foundation);
  const held = new Map<number, Asset>();
  const past = new Map<number, Asset[]>();
  const removed = new Set<number>();
  const removedProjects = new Set<string>();
  let next = assets;
  let lists = new Map<string, readonly number[]>();
  let external: Map<string, number> | undefined;

  const touched = (): void => {
    lists = new Map();
    external = undefined;
    changed();
  };

  const plan = (ordinal: number): AssetPlan => story[ordinal] ?? grower.plan(ordinal - story.length, ordinal);

  const head = (ordinal: number): AssetHead => {
    const own = held.get(ordinal);
    if (own) return own;
    const written = story[ordinal];
    if (!written) return grower.head(ordinal - story.length, ordinal);
    return {
      ...written,
      projectId: written.project.id,
      published: written.listing === 'current' || written.listing === 'stale',
    };
  };

  const projectOf = (ordinal: number): string =>
    held.get(ordinal)?.projectId ?? story[ordinal]?.project.id ?? grower.slot(ordinal - story.length).project.id;

  const lives = (ordinal: number): boolean =>
    ordinal < next && !removed.has(ordinal) && !(removedProjects.size > 0 && removedProjects.has(projectOf(ordinal)));

  const at = (ordinal: number): Asset => {
    const own = held.get(ordinal);
    if (own) return own;
    const planned = plan(ordinal);
    return renderAsset(planned, foundation, planned.revision);
  };

  const collect = (): Map<string, readonly number[]> => {
    const all: number[] = [];
    const each = new Map<string, number[]>();
    for (let ordinal = 0; ordinal < next; ordinal += 1) {
      if (!lives(ordinal)) continue;
      all.push(ordinal);
      const project = projectOf(ordinal);
      const list = each.get(project);
      if (list) list.push(ordinal);
      else each.set(project, [ordinal]);
    }
    return new Map<string, readonly number[]>([['', all], ...each]);
  };

  const ordinals = (projectId?: string): readonly number[] => {
    if (lists.size === 0) lists = collect();
    return lists.get(projectId ?? '') ?? [];
  };

  const find = (id: string): number | undefined => {
    const ordinal = ordinalOf(seed, 'asset', id) ?? [...held.values()].find((asset) => asset.id === id)?.ordinal;
    return ordinal !== undefined && lives(ordinal) ? ordinal : undefined;
  };

  const byId = (id: string): Asset | undefined => {
    const ordinal = find(id);
    return ordinal === undefined ? undefined : at(ordinal);
  };

  return {
    ordinals,
    head,
    at,
    byId,
    initial: (ordinal) => renderAsset(plan(ordinal), foundation, plan(ordinal).revision),
    byOrdinal: (ordinal) => (lives(ordinal) ? at(ordinal) : undefined),
    byExternalIdentifier: (value) => {
      external ??= new Map(ordinals().map((ordinal) => [at(ordinal).externalIdentifier ?? '', ordinal]));
      const ordinal = value === '' ? undefined : external.get(value);
      return ordinal === undefined ? undefined : at(ordinal);
    },
    revision: (id, revision) => {
      const ordinal = find(id);
      if (ordinal === undefined || !Number.isInteger(revision) || revision < 1) return undefined;
      const latest = at(ordinal);
      if (revision >= latest.revision) return revision === latest.revision ? latest : undefined;
      const kept = past.get(ordinal)?.find((asset) => asset.revision === revision);
      return kept ?? (ordinal < assets ? renderAsset(plan(ordinal), foundation, revision) : undefined);
    },
    replace: (asset) => {
      const before = at(asset.ordinal);
      if (before.revision !== asset.revision) past.set(asset.ordinal, [...(past.get(asset.ordinal) ?? []), before]);
      held.set(asset.ordinal, asset);
      touched();
    },
    append: (make) => {
      const asset = make(next, idOf(seed, 'asset', next));
      held.set(next, asset);
      next += 1;
      touched();
      return asset;
    },
    remove: (ordinal) => {
      removed.add(ordinal);
      touched();
    },
    removeProject: (projectId) => {
      removedProjects.add(projectId);
      touched();
    },
    edited: (ordinal) => held.has(ordinal),
    words: (ordinal) => {
      const own = held.get(ordinal);
      if (own) return { ...own, columns: columnsOf(own).map((column) => column.name) };
      const planned = plan(ordinal);
      return { ...planned, columns: planned.columns.map((column) => column.name) };
    },
    plan,
    initialCount: assets,
    grower,
    storyCount: story.length,
  };
};
