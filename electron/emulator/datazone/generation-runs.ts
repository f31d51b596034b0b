import type { GenerationRun, GenerationType } from '#emulator/bank/governance/types.ts';
import { seconds } from '#emulator/datazone/answers.ts';
import { operation } from '#emulator/operation.ts';
import { notFound } from '#emulator/wire/aws-error.ts';

const PAGE = 50;

const core = (run: GenerationRun, domainId: string): object => ({
  domainId,
  id: run.id,
  target: { type: 'ASSET', identifier: run.assetId, revision: String(run.assetRevision) },
  status: run.status,
  type: run.results[0]?.type,
  types: run.results.map(({ type }) => type),
  createdAt: seconds(run.createdAt),
  createdBy: run.createdBy,
  owningProjectId: run.projectId,
});

interface ListMetadataGenerationRunsInput {
  readonly status?: string;
  readonly type?: GenerationType;
  readonly targetIdentifier?: string;
}

export const listMetadataGenerationRuns = operation((call, input: ListMetadataGenerationRunsInput) => {
  const { status, type, targetIdentifier } = input;
  const runs = call.remember(`${status} ${type} ${targetIdentifier}`, () =>
    call.bank.generationRuns
      .list()
      .filter(
        (run) =>
          (status === undefined || run.status === status) &&
          (type === undefined || run.results.some((result) => result.type === type)) &&
          (targetIdentifier === undefined || run.assetId === targetIdentifier),
      )
      .toSorted((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? -1 : 1)),
  );
  const { slice, nextToken } = call.page(runs, PAGE);
  return { items: slice.map((run) => core(run, call.bank.domain.id)), nextToken };
});

/** GetMetadataGenerationRun. `type` asks for one of the run's types; another is not found. */
export const getMetadataGenerationRun = operation((call, input: { identifier: string; type?: GenerationType }) => {
  const run = call.bank.generationRuns.get(input.identifier);
  const results = run?.results.filter(({ type }) => input.type === undefined || type === input.type) ?? [];
  if (!run || results.length === 0) throw notFound(`Metadata generation run ${input.identifier} not found.`);
  return {
    ...core(run, call.bank.domain.id),
    typeStats: results.map(({ type, status, error }) => ({ type, status, errorMessage: error })),
  };
});
