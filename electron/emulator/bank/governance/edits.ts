import type { Bank } from '#emulator/bank/bank.ts';
import { grantedAsset, subscribedAsset, subscribedProduct } from '#emulator/bank/governance/subscriptions.ts';
import { GRANTS_PER_POLICY, cascading, grantIdOf } from '#emulator/bank/governance/policy-grants.ts';
import type {
  AssetFilter,
  DataSource,
  DataSourceRun,
  Environment,
  GenerationRun,
  GrantStatus,
  PolicyGrant,
  ProjectProfile,
  Rule,
  Subscriber,
  Subscription,
  SubscriptionGrant,
  SubscriptionRequest,
} from '#emulator/bank/governance/types.ts';
import { type Kind, idOf } from '#emulator/bank/ids.ts';
import type { KeyedList } from '#emulator/bank/keyed-list.ts';
import type { Stamp } from '#emulator/bank/types.ts';

type Ending = 'REVOKED' | 'CANCELLED';

/** Changes to who may do what and who gets what, as other people would make them. */
export interface GovernanceEdits {
  /** refused beyond AWS's quota of grants for one policy on one entity */
  readonly addPolicyGrant: (grant: Omit<PolicyGrant, 'id' | 'createdAt' | 'createdBy'>) => PolicyGrant;
  readonly removePolicyGrant: (grantId: string) => PolicyGrant;
  readonly changeProjectProfile: (
    profileId: string,
    change: Partial<Pick<ProjectProfile, 'name' | 'description' | 'status'>>,
  ) => ProjectProfile;
  readonly addEnvironment: (environment: Omit<Environment, keyof Stamp | 'id' | 'region'>) => Environment;
  /** one that becomes active has no failure any more */
  readonly changeEnvironment: (
    environmentId: string,
    change: Partial<Pick<Environment, 'name' | 'description' | 'status' | 'failure'>>,
  ) => Environment;
  readonly removeEnvironment: (environmentId: string) => Environment;
  readonly addRule: (rule: Omit<Rule, keyof Stamp | 'id' | 'revision'>) => Rule;
  /** makes the next revision */
  readonly changeRule: (ruleId: string, change: Partial<Omit<Rule, keyof Stamp | 'id' | 'revision'>>) => Rule;
  readonly removeRule: (ruleId: string) => Rule;
  readonly addDataSource: (source: Omit<DataSource, keyof Stamp | 'id'>) => DataSource;
  readonly changeDataSource: (
    sourceId: string,
    change: Partial<Omit<DataSource, keyof Stamp | 'id' | 'projectId'>>,
  ) => DataSource;
  /** the source and its runs */
  readonly removeDataSource: (sourceId: string) => readonly DataSourceRun[];
  readonly addDataSourceRun: (
    sourceId: string,
    run: Pick<DataSourceRun, 'status' | 'error' | 'activities' | 'lineage'>,
  ) => DataSourceRun;
  readonly addSubscriptionRequest: (subscriber: Subscriber, entityId: string, reason: string) => SubscriptionRequest;
  /** approves with the filters given: a subscription is made, and a grant that is under way */
  readonly acceptRequest: (
    requestId: string,
    comment?: string,
    filterIds?: readonly string[],
  ) => { request: SubscriptionRequest; subscription: Subscription; grant: SubscriptionGrant | undefined };
  readonly rejectRequest: (requestId: string, comment?: string) => SubscriptionRequest;
  /** ends an approved subscription; its grants are taken back, or fail to be */
  readonly endSubscription: (
    subscriptionId: string,
    how: Ending,
    grants?: 'COMPLETED' | 'REVOKE_FAILED',
  ) => { subscription: Subscription; grants: readonly SubscriptionGrant[] };
  readonly changeGrant: (grantId: string, status: GrantStatus) => SubscriptionGrant;
  readonly addAssetFilter: (filter: Omit<AssetFilter, 'id' | 'createdAt'>) => AssetFilter;
  /** one that becomes valid has no error any more */
  readonly changeAssetFilter: (
    filterId: string,
    change: Partial<Omit<AssetFilter, 'id' | 'assetId' | 'createdAt'>>,
  ) => AssetFilter;
  readonly removeAssetFilter: (filterId: string) => AssetFilter;
  readonly addGenerationRun: (assetId: string, run: Pick<GenerationRun, 'status' | 'results'>) => GenerationRun;
}

/** What edits are made with: the bank, the hour, who makes them, and ids nothing was built with. */
export interface EditContext {
  readonly bank: Omit<Bank, 'edit' | 'counts' | 'atTime'>;
  readonly clock: () => number;
  readonly by: string;
  /** the next ordinal far past every one a bank is built with */
  readonly next: () => number;
}

export const must = <T>(found: T | undefined, what: string, id: string): T => {
  if (found === undefined) throw new RangeError(`The bank has no ${what} ${id}.`);
  return found;
};

/** Drops undefined members, so that a change never writes `undefined` over an optional member. */
export const present = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;

