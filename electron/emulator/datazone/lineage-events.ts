import type { LineageEvent, ProcessingStatus } from '#emulator/bank/lineage/types.ts';
import { seconds } from '#emulator/datazone/answers.ts';
import { operation } from '#emulator/operation.ts';
import { notFound } from '#emulator/wire/aws-error.ts';

const PAGE = 50;

interface ListInput {
  readonly timestampAfter?: number;
  readonly timestampBefore?: number;
  readonly processingStatus?: ProcessingStatus;
  readonly sortOrder?: 'ASCENDING' | 'DESCENDING';
}

const ms = (epochSeconds: number | undefined): number | undefined =>
  epochSeconds === undefined ? undefined : epochSeconds * 1000;

const summaryAnswer = (event: LineageEvent, domainId: string): object => ({
  id: event.id,
  domainId,
  processingStatus: event.status,
  eventTime: seconds(event.eventTime),
  eventSummary: {
    openLineageRunEventSummary: {
      eventType: event.eventType,
      runId: event.runId,
      job: event.job,
      inputs: event.inputs,
      outputs: event.outputs,
    },
  },
  createdBy: event.createdBy,
  createdAt: seconds(event.createdAt),
});

/** Newest first unless asked otherwise. */
export const listLineageEvents = operation((call, input: ListInput) => {
  const { timestampAfter, timestampBefore, processingStatus, sortOrder } = input;
  const query = {
    after: ms(timestampAfter),
    before: ms(timestampBefore),
    status: processingStatus,
    descending: sortOrder !== 'ASCENDING',
  };
  const found = call.remember(JSON.stringify(query), () => call.bank.lineage.events(query));
  const { slice, nextToken } = call.page(found, PAGE);
  return {
    items: slice.map((reference) => summaryAnswer(call.bank.lineage.event(reference), call.bank.domain.id)),
    nextToken,
  };
});

/** The event itself is the body; what DataZone knows of it travels in headers. */
export const getLineageEvent = operation((call, { identifier }: { readonly identifier: string }) => {
  const event = call.bank.lineage.eventById(identifier);
  if (!event) throw notFound(`Lineage event ${identifier} not found.`);
  return {
    domainId: call.bank.domain.id,
    id: event.id,
    event: event.body(),
    createdBy: event.createdBy,
    processingStatus: event.status,
    eventTime: seconds(event.eventTime),
    createdAt: seconds(event.createdAt),
  };
});
