import type { LineageNode } from '#emulator/bank/lineage/types.ts';
import { nodeCore, nodeForms } from '#emulator/datazone/lineage-nodes.ts';
import { type FilterClause, runQuery } from '#emulator/datazone/query.ts';
import { type Call, operation } from '#emulator/operation.ts';
import { invalid } from '#emulator/wire/aws-error.ts';

const PAGE = 50;

interface EntityPattern {
  readonly identifier: string;
  readonly filters?: FilterClause;
}
interface RelationPattern {
  readonly relationDirection: 'IN' | 'OUT';
  readonly maxPathLength?: number;
}
interface Clause {
  readonly entityPattern?: EntityPattern;
  readonly relationPattern?: RelationPattern;
}
interface QueryInput {
  readonly match: readonly Clause[];
  readonly additionalAttributes?: { readonly formNames?: readonly string[] };
}

/** The ids met on the way, nearest first, the start not among them. A step is one edge, from a data set to a job or back. */
const reach = (call: Call, start: string, { relationDirection, maxPathLength = 1 }: RelationPattern): string[] => {
  const next = relationDirection === 'OUT' ? call.bank.lineage.down : call.bank.lineage.up;
  const met = new Set([start]);
  let edge = [start];
  for (let step = 0; step < maxPathLength && edge.length > 0; step += 1) {
    const further: string[] = [];
    for (const id of edge) {
      for (const neighbour of next(id)) {
        if (met.has(neighbour.id)) continue;
        met.add(neighbour.id);
        further.push(neighbour.id);
      }
    }
    edge = further;
  }
  return [...met].slice(1);
};

const readers = {
  texts: { name: (node: LineageNode) => node.name },
  values: {
    name: (node: LineageNode) => node.name,
    id: (node: LineageNode) => node.id,
    sourceIdentifier: (node: LineageNode) => node.sourceIdentifier,
    typeName: (node: LineageNode) =>
      node.kind === 'job' ? 'amazon.datazone.JobLineageNodeType' : 'amazon.datazone.DatasetLineageNodeType',
  },
};

/** What was found, by id. A node nobody knows is a start that leads nowhere: the operation has no such error. */
const answerIds = (call: Call, entity: EntityPattern, relation: RelationPattern): readonly string[] => {
  const { lineage } = call.bank;
  const start = lineage.node(entity.identifier);
  const ids = start ? reach(call, start.id, relation) : [];
  if (!entity.filters) return ids;
  const nodes = ids.flatMap((id) => lineage.nodeById(id) ?? []);
  return runQuery(nodes, { filters: entity.filters }, readers, call.timeFilterUnit).map(({ id }) => id);
};

const itemAnswer = (call: Call, id: string, formNames: readonly string[]): object[] => {
  const { lineage } = call.bank;
  const node = lineage.nodeById(id);
  if (!node) return [];
  const history = lineage.history(id);
  const ids = (neighbours: readonly { readonly id: string }[]): string[] => neighbours.map((each) => each.id);
  const forms = nodeForms(node, formNames);
  return [
    {
      lineageNode: {
        ...nodeCore(call, node, history, history.at(-1)?.at ?? 0),
        ...(forms.length === 0 ? {} : { formsOutput: forms }),
        upstreamLineageNodeIds: ids(lineage.up(id)),
        downstreamLineageNodeIds: ids(lineage.down(id)),
      },
    },
  ];
};

export const queryGraph = operation((call, { match, additionalAttributes }: QueryInput) => {
  const entity = match.find(({ entityPattern }) => entityPattern)?.entityPattern;
  const relation = match.find(({ relationPattern }) => relationPattern)?.relationPattern;
  if (!entity || !relation) throw invalid('match needs exactly one entity pattern and one relation pattern.');
  const found = call.remember(JSON.stringify(match), () => answerIds(call, entity, relation));
  const { slice, nextToken } = call.page(found, PAGE);
  return {
    items: slice.flatMap((id) => itemAnswer(call, id, additionalAttributes?.formNames ?? [])),
    nextToken,
  };
});
