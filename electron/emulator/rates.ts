import type { ServiceName } from '#emulator/facts.ts';

/**
 * Requests per second by operation, as AWS publishes them (api-surface §3). Every operation has a bucket of its own;
 * what is not listed has the service's `other` rate, which is a guess on the careful side.
 */
export const publishedRates: Readonly<
  Record<ServiceName, { other: number; operations: Readonly<Record<string, number>> }>
> = {
  DataZone: {
    other: 10,
    operations: {
      Search: 20,
      SearchTypes: 20,
      GetGlossary: 20,
      CreateGlossary: 5,
      UpdateGlossary: 20,
      DeleteGlossary: 20,
      UpdateGlossaryTerm: 20,
      CreateAssetRevision: 20,
      CreateListingChangeSet: 20,
      AcceptPredictions: 20,
      RejectPredictions: 20,
      StartMetadataGenerationRun: 10,
      SearchListings: 16,
      ListAssetRevisions: 20,
      ListDataSources: 20,
      ListProjects: 8,
      ListProjectMemberships: 8,
      ListEnvironments: 8,
      GetEnvironment: 8,
      ListSubscriptionRequests: 8,
      GetSubscriptionRequestDetails: 8,
      ListSubscriptions: 8,
      GetSubscription: 8,
      ListSubscriptionGrants: 8,
      GetSubscriptionGrant: 8,
      ListSubscriptionTargets: 8,
      ListProjectProfiles: 3,
      GetProjectProfile: 3,
    },
  },
  Glue: { other: 25, operations: {} },
  IdentityStore: { other: 20, operations: {} },
  LakeFormation: { other: 20, operations: {} },
  Organizations: { other: 10, operations: {} },
  STS: { other: 100, operations: {} },
};

interface Bucket {
  tokens: number;
  at: number;
}

export interface Rates {
  /** Takes one token; answers 0 when there was one, else the seconds until there is. */
  readonly take: (service: ServiceName, operation: string) => number;
}

/** Token buckets holding one second's worth, so a burst of the rate passes and the next request does not. */
export const createRates = (mode: 'published' | 'off', clock: () => number): Rates => {
  const buckets = new Map<string, Bucket>();

  const take = (service: ServiceName, operation: string): number => {
    if (mode === 'off') return 0;
    const table = publishedRates[service];
    const rate = table.operations[operation] ?? table.other;
    const now = clock();
    const key = `${service}.${operation}`;
    const bucket = buckets.get(key) ?? { tokens: rate, at: now };
    buckets.set(key, bucket);
    bucket.tokens = Math.min(rate, bucket.tokens + (Math.max(0, now - bucket.at) / 1000) * rate);
    bucket.at = now;
    // Sums of fractions fall a hair short of 1 for a client that keeps exactly to the rate.
    if (bucket.tokens < 1 - 1e-6) return (1 - bucket.tokens) / rate;
    bucket.tokens -= 1;
    return 0;
  };

  return { take };
};
