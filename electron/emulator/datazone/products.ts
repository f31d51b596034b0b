import { orAbsent, seconds } from '#emulator/datazone/answers.ts';
import type { DataProduct } from '#emulator/bank/types.ts';
import { operation } from '#emulator/operation.ts';
import { notFound } from '#emulator/wire/aws-error.ts';

export const productCore = (product: DataProduct, domainId: string): object => ({
  domainId,
  id: product.id,
  owningProjectId: product.owningProjectId,
  name: product.name,
  description: product.description,
  glossaryTerms: orAbsent(product.glossaryTerms),
  createdAt: seconds(product.createdAt),
  createdBy: product.createdBy,
  firstRevisionCreatedAt: seconds(product.firstCreatedAt),
  firstRevisionCreatedBy: product.firstCreatedBy,
});

export const getDataProduct = operation((call, input: { identifier: string; revision?: string }) => {
  const product = call.bank.products.get(input.identifier);
  // Only the latest revision is kept.
  if (!product || (input.revision !== undefined && Number(input.revision) !== product.revision)) {
    throw notFound(`Data product ${input.identifier} not found.`);
  }
  return {
    ...productCore(product, call.bank.domain.id),
    revision: String(product.revision),
    status: 'CREATED',
    items: orAbsent(
      product.items.map((item) => ({
        itemType: 'ASSET',
        identifier: item.assetId,
        revision: item.revision === undefined ? undefined : String(item.revision),
        glossaryTerms: orAbsent(item.glossaryTerms.slice(0, 2)),
      })),
    ),
    formsOutput: [],
  };
});
