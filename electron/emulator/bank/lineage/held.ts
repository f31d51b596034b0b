import { jobSource } from '#emulator/bank/lineage/open-lineage.ts';
import type { LineageEvent, LineageNode, Named, Neighbour, Sighting } from '#emulator/bank/lineage/types.ts';

/** A data set of an event, with what identifies it. */
export type Sourced = Named & { readonly source: string };

/** What an event says, made ready for the graph. */
export interface Said {
  readonly event: LineageEvent;
  readonly inputs: readonly Sourced[];
  readonly outputs: readonly Sourced[];
}

/** The part of the graph that came out of hand-written and posted events: it may touch nodes of the grown part. */
export interface HeldGraph {
  readonly nodes: ReadonlyMap<string, LineageNode>;
  readonly idOfSource: (source: string) => string | undefined;
  readonly up: (id: string) => readonly Neighbour[];
  readonly down: (id: string) => readonly Neighbour[];
  readonly history: (id: string) => readonly Sighting[];
  readonly edges: () => number;
  readonly apply: (said: Said) => void;
}

/** What the held part has to know of the rest. */
export interface Rest {
  readonly idOfSource: (source: string) => string | undefined;
  readonly has: (id: string) => boolean;
  readonly linked: (from: string, to: string) => boolean;
  /** an id for the nth node that is held here alone */
  readonly newId: (n: number) => string;
}

const push = <T>(map: Map<string, T[]>, key: string, item: T): void => {
  const held = map.get(key);
  if (held) held.push(item);
  else map.set(key, [item]);
};

const lastOf = (path: string): string => path.split('/').findLast((part) => part !== '') ?? path;

export const createHeldGraph = (rest: Rest): HeldGraph => {
  const nodes = new Map<string, LineageNode>();
  const bySource = new Map<string, string>();
  const ups = new Map<string, Neighbour[]>();
  const downs = new Map<string, Neighbour[]>();
  const seen = new Map<string, Sighting[]>();
  let edges = 0;

  const nodeOf = (node: Omit<LineageNode, 'id'>): string => {
    const known = bySource.get(node.sourceIdentifier) ?? rest.idOfSource(node.sourceIdentifier);
    const id = known ?? rest.newId(nodes.size);
    if (nodes.has(id)) {
      // A job shows its latest run.
      if (node.kind === 'job') nodes.set(id, { ...node, id });
    } else if (!rest.has(id)) {
      nodes.set(id, { ...node, id });
      bySource.set(node.sourceIdentifier, id);
    }
    return id;
  };

  const link = (from: string, to: string, at: number): void => {
    if (downs.get(from)?.some(({ id }) => id === to) || rest.linked(from, to)) return;
    push(downs, from, { id: to, at });
    push(ups, to, { id: from, at });
    edges += 1;
  };

  const datasetNode = ({ namespace, name, source }: Sourced): string =>
    nodeOf({ kind: 'dataset', name: lastOf(source) || name, sourceIdentifier: source, form: { namespace, name } });

  return {
    nodes,
    idOfSource: (source) => bySource.get(source),
    up: (id) => ups.get(id) ?? [],
    down: (id) => downs.get(id) ?? [],
    history: (id) => seen.get(id) ?? [],
    edges: () => edges,
    apply: ({ event, inputs, outputs }) => {
      const at = event.eventTime;
      const job = nodeOf({
        kind: 'job',
        name: event.job.name,
        sourceIdentifier: jobSource(event.job),
        form: { ...event.job, runId: event.runId },
      });
      push(seen, job, { at, up: inputs.length > 0, down: outputs.length > 0 });
      bySource.set(`${jobSource(event.job)}/${event.runId}`, job);
      for (const each of inputs) {
        const id = datasetNode(each);
        link(id, job, at);
        push(seen, id, { at, up: false, down: true });
      }
      for (const each of outputs) {
        const id = datasetNode(each);
        link(job, id, at);
        push(seen, id, { at, up: true, down: false });
      }
    },
  };
};
