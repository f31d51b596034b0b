import type { LfTags } from '#emulator/bank/lake/types.ts';
import type { Call } from '#emulator/operation.ts';
import { AwsError } from '#emulator/wire/aws-error.ts';

export const entityNotFound = (message: string): AwsError => new AwsError('EntityNotFoundException', 400, message);
export const invalidInput = (message: string): AwsError => new AwsError('InvalidInputException', 400, message);

/** The catalog asked for: the caller's own, or that of another of the bank's accounts, which share theirs. */
export const catalogOf = (call: Call, catalogId: string | undefined): string => {
  if (catalogId === undefined) return call.caller.accountId;
  if (call.bank.accounts.some((account) => account.id === catalogId)) return catalogId;
  throw new AwsError(
    'AccessDeniedException',
    403,
    `User: ${call.caller.arn} is not authorized to perform: lakeformation:${call.operation} on resource: arn:aws:lakeformation:${call.bank.region}:${catalogId}:catalog:${catalogId}`,
  );
};

/**
 * The catalogs a listing without a catalog goes over: the caller's own, and for the governance account those of all the
 * mesh, which are shared with it.
 */
export const catalogsOf = (call: Call, catalogId: string | undefined): ReadonlySet<string> => {
  const own = catalogOf(call, catalogId);
  const governs = catalogId === undefined && own === call.bank.accounts[0]?.id;
  return new Set(governs ? call.bank.accounts.map(({ id }) => id) : [own]);
};

/** Tags as they travel; absent when there are none, as the list must not be empty. */
export const tagPairs = (CatalogId: string, tags: LfTags): object[] | undefined => {
  const pairs = Object.entries(tags)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([TagKey, value]) => ({ CatalogId, TagKey, TagValues: [value] }));
  return pairs.length === 0 ? undefined : pairs;
};

/** Columns with their tags; one without any is left out. */
export const columnTags = (
  catalogId: string,
  columns: readonly { readonly name: string; readonly tags: LfTags }[],
): object[] =>
  columns.flatMap(({ name, tags }) => {
    const LFTags = tagPairs(catalogId, tags);
    return LFTags === undefined ? [] : [{ Name: name, LFTags }];
  });
