import type { AssetStore } from '#emulator/bank/assets.ts';
import type { Foundation } from '#emulator/bank/foundation.ts';
import { idOf, uuidOf } from '#emulator/bank/ids.ts';
import { type GrownLineage, createGrownLineage } from '#emulator/bank/lineage/grown.ts';
import { type HeldGraph, createHeldGraph } from '#emulator/bank/lineage/held.ts';
import { type Run, readRunEvent, runEvent } from '#emulator/bank/lineage/open-lineage.ts';
import { type StoryJob, storyEdges, storyJobs, storyRun } from '#emulator/bank/lineage/story.ts';
import type { LineageEvent, LineageNode, Neighbour, ProcessingStatus, Sighting } from '#emulator/bank/lineage/types.ts';
import type { FirstCatalog } from '#emulator/bank/tables.ts';

/** Which events to answer with. Times are epoch milliseconds and exclusive. */
export interface EventQuery {
  readonly after?: number | undefined;
  readonly before?: number | undefined;
  readonly status?: ProcessingStatus | undefined;
  readonly descending: boolean;
}

/** Lineage of the domain: events as they were posted, and the graph they make. Made at the first question. */
export interface Lineage {
  /** references to events, in the order of their time; read them with `event` */
  readonly events: (query: EventQuery) => readonly number[];
  readonly event: (reference: number) => LineageEvent;
  readonly eventById: (id: string) => LineageEvent | undefined;
  /** by node id, by source identifier, or by that of one of a job's runs */
  readonly node: (identifier: string) => LineageNode | undefined;
  readonly nodeById: (id: string) => LineageNode | undefined;
  readonly up: (id: string) => readonly Neighbour[];
  readonly down: (id: string) => readonly Neighbour[];
  /** the events that touched a node, oldest first */
  readonly history: (id: string) => readonly Sighting[];
  /** takes an OpenLineage RunEvent as `PostLineageEvent` does; one that failed in processing changes no graph */
  readonly post: (body: string, at: number, by: string, status: ProcessingStatus) => LineageEvent;
  readonly counts: () => { readonly events: number; readonly nodes: number; readonly edges: number };
}

/** Edges between grown tables a bank has when nobody asks for a number. */
const DEFAULT_GROWN = 300;

interface Made {
  readonly grown: GrownLineage;
  readonly held: HeldGraph;
  readonly events: LineageEvent[];
}

/** Adds an event to the held ones, in the order of their time; of the same time, the later comes later. */
const insert = (events: LineageEvent[], event: LineageEvent): void => {
  let at = events.length;
  while (at > 0 && (events[at - 1]?.eventTime ?? 0) > event.eventTime) at -= 1;
  events.splice(at, 0, event);
};

interface StoryRun {
  readonly story: StoryJob;
  readonly day: number;
  readonly minute: number;
  readonly state: Run['eventType'];
  readonly status: ProcessingStatus;
}

/** Every run of a job says that it completed; the latest says that it started, too. Two of all went wrong. */
const runsOf = (jobs: readonly StoryJob[]): StoryRun[] =>
  jobs.flatMap((story, at) => {
    const minute = 300 + ((at * 7) % 600);
    const runs = story.days.map((day): StoryRun => ({ story, day, minute, state: 'COMPLETE', status: 'SUCCESS' }));
    const last = story.days.at(-1) ?? 0;
    const start: StoryRun = { story, day: last, minute: minute + 25, state: 'START', status: 'SUCCESS' };
    const wrong: StoryRun[] = story.job.name.endsWith('c360.profile')
      ? [{ story, day: 3, minute, state: 'FAIL', status: 'SUCCESS' }]
      : story.job.name.endsWith('ledger.journal')
        ? [{ story, day: 2, minute: 30, state: 'COMPLETE', status: 'FAILED' }]
        : [];
    return [...wrong, ...runs, start];
  });

