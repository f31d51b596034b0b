import type { AssetStore } from '#emulator/bank/assets.ts';
import { daysAgo } from '#emulator/bank/calendar.ts';
import type { Foundation } from '#emulator/bank/foundation.ts';
import { idOf } from '#emulator/bank/ids.ts';
import type { DataProduct, Listing } from '#emulator/bank/types.ts';

interface ProductSpec {
  readonly name: string;
  readonly project: string;
  readonly description: string;
  readonly terms: readonly string[];
  /** names of hand-written assets, each with the terms it carries inside the product */
  readonly items: Readonly<Record<string, readonly string[]>>;
  readonly revision: number;
  readonly listing: 'current' | 'stale' | 'none';
  readonly days: readonly [first: number, latest: number];
}

const specs: readonly ProductSpec[] = [
  {
    name: 'Customer 360',
    project: 'Customer 360',
    description:
      'Everything the bank knows of a customer, from every business unit, under one contract. Start here before you ask four teams for four extracts.',
    terms: ['Customer 360 Programme', 'Certified'],
    items: {
      'Customer 360 profile': ['PII'],
      'Customer accounts': ['Retail Banking Unit'],
      'Customer credit score': ['Risk Unit', 'Credit Score'],
      'App sessions': ['Customer Analytics Unit'],
      'Transaction behaviour': ['Fraud Detection Unit'],
    },
    revision: 3,
    listing: 'stale',
    days: [180, 5],
  },
  {
    name: 'Churn Insights',
    project: 'Churn Prediction',
    description: 'Who is likely to leave, why, and how often the model is right.',
    terms: ['Churn'],
    items: { 'Churn predictions': ['Churn Probability'], 'Churn model evaluation': [] },
    revision: 2,
    listing: 'current',
    days: [120, 9],
  },
  {
    name: 'Card Fraud Signals',
    project: 'Card Fraud Models',
    description: 'Scores and behaviour for anyone who decides on card transactions.',
    terms: ['Fraud Detection Unit'],
    items: { 'Card fraud scores': ['Fraud Score'], 'Transaction behaviour': [] },
    revision: 1,
    listing: 'current',
    days: [100, 100],
  },
  {
    name: 'Credit Risk Reporting',
    project: 'Credit Risk Models',
    description: 'The figures behind the quarterly return. Not published yet: two of its assets have no steward.',
    terms: ['Risk Unit'],
    items: { 'Expected credit loss': [], 'Probability of default estimates': [], 'Customer credit score': [] },
    revision: 1,
    listing: 'none',
    days: [60, 60],
  },
];

const listingOf = (spec: ProductSpec, seed: number, at: number, by: string): Listing | undefined => {
  if (spec.listing === 'none') return undefined;
  const revision = spec.listing === 'stale' ? spec.revision - 1 : spec.revision;
  return {
    id: idOf(seed, 'productListing', at),
    revision,
    entityRevision: revision,
    status: 'ACTIVE',
    createdAt: daysAgo(spec.days[0], -60),
    createdBy: by,
    updatedAt: daysAgo(spec.listing === 'stale' ? spec.days[0] - 30 : spec.days[1], -60),
    updatedBy: by,
  };
};

/** The data products. One whose project or whose every asset was left out of the bank is left out too. */
export const buildProducts = (foundation: Foundation, assets: AssetStore): readonly DataProduct[] => {
  const { seed } = foundation.size;
  const story = new Map(
    assets
      .ordinals()
      .filter((ordinal) => ordinal < assets.storyCount)
      .map((ordinal) => [assets.plan(ordinal).name, ordinal]),
  );
  const ids = (names: readonly string[]): string[] => names.flatMap((name) => foundation.termIds.get(name) ?? []);
  return specs.flatMap((spec, at): DataProduct[] => {
    const project = foundation.projects.find((each) => each.name === spec.project);
    const items = Object.entries(spec.items).flatMap(([name, terms]) => {
      const ordinal = story.get(name);
      return ordinal === undefined
        ? []
        : [
            {
              assetId: idOf(seed, 'asset', ordinal),
              revision: assets.plan(ordinal).revision,
              glossaryTerms: ids(terms),
            },
          ];
    });
    if (!project || items.length === 0) return [];
    const listing = listingOf(spec, seed, at, project.createdBy);
    return [
      {
        id: idOf(seed, 'product', at),
        name: spec.name,
        description: spec.description,
        owningProjectId: project.id,
        revision: spec.revision,
        glossaryTerms: ids(spec.terms),
        items,
        createdAt: daysAgo(spec.days[1]),
        createdBy: project.createdBy,
        firstCreatedAt: daysAgo(spec.days[0]),
        firstCreatedBy: project.createdBy,
        ...(listing ? { listing } : {}),
      },
    ];
  });
};
