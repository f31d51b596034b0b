import type { Asset, QualityPoint } from '#emulator/bank/types.ts';
import { qualityAnswer, seconds } from '#emulator/datazone/answers.ts';
import { type Call, operation } from '#emulator/operation.ts';
import { notFound } from '#emulator/wire/aws-error.ts';

const PAGE = 50;

interface Entity {
  readonly entityIdentifier: string;
  readonly entityType: 'ASSET' | 'LISTING';
  readonly formName: string;
}

const mustEntity = (call: Call, { entityIdentifier, entityType }: Entity): Asset => {
  const asset = call.bank.qualityPoints.entity(entityType, entityIdentifier);
  if (!asset) throw notFound(`${entityType === 'ASSET' ? 'Asset' : 'Listing'} ${entityIdentifier} not found.`);
  return asset;
};

const pointsOf = (call: Call, entity: Entity): readonly QualityPoint[] =>
  call.bank.qualityPoints.pointsOf(mustEntity(call, entity)).filter(({ formName }) => formName === entity.formName);

/** Newest first. Both ends of a range belong to it. */
export const listTimeSeriesDataPoints = operation(
  (call, input: Entity & { readonly startedAt?: number; readonly endedAt?: number }) => {
    const { startedAt: from, endedAt: to } = input;
    const found = pointsOf(call, input).filter(
      ({ timestamp }) =>
        (from === undefined || timestamp / 1000 >= from) && (to === undefined || timestamp / 1000 <= to),
    );
    const { slice, nextToken } = call.page(found, PAGE);
    return { items: slice.map(qualityAnswer), nextToken };
  },
);

export const getTimeSeriesDataPoint = operation((call, input: Entity & { readonly identifier: string }) => {
  const point = pointsOf(call, input).find(({ id }) => id === input.identifier);
  if (!point) throw notFound(`Data point ${input.identifier} not found.`);
  return {
    domainId: call.bank.domain.id,
    entityId: input.entityIdentifier,
    entityType: input.entityType,
    formName: point.formName,
    form: {
      formName: point.formName,
      typeIdentifier: 'amazon.datazone.DataQualityResultFormType',
      typeRevision: '5',
      timestamp: seconds(point.timestamp),
      content: point.content,
      id: point.id,
    },
  };
});
