import type { AssetFilter } from '#emulator/bank/governance/types.ts';
import { seconds } from '#emulator/datazone/answers.ts';
import { operation } from '#emulator/operation.ts';
import { notFound } from '#emulator/wire/aws-error.ts';

const PAGE = 50;

/** What a filter comes down to; an invalid one comes down to nothing. */
const effect = ({ configuration, status }: AssetFilter): object => {
  if (status === 'INVALID') return {};
  return 'columns' in configuration
    ? { effectiveColumnNames: configuration.columns }
    : { effectiveRowFilter: configuration.sql };
};

const core = (filter: AssetFilter, domainId: string): object => ({
  id: filter.id,
  domainId,
  assetId: filter.assetId,
  name: filter.name,
  description: filter.description,
  status: filter.status,
  ...effect(filter),
  createdAt: seconds(filter.createdAt),
  errorMessage: filter.error,
});

export const listAssetFilters = operation((call, input: { assetIdentifier: string; status?: string }) => {
  const { bank } = call;
  if (!bank.assets.byId(input.assetIdentifier)) throw notFound(`Asset ${input.assetIdentifier} not found.`);
  const filters = bank
    .filtersOf(input.assetIdentifier)
    .filter(({ status }) => input.status === undefined || status === input.status);
  const { slice, nextToken } = call.page(filters, PAGE);
  return { items: slice.map((filter) => core(filter, bank.domain.id)), nextToken };
});

export const getAssetFilter = operation((call, input: { assetIdentifier: string; identifier: string }) => {
  const filter = call.bank.assetFilters.get(input.identifier);
  if (!filter || filter.assetId !== input.assetIdentifier || !call.bank.assets.byId(filter.assetId)) {
    throw notFound(`Asset filter ${input.identifier} not found.`);
  }
  const { configuration } = filter;
  return {
    ...core(filter, call.bank.domain.id),
    configuration:
      'columns' in configuration
        ? { columnConfiguration: { includedColumnNames: configuration.columns } }
        : { rowConfiguration: { rowFilter: configuration.rows, sensitive: configuration.sensitive } },
  };
});
