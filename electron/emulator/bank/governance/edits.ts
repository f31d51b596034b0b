import { type EditContext, editsOf, must } from '#emulator/bank/edit-context.ts';
import { type AccessEdits, createAccessEdits } from '#emulator/bank/governance/access-edits.ts';
import { GRANTS_PER_POLICY, cascading, grantIdOf } from '#emulator/bank/governance/policy-grants.ts';
import { type SourceEdits, createSourceEdits } from '#emulator/bank/governance/source-edits.ts';
import type {
  AssetFilter,
  Environment,
  GenerationRun,
  PolicyGrant,
  ProjectProfile,
  Rule,
} from '#emulator/bank/governance/types.ts';
import { idOf } from '#emulator/bank/ids.ts';
import type { KeyedList } from '#emulator/bank/keyed-list.ts';
import type { Stamp } from '#emulator/bank/types.ts';

/** Changes to who may do what and who gets what, as other people would make them. */
export interface GovernanceEdits extends AccessEdits, SourceEdits {
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
  readonly addAssetFilter: (filter: Omit<AssetFilter, 'id' | 'createdAt'>) => AssetFilter;
  /** one that becomes valid has no error any more */
  readonly changeAssetFilter: (
    filterId: string,
    change: Partial<Omit<AssetFilter, 'id' | 'assetId' | 'createdAt'>>,
  ) => AssetFilter;
  readonly removeAssetFilter: (filterId: string) => AssetFilter;
  readonly addGenerationRun: (assetId: string, run: Pick<GenerationRun, 'status' | 'results'>) => GenerationRun;
  readonly changeGenerationRun: (runId: string, change: Pick<GenerationRun, 'status' | 'results'>) => GenerationRun;
}

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
    ...createAccessEdits(context),
    ...createSourceEdits(context),
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
    changeGenerationRun: (id, change) =>
      put(bank.generationRuns, { ...must(bank.generationRuns.get(id), 'generation run', id), ...change }),
  };
};