/** Opens lineage. Throws RangeError, at once, for more edges than the bank's assets can carry. */
export const createLineage = (
  foundation: Foundation,
  assets: AssetStore,
  glue: FirstCatalog,
  changed: () => void,
): Lineage => {
  const { seed, region, lineageEdges: asked } = foundation.size;
  const canGrow = assets.initialCount - assets.storyCount > 1;
  const edges = asked ?? storyEdges(region) + (canGrow ? DEFAULT_GROWN : 0);
  const story = storyJobs(region, edges);
  const grown = createGrownLineage(foundation, assets, edges - story.edges);
  const by = foundation.roleProfiles[1]?.profileId ?? 'SYSTEM';
  let posted = 0;

  const take = (
    { held, events }: Made,
    body: () => string,
    about: Pick<LineageEvent, 'createdAt' | 'createdBy' | 'status'>,
  ): LineageEvent => {
    const { inputs, outputs, ...said } = readRunEvent(body());
    const event: LineageEvent = {
      ...about,
      ...said,
      id: idOf(seed, 'lineageEvent', posted),
      inputs: inputs.map(({ namespace, name }) => ({ namespace, name })),
      outputs: outputs.map(({ namespace, name }) => ({ namespace, name })),
      body,
    };
    posted += 1;
    insert(events, event);
    if (event.status === 'SUCCESS') held.apply({ event, inputs, outputs });
    return event;
  };

  const make = (): Made => {
    const has = (id: string): boolean => grown.nodeById(id) !== undefined;
    const held = createHeldGraph({
      idOfSource: grown.idOfSource,
      has,
      linked: (from, to) => grown.down(from).some(({ id }) => id === to),
      newId: (n) => idOf(seed, 'lineageNode', n),
    });
    const built: Made = { grown, held, events: [] };
    runsOf(story.jobs).forEach(({ story: job, day, minute, state, status }, at) => {
      // A start and its end are one run.
      const runId = uuidOf(seed, 'lineageEvent', at - (state === 'START' ? 1 : 0));
      const run = storyRun(job, { runId, day, minute, eventType: state }, region, glue);
      const text = runEvent(run);
      take(built, () => text, { createdAt: run.eventTime + 15_000, createdBy: by, status });
    });
    return built;
  };
  let made: Made | undefined;
  const all = (): Made => (made ??= make());

  const eventAt = (reference: number): LineageEvent => {
    const { events } = all();
    const own = reference < 0 ? events[-reference - 1] : grown.event(reference);
    if (!own) throw new RangeError(`The bank has no lineage event ${reference}.`);
    return own;
  };

  const timeAt = (reference: number): number =>
    reference < 0 ? (all().events[-reference - 1]?.eventTime ?? 0) : grown.timeOf(reference);

  /** Merges the two in the order of their time; a held event is its place from the end of zero down. */
  const merged = (): number[] => {
    const { events } = all();
    const found: number[] = [];
    let next = 0;
    for (let at = 0; at < grown.events; at += 1) {
      while (next < events.length && (events[next]?.eventTime ?? 0) < grown.timeOf(at)) {
        next += 1;
        found.push(-next);
      }
      found.push(at);
    }
    for (; next < events.length; next += 1) found.push(-next - 1);
    return found;
  };

  const nodeById = (id: string): LineageNode | undefined => all().held.nodes.get(id) ?? grown.nodeById(id);
  const both = (id: string, side: 'up' | 'down'): Neighbour[] => [...grown[side](id), ...all().held[side](id)];

  return {
    events: ({ after, before, status, descending }) => {
      const found = merged().filter(
        (each) =>
          (after === undefined || timeAt(each) > after) &&
          (before === undefined || timeAt(each) < before) &&
          (status === undefined || (each < 0 ? eventAt(each).status : 'SUCCESS') === status),
      );
      return descending ? found.toReversed() : found;
    },
    event: eventAt,
    eventById: (id) => all().events.find((event) => event.id === id) ?? grown.eventById(id),
    nodeById,
    node: (identifier) => {
      const id = all().held.idOfSource(identifier) ?? grown.idOfSource(identifier) ?? identifier;
      return nodeById(id);
    },
    up: (id) => both(id, 'up'),
    down: (id) => both(id, 'down'),
    history: (id) => [...grown.history(id), ...all().held.history(id)].toSorted((a, b) => a.at - b.at),
    post: (body, at, createdBy, status) => {
      const event = take(all(), () => body, { createdAt: at, createdBy, status });
      changed();
      return event;
    },
    counts: () => {
      const { held, events } = all();
      return {
        events: grown.events + events.length,
        nodes: grown.nodes() + held.nodes.size,
        edges: grown.edges + held.edges(),
      };
    },
  };
};