/** Adding, changing and removing of the entities of one list, with their stamps. */
export const editsOf = <T extends { readonly id: string }>(
  list: KeyedList<T>,
  what: string,
  { clock, by }: EditContext,
) => ({
  change: (id: string, change: Partial<T>): T => {
    const moved = { updatedAt: clock(), updatedBy: by };
    const after = present({ ...must(list.get(id), what, id), ...change, ...moved });
    list.put(after);
    return after;
  },
  remove: (id: string): T => {
    const gone = must(list.get(id), what, id);
    list.remove(id);
    return gone;
  },
});

const accessEdits = (
  context: EditContext,
): Pick<
  GovernanceEdits,
  'addSubscriptionRequest' | 'acceptRequest' | 'rejectRequest' | 'endSubscription' | 'changeGrant'
> => {
  const { bank, clock, by, next } = context;
  const requests = editsOf(bank.subscriptionRequests, 'subscription request', context);
  const subscriptions = editsOf(bank.subscriptions, 'subscription', context);
  const grants = editsOf(bank.subscriptionGrants, 'subscription grant', context);
  const stamp = (): Stamp => ({ createdAt: clock(), createdBy: by, updatedAt: clock(), updatedBy: by });
  const id = (kind: Kind): string => idOf(bank.seed, kind, next());

  const pending = (requestId: string): SubscriptionRequest => {
    const request = must(bank.subscriptionRequests.get(requestId), 'subscription request', requestId);
    if (request.status !== 'PENDING') throw new RangeError(`The request ${requestId} is already ${request.status}.`);
    return request;
  };

  const granted = (subscription: Subscription): SubscriptionGrant | undefined => {
    const { subscriber, listing } = subscription;
    const home = subscriber.kind === 'project' ? subscriber.id : listing.ownerProjectId;
    const target = bank.subscriptionTargets.list().find(({ projectId }) => projectId === home);
    if (!target) return undefined;
    const grant: SubscriptionGrant = {
      id: id('subscriptionGrant'),
      subscriptionId: subscription.id,
      environmentId: target.environmentId,
      targetId: target.id,
      listing: { id: listing.id, revision: listing.revision },
      subscriber,
      status: 'IN_PROGRESS',
      filterIds: subscription.filterIds,
      assets: [grantedAsset(listing, 'IN_PROGRESS', clock(), false)],
      ...stamp(),
    };
    bank.subscriptionGrants.put(grant);
    return grant;
  };

  const changeGrant = (grantId: string, status: GrantStatus, ended: boolean): SubscriptionGrant => {
    const grant = must(bank.subscriptionGrants.get(grantId), 'subscription grant', grantId);
    const listing = must(bank.subscriptions.get(grant.subscriptionId), 'subscription', grant.subscriptionId).listing;
    return grants.change(grantId, { status, assets: [grantedAsset(listing, status, clock(), ended)] });
  };

  return {
    addSubscriptionRequest: (subscriber, entityId, reason) => {
      const [asset, product] = [bank.assets.byId(entityId), bank.products.get(entityId)];
      const owner = bank.projects.get(asset?.projectId ?? product?.owningProjectId ?? '');
      const listing = owner && (asset ? subscribedAsset(asset, owner) : product && subscribedProduct(product, owner));
      const request: SubscriptionRequest = {
        id: id('subscriptionRequest'),
        status: 'PENDING',
        reason,
        subscriber,
        listing: must(listing, 'listing of', entityId),
        forms: [],
        ...stamp(),
      };
      bank.subscriptionRequests.put(request);
      return request;
    },
    acceptRequest: (requestId, decisionComment, filterIds = []) => {
      const { subscriber, listing } = pending(requestId);
      const decision = { status: 'ACCEPTED' as const, reviewerId: by };
      const request = requests.change(requestId, {
        ...decision,
        ...(decisionComment === undefined ? {} : { decisionComment }),
      });
      const subscription: Subscription = {
        id: id('subscription'),
        status: 'APPROVED',
        subscriber,
        listing,
        requestId,
        filterIds,
        ...stamp(),
      };
      bank.subscriptions.put(subscription);
      return { request, subscription, grant: granted(subscription) };
    },
    rejectRequest: (requestId, decisionComment) => {
      pending(requestId);
      return requests.change(requestId, {
        status: 'REJECTED',
        reviewerId: by,
        ...(decisionComment === undefined ? {} : { decisionComment }),
      });
    },
    endSubscription: (subscriptionId, how, outcome = 'COMPLETED') => {
      const subscription = subscriptions.change(subscriptionId, {
        status: how,
        ...(how === 'REVOKED' ? { retainPermissions: false } : {}),
      });
      const own = bank.subscriptionGrants.list().filter((grant) => grant.subscriptionId === subscriptionId);
      return { subscription, grants: own.map((grant) => changeGrant(grant.id, outcome, true)) };
    },
    changeGrant: (grantId, status) => {
      const grant = must(bank.subscriptionGrants.get(grantId), 'subscription grant', grantId);
      return changeGrant(grantId, status, bank.subscriptions.get(grant.subscriptionId)?.status !== 'APPROVED');
    },
  };
};

