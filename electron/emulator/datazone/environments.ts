import type { Blueprint, Environment, SubscriptionTarget } from '#emulator/bank/governance/types.ts';
import { type SortInput, byTime } from '#emulator/datazone/by-time.ts';
import { iso, seconds } from '#emulator/datazone/answers.ts';
import { operation } from '#emulator/operation.ts';
import { denied, notFound } from '#emulator/wire/aws-error.ts';

const PAGE = 50;

const core = (environment: Environment, domainId: string): object => ({
  projectId: environment.projectId,
  id: environment.id,
  domainId,
  createdBy: environment.createdBy,
  createdAt: iso(environment.createdAt),
  updatedAt: iso(environment.updatedAt),
  name: environment.name,
  description: environment.description,
  environmentProfileId: environment.profileId,
  awsAccountId: environment.accountId,
  awsAccountRegion: environment.region,
  provider: environment.provider,
  status: environment.status,
  environmentConfigurationId: environment.configuration?.id,
  environmentConfigurationName: environment.configuration?.name,
});

interface ListEnvironmentsInput {
  readonly projectIdentifier: string;
  readonly awsAccountId?: string;
  readonly awsAccountRegion?: string;
  readonly status?: string;
  readonly environmentProfileIdentifier?: string;
  readonly environmentBlueprintIdentifier?: string;
  readonly provider?: string;
  readonly name?: string;
}

export const listEnvironments = operation((call, input: ListEnvironmentsInput) => {
  const { bank } = call;
  if (!bank.projects.get(input.projectIdentifier)) throw denied(call.operation);
  const asked = (wanted: string | undefined, value: string | undefined): boolean =>
    wanted === undefined || wanted === value;
  const environments = bank
    .environmentsOf(input.projectIdentifier)
    .filter(
      (each) =>
        asked(input.awsAccountId, each.accountId) &&
        asked(input.awsAccountRegion, each.region) &&
        asked(input.status, each.status) &&
        asked(input.environmentProfileIdentifier, each.profileId) &&
        asked(input.environmentBlueprintIdentifier, each.blueprintId) &&
        asked(input.provider, each.provider) &&
        asked(input.name, each.name),
    );
  const { slice, nextToken } = call.page(environments, PAGE);
  return { items: slice.map((each) => core(each, bank.domain.id)), nextToken };
});

const deployment = ({ id, failure }: Environment): object => ({
  deploymentId: id,
  deploymentType: 'CREATE',
  deploymentStatus: failure === undefined ? 'SUCCESSFUL' : 'FAILED',
  failureReason: failure === undefined ? undefined : { code: 'DEPLOYMENT_FAILED', message: failure },
  isDeploymentComplete: true,
});

export const getEnvironment = operation((call, input: { identifier: string }) => {
  const { bank } = call;
  const environment = bank.environments.get(input.identifier);
  if (!environment) throw notFound(`Environment ${input.identifier} not found.`);
  const blueprint = bank.blueprints.get(environment.blueprintId);
  return {
    ...core(environment, bank.domain.id),
    provisionedResources: environment.resources.map((resource) => ({ provider: 'AWS', ...resource })),
    environmentActions: [],
    userParameters: [],
    lastDeployment: deployment(environment),
    provisioningProperties: blueprint && { cloudFormation: { templateUrl: blueprint.templateUrl } },
    environmentBlueprintId: environment.blueprintId,
  };
});

const blueprintAnswer = (blueprint: Blueprint): object => ({
  id: blueprint.id,
  name: blueprint.name,
  description: blueprint.description,
  provider: blueprint.provider,
  provisioningProperties: { cloudFormation: { templateUrl: blueprint.templateUrl } },
  createdAt: iso(blueprint.createdAt),
  updatedAt: iso(blueprint.updatedAt),
});

export const listEnvironmentBlueprints = operation((call, input: { name?: string; managed?: boolean }) => {
  const blueprints = call.bank.blueprints
    .list()
    .filter(
      ({ name, managed }) =>
        (input.name === undefined || name === input.name) && (input.managed === undefined || managed === input.managed),
    );
  const { slice, nextToken } = call.page(blueprints, PAGE);
  return { items: slice.map(blueprintAnswer), nextToken };
});

/** ListEnvironmentBlueprintConfigurations: those of the caller's account. */
export const listEnvironmentBlueprintConfigurations = operation((call) => {
  const own = call.bank.blueprintConfigurations.list().filter(({ accountId }) => accountId === call.caller.accountId);
  const { slice, nextToken } = call.page(own, PAGE);
  return {
    items: slice.map((each) => ({
      domainId: call.bank.domain.id,
      environmentBlueprintId: each.blueprintId,
      provisioningRoleArn: each.provisioningRoleArn,
      manageAccessRoleArn: each.manageAccessRoleArn,
      enabledRegions: each.regions,
      regionalParameters: Object.fromEntries(
        each.regions.map((region) => [region, { S3Location: `s3://amazon-sagemaker-${each.accountId}-${region}` }]),
      ),
      createdAt: iso(each.createdAt),
      updatedAt: iso(each.updatedAt),
    })),
    nextToken,
  };
});

const targetAnswer = (target: SubscriptionTarget, domainId: string): object => ({
  id: target.id,
  authorizedPrincipals: target.principals,
  domainId,
  projectId: target.projectId,
  environmentId: target.environmentId,
  name: target.name,
  type: target.type,
  createdBy: target.createdBy,
  updatedBy: target.updatedBy,
  createdAt: seconds(target.createdAt),
  updatedAt: seconds(target.updatedAt),
  manageAccessRole: target.manageAccessRole,
  applicableAssetTypes: target.assetTypes,
  subscriptionTargetConfig: target.config,
  provider: 'Amazon DataZone',
  subscriptionGrantCreationMode: target.mode,
});

export const listSubscriptionTargets = operation((call, input: SortInput & { environmentIdentifier: string }) => {
  const { bank } = call;
  if (!bank.environments.get(input.environmentIdentifier)) {
    throw notFound(`Environment ${input.environmentIdentifier} not found.`);
  }
  const own = bank.subscriptionTargets.list().filter((each) => each.environmentId === input.environmentIdentifier);
  const { slice, nextToken } = call.page(byTime(own, input), PAGE);
  return { items: slice.map((target) => targetAnswer(target, bank.domain.id)), nextToken };
});
