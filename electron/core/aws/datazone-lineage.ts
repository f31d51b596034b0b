import * as dz from '@aws-sdk/client-datazone';
import type { LineageEventRow, LineageNodeRow } from '../catalog/rows-sources.ts';
import { instant, type Page, said, token } from './page.ts';
import type { AwsSession } from './session.ts';

const PAGE = 50;
/** Hops of one question to the graph; the most the API takes. */
const HOPS = 5;

/** Summaries of run events, oldest first. @param since RFC 3339; null for all */
export async function lineageEvents(
  session: AwsSession,
  domainId: string,
  since: string | null,
  next: string | null,
  signal: AbortSignal,
): Promise<Page<LineageEventRow>> {
  const client = await session.datazone();
  const answer = await session.call('datazone:ListLineageEvents', signal, (options) =>
    client.send(
      new dz.ListLineageEventsCommand({
        domainIdentifier: domainId,
        sortOrder: 'ASCENDING',
        maxResults: PAGE,
        timestampAfter: since === null ? undefined : new Date(since),
        nextToken: next ?? undefined,
      }),
      options,
    ),
  );
  return {
    items: (answer.items ?? []).map((item) => {
      const run = item.eventSummary?.openLineageRunEventSummary;
      return {
        id: item.id ?? '',
        event_time: instant(item.eventTime),
        created_at: instant(item.createdAt),
        created_by: said(item.createdBy),
        status: said(item.processingStatus),
        event_type: said(run?.eventType),
        run_id: said(run?.runId),
        job_namespace: said(run?.job?.namespace),
        job_name: said(run?.job?.name),
        inputs: names(run?.inputs),
        outputs: names(run?.outputs),
      };
    }),
    nextToken: token(answer.nextToken),
    total: null,
  };
}

const names = (given: dz.NameIdentifier[] | undefined): string =>
  JSON.stringify((given ?? []).map(({ namespace, name }) => ({ namespace: namespace ?? null, name: name ?? null })));

/** One node with the ids of those right before and behind it. @param id a node's id, or what it stands for (ARN) */
export async function lineageNode(
  session: AwsSession,
  domainId: string,
  id: string,
  signal: AbortSignal,
): Promise<LineageNodeRow> {
  const client = await session.datazone();
  const answer = await session.call('datazone:GetLineageNode', signal, (options) =>
    client.send(new dz.GetLineageNodeCommand({ domainIdentifier: domainId, identifier: id }), options),
  );
  const ids = (given: dz.LineageNodeReference[] | undefined) => (given ?? []).flatMap((one) => one.id ?? []);
  return nodeRow(answer, answer.id ?? id, ids(answer.upstreamNodes), ids(answer.downstreamNodes));
}

/** Nodes up to five steps behind (`OUT`) or before (`IN`) one, each with the ids of its own neighbours. */
export async function lineageAround(
  session: AwsSession,
  domainId: string,
  nodeId: string,
  direction: 'IN' | 'OUT',
  next: string | null,
  signal: AbortSignal,
): Promise<Page<LineageNodeRow>> {
  const client = await session.datazone();
  const answer = await session.call('datazone:QueryGraph', signal, (options) =>
    client.send(
      new dz.QueryGraphCommand({
        domainIdentifier: domainId,
        match: [
          { entityPattern: { entityType: 'LINEAGE_NODE', identifier: nodeId } },
          { relationPattern: { relationType: 'LINEAGE', relationDirection: direction, maxPathLength: HOPS } },
        ],
        maxResults: PAGE,
        nextToken: next ?? undefined,
      }),
      options,
    ),
  );
  return {
    items: (answer.items ?? []).flatMap(({ lineageNode: node }) =>
      node?.id === undefined
        ? []
        : [nodeRow(node, node.id, node.upstreamLineageNodeIds ?? [], node.downstreamLineageNodeIds ?? [])],
    ),
    nextToken: token(answer.nextToken),
    total: null,
  };
}

const nodeRow = (
  node: Partial<dz.LineageNodeItem>,
  id: string,
  upstream: string[],
  downstream: string[],
): LineageNodeRow => ({
  id,
  type: said(node.typeName),
  name: said(node.name),
  description: said(node.description),
  source_identifier: said(node.sourceIdentifier),
  event_timestamp: instant(node.eventTimestamp),
  upstream: JSON.stringify([...new Set(upstream)].toSorted()),
  downstream: JSON.stringify([...new Set(downstream)].toSorted()),
  created_at: instant(node.createdAt),
  updated_at: instant(node.updatedAt),
});
