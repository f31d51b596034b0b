import { seconds } from '#emulator/datazone/answers.ts';
import { operation } from '#emulator/operation.ts';
import { notFound } from '#emulator/wire/aws-error.ts';

const PAGE = 50;

const downFrom = (revision: number): number[] => Array.from({ length: revision }, (_, at) => revision - at);

/** ListAssetRevisions: latest first. */
export const listAssetRevisions = operation((call, input: { identifier: string }) => {
  const { bank } = call;
  const asset = bank.assets.byId(input.identifier);
  if (!asset) throw notFound(`Asset ${input.identifier} not found.`);
  const { slice, nextToken } = call.page(downFrom(asset.revision), PAGE);
  return {
    items: slice.flatMap((revision) => {
      const then = bank.assets.revision(asset.id, revision);
      return then
        ? [
            {
              domainId: bank.domain.id,
              id: asset.id,
              revision: String(revision),
              createdBy: then.createdBy,
              createdAt: seconds(then.createdAt),
            },
          ]
        : [];
    }),
    nextToken,
  };
});

/** ListDataProductRevisions: latest first. Of earlier ones only the time is told: evenly spread over its life. */
export const listDataProductRevisions = operation((call, input: { identifier: string }) => {
  const { bank } = call;
  const product = bank.products.get(input.identifier);
  if (!product) throw notFound(`Data product ${input.identifier} not found.`);
  const { slice, nextToken } = call.page(downFrom(product.revision), PAGE);
  const { revision: latest, createdAt, firstCreatedAt } = product;
  return {
    items: slice.map((revision) => ({
      domainId: bank.domain.id,
      id: product.id,
      revision: String(revision),
      createdAt: seconds(
        Math.round(
          latest === 1 ? createdAt : firstCreatedAt + ((createdAt - firstCreatedAt) * (revision - 1)) / (latest - 1),
        ),
      ),
      createdBy: revision === latest ? product.createdBy : product.firstCreatedBy,
    })),
    nextToken,
  };
});