const sourceEdits = (
  context: EditContext,
): Pick<GovernanceEdits, 'addDataSource' | 'changeDataSource' | 'removeDataSource' | 'addDataSourceRun'> => {
  const { bank, clock, by, next } = context;
  const sources = editsOf(bank.dataSources, 'data source', context);
  return {
    addDataSource: (source) => {
      must(bank.projects.get(source.projectId), 'project', source.projectId);
      const now = clock();
      const stamp = { createdAt: now, createdBy: by, updatedAt: now, updatedBy: by };
      const added: DataSource = { ...source, id: idOf(bank.seed, 'source', next()), ...stamp };
      bank.dataSources.put(added);
      return added;
    },
    changeDataSource: sources.change,
    removeDataSource: (id) => {
      const runs = bank.runsOf(sources.remove(id).id);
      for (const run of runs) bank.dataSourceRuns.remove(run.id);
      return runs;
    },
    addDataSourceRun: (dataSourceId, run) => {
      const { projectId } = must(bank.dataSources.get(dataSourceId), 'data source', dataSourceId);
      const createdAt = clock();
      const stoppedAt = createdAt + 90_000;
      const added: DataSourceRun = present({
        ...run,
        id: idOf(bank.seed, 'run', next()),
        dataSourceId,
        projectId,
        type: 'PRIORITIZED',
        activities: run.activities ?? [],
        createdAt,
        startedAt: createdAt + 5_000,
        ...(run.status === 'RUNNING' || run.status === 'REQUESTED' ? {} : { stoppedAt }),
        updatedAt: stoppedAt,
      });
      bank.dataSourceRuns.put(added);
      return added;
    },
  };
};

export const createGovernanceEdits = (context: EditContext): GovernanceEdits => {
  const { bank, clock, by, next } = context;
  const now = (): Stamp => ({ createdAt: clock(), createdBy: by, updatedAt: clock(), updatedBy: by });
  const rules = editsOf(bank.rules, 'rule', context);
  const environments = editsOf(bank.environments, 'environment', context);
  const grants = editsOf(bank.policyGrants, 'policy grant', context);
  const filters = editsOf(bank.assetFilters, 'asset filter', context);
  const put = <T>(list: KeyedList<T>, item: T): T => {
    list.put(item);
    return item;
  };
  return {
    ...accessEdits(context),
    ...sourceEdits(context),
    addPolicyGrant: (grant) => {
      const there = bank.grantsOn(`${grant.entityType} ${grant.policyType} ${grant.entityId}`);
      if (there.length >= GRANTS_PER_POLICY)
        throw new RangeError(`One policy has at most ${GRANTS_PER_POLICY} grants.`);
      const cascade = cascading.has(grant.policyType) ? { includeChildren: grant.includeChildren === true } : {};
      const made = { id: grantIdOf(bank.seed, next()), createdAt: clock(), createdBy: by };
      return put(bank.policyGrants, { ...grant, ...cascade, ...made });
    },
    removePolicyGrant: grants.remove,
    changeProjectProfile: editsOf(bank.projectProfiles, 'project profile', context).change,
    addEnvironment: (environment) =>
      put(bank.environments, {
        ...environment,
        id: idOf(bank.seed, 'environment', next()),
        region: bank.region,
        ...now(),
      }),
    changeEnvironment: (id, change) => {
      const { failure: _before, ...after } = environments.change(id, change);
      return after.status === 'ACTIVE' ? put(bank.environments, after) : environments.change(id, {});
    },
    removeEnvironment: environments.remove,
    addRule: (rule) => put(bank.rules, { ...rule, id: idOf(bank.seed, 'rule', next()), revision: 1, ...now() }),
    changeRule: (id, change) =>
      rules.change(id, { ...change, revision: must(bank.rules.get(id), 'rule', id).revision + 1 }),
    removeRule: rules.remove,
    addAssetFilter: (filter) => {
      must(bank.assets.byId(filter.assetId), 'asset', filter.assetId);
      return put(bank.assetFilters, { ...filter, id: idOf(bank.seed, 'assetFilter', next()), createdAt: clock() });
    },
    // A filter has no time of its last change: the service tells only when it was made.
    changeAssetFilter: (id, change) => {
      const { error, ...after } = { ...must(bank.assetFilters.get(id), 'asset filter', id), ...change };
      const kept = error === undefined || after.status === 'VALID' ? {} : { error };
      return put(bank.assetFilters, { ...after, ...kept });
    },
    removeAssetFilter: filters.remove,
    addGenerationRun: (assetId, run) => {
      const asset = must(bank.assets.byId(assetId), 'asset', assetId);
      return put(bank.generationRuns, {
        ...run,
        id: idOf(bank.seed, 'generationRun', next()),
        assetId,
        assetRevision: asset.revision,
        projectId: asset.projectId,
        createdAt: clock(),
        createdBy: by,
      });
    },
  };
};
