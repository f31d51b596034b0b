import type { LineageNode, Neighbour, Sighting } from '#emulator/bank/lineage/types.ts';
import { seconds } from '#emulator/datazone/answers.ts';
import { type Call, operation } from '#emulator/operation.ts';
import { notFound } from '#emulator/wire/aws-error.ts';

const PAGE = 50;
/** AWS shows no more neighbours of a node than this, each way. */
const SHOWN = 100;

const typeNames: Readonly<Record<LineageNode['kind'], string>> = {
  dataset: 'amazon.datazone.DatasetLineageNodeType',
  job: 'amazon.datazone.JobLineageNodeType',
};

const formNames: Readonly<Record<LineageNode['kind'], string>> = {
  dataset: 'OpenLineageDatasetForm',
  job: 'OpenLineageJobForm',
};

const iri = 'SYSTEM';

/** The node as it was at `at`: what every answer about a node has. */
export const nodeCore = (call: Call, node: LineageNode, history: readonly Sighting[], at: number): object => {
  const typeName = typeNames[node.kind];
  const first = history[0]?.at ?? at;
  return {
    domainId: call.bank.domain.id,
    id: node.id,
    name: node.name,
    typeName,
    typeRevision: call.bank.lineageNodeTypes.get(typeName)?.revision ?? '1',
    sourceIdentifier: node.sourceIdentifier,
    eventTimestamp: seconds(at),
    createdAt: seconds(first),
    createdBy: iri,
    updatedAt: seconds(at),
    updatedBy: iri,
  };
};

/** The one form of a node, where it was asked for; `asked` undefined: always. */
export const nodeForms = (node: LineageNode, asked?: readonly string[]): object[] => {
  const formName = formNames[node.kind];
  return asked && !asked.includes(formName)
    ? []
    : [
        {
          formName,
          typeName: `amazon.datazone.${formName}Type`,
          typeRevision: '1',
          content: JSON.stringify(node.form),
        },
      ];
};

const mustNode = (call: Call, identifier: string): LineageNode => {
  const node = call.bank.lineage.node(identifier);
  if (!node) throw notFound(`Lineage node ${identifier.slice(0, 200)} not found.`);
  return node;
};

const references = (neighbours: readonly Neighbour[], at: number): object[] =>
  neighbours
    .filter((each) => each.at <= at)
    .slice(0, SHOWN)
    .map((each) => ({ id: each.id, eventTimestamp: seconds(each.at) }));

export const getLineageNode = operation(
  (call, { identifier, eventTimestamp }: { readonly identifier: string; readonly eventTimestamp?: number }) => {
    const { lineage } = call.bank;
    const node = mustNode(call, identifier);
    const history = lineage.history(node.id);
    const until = eventTimestamp === undefined ? Number.POSITIVE_INFINITY : eventTimestamp * 1000;
    const at = history.findLast((each) => each.at <= until)?.at;
    if (at === undefined) throw notFound(`Lineage node ${identifier.slice(0, 200)} not found.`);
    return {
      ...nodeCore(call, node, history, at),
      formsOutput: nodeForms(node),
      upstreamNodes: references(lineage.up(node.id), at),
      downstreamNodes: references(lineage.down(node.id), at),
    };
  },
);

interface HistoryInput {
  readonly identifier: string;
  readonly direction?: 'UPSTREAM' | 'DOWNSTREAM';
  readonly eventTimestampGTE?: number;
  readonly eventTimestampLTE?: number;
  readonly sortOrder?: 'ASCENDING' | 'DESCENDING';
}

/** One entry for every event that touched the node; with a direction, those that gave it neighbours there. */
export const listLineageNodeHistory = operation((call, input: HistoryInput) => {
  const node = mustNode(call, input.identifier);
  const history = call.bank.lineage.history(node.id);
  const { direction, eventTimestampGTE: from, eventTimestampLTE: to } = input;
  const found = history.filter(
    ({ at, up, down }) =>
      (direction === undefined || (direction === 'UPSTREAM' ? up : down)) &&
      (from === undefined || at / 1000 >= from) &&
      (to === undefined || at / 1000 <= to),
  );
  const { slice, nextToken } = call.page(input.sortOrder === 'ASCENDING' ? found : found.toReversed(), PAGE);
  return { nodes: slice.map(({ at }) => nodeCore(call, node, history, at)), nextToken };
});
