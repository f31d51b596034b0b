import { getLineageEvent, listLineageEvents } from '#emulator/datazone/lineage-events.ts';
import { queryGraph } from '#emulator/datazone/lineage-graph.ts';
import { getLineageNode, listLineageNodeHistory } from '#emulator/datazone/lineage-nodes.ts';
import { getTimeSeriesDataPoint, listTimeSeriesDataPoints } from '#emulator/datazone/time-series.ts';
import type { Operations } from '#emulator/operation.ts';

export const lineageOperations: Operations = {
  GetLineageEvent: getLineageEvent,
  GetLineageNode: getLineageNode,
  GetTimeSeriesDataPoint: getTimeSeriesDataPoint,
  ListLineageEvents: listLineageEvents,
  ListLineageNodeHistory: listLineageNodeHistory,
  ListTimeSeriesDataPoints: listTimeSeriesDataPoints,
  QueryGraph: queryGraph,
};
