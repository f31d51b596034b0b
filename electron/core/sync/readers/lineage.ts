import { lineageAround, lineageEvents, lineageNode } from '../../aws/datazone-lineage.ts';
import type { Page } from '../../aws/page.ts';
import type { LineageNodeRow } from '../../catalog/rows-sources.ts';
import { sourceIdentifier } from '../../catalog/source-identifier.ts';
import type { Db } from '../../db/open.ts';
import { Failure } from '../../failure.ts';
import { refusal } from './detailed.ts';
import { type Reader, type ReadPage, type Source, WHOLE, written } from './reader.ts';

/** Days after which all is read again: a feed tells no deletions. */
const DUE = 720;
/** Nodes from which the graph is asked for at once. */
const AT_ONCE = 8;
/** AWS takes no longer identifier in a question. */
const LONGEST = 1800;

/**
 *   what events and assets name ──> node ──> five steps behind it, five before it ──> nodes at the rim ──> …
 *
 * A walk through the graph that visits each node once. What a page of the graph tells brings its neighbours' ids, and
 * those that were not visited are where the walk goes on.
 */
class Walk {
  readonly #queue: string[];
  readonly #visited: Set<string>;
  #at = 0;
  read = 0;
  left = 0;
  denied: string | null = null;

  /** @param visited ids of the nodes this run has already met, before it was interrupted */
  constructor(seeds: readonly string[], visited: readonly string[]) {
    this.#queue = [...seeds];
    this.#visited = new Set(visited);
  }

  get over(): boolean {
    return this.#at >= this.#queue.length;
  }

  /** Ask around the next few. @param most how many may be asked for on their own in all */
  async step(source: Source, most: number, signal: AbortSignal): Promise<LineageNodeRow[]> {
    const rows: LineageNodeRow[] = [];
    const asked: string[] = [];
    while (asked.length < AT_ONCE && !this.over) {
      const name = this.#queue[this.#at++];
      if (name === undefined || this.#visited.has(name)) continue;
      if (this.read >= most) this.left += 1;
      else {
        asked.push(name);
        this.read += 1;
      }
    }
    await Promise.all(asked.map((name) => this.#around(source, name, rows, signal)));
    return rows;
  }

  async #around(source: Source, name: string, rows: LineageNodeRow[], signal: AbortSignal): Promise<void> {
    const { session, domainId } = source;
    try {
      const node = await lineageNode(session, domainId, name, signal);
      this.#visited.add(name);
      this.#meet(node, rows);
      for (const [direction, ids] of [
        ['OUT', node.downstream],
        ['IN', node.upstream],
      ] as const) {
        if (this.#unvisited(ids).length === 0) continue;
        for (let token: string | null = null; ; ) {
          const page: Page<LineageNodeRow> = await lineageAround(session, domainId, node.id, direction, token, signal);
          for (const row of page.items) this.#meet(row, rows);
          if (page.nextToken === null || page.nextToken === token) break;
          token = page.nextToken;
        }
      }
    } catch (error) {
      const failure = refusal(error, signal);
      // What was named stands for no node: most tables have no lineage.
      if (failure.problem.code === 'E_AWS_NOT_FOUND') this.#visited.add(name);
      else this.denied ??= failure.message;
      if (this.denied !== null && this.#visited.size === 0) throw failure;
    }
  }

  #meet(row: LineageNodeRow, rows: LineageNodeRow[]): void {
    if (this.#visited.has(row.id)) return;
    this.#visited.add(row.id);
    if (row.source_identifier !== null) this.#visited.add(row.source_identifier);
    rows.push(row);
    this.#queue.push(...this.#unvisited(row.upstream), ...this.#unvisited(row.downstream));
  }

  #unvisited(ids: string): string[] {
    return (JSON.parse(ids) as string[]).filter((id) => !this.#visited.has(id));
  }
}

/** What the walk of a run has behind it is in memory; after a crash it is told again by what the run has written. */
const walks = new WeakMap<Source, Walk>();

async function readNodes(
  source: Source,
  seeds: (db: Db) => string[],
  cursor: string | null,
  signal: AbortSignal,
): Promise<ReadPage> {
  let walk = cursor === null ? undefined : walks.get(source);
  if (walk === undefined) {
    const met = cursor === null ? [] : metBefore(source.db);
    walk = new Walk(seeds(source.db), met);
    walks.set(source, walk);
  }
  const rows = await walk.step(source, Math.max(source.mostRevisions, 1), signal);
  return {
    items: rows.length,
    next: walk.over ? null : String(Number(cursor ?? 0) + 1),
    total: null,
    write: (mirror) => rows.map((row) => mirror.put('lineage_node', row)),
    ...(walk.over ? shortOf(walk) : {}),
  };
}

const metBefore = (db: Db): string[] =>
  db
    .prepare('SELECT id FROM remote_lineage_node WHERE seen_run = (SELECT max(id) FROM sync_run)')
    .pluck()
    .all() as string[];

function shortOf({ read, left, denied }: Walk): Pick<ReadPage, 'short'> {
  if (denied !== null)
    return {
      short: new Failure(
        'denied',
        'W_DETAILS_DENIED',
        `Some of the lineage was not told: ${denied}`,
        'Ask for datazone:GetLineageNode and QueryGraph; nothing was deleted on the strength of this reading.',
      ),
    };
  if (left === 0) return {};
  return {
    short: new Failure(
      'throttled',
      'W_LATER',
      `The lineage around ${read} places was read; ${left} are left to later pulls.`,
      'Pull again to go on, or pull all revisions at once.',
    ),
  };
}

/** What the events name and no node was read for, then the nodes that are known, then what the assets stand for. */
const everywhere = (db: Db): string[] =>
  db
    .prepare(
      `SELECT name FROM (
           SELECT 0 AS rank, coalesce(v.source_identifier, v.node_id) AS name FROM remote_lineage_vertex v
             WHERE NOT EXISTS (SELECT 1 FROM remote_lineage_node n WHERE n.id = v.node_id)
           UNION ALL SELECT 1, id FROM remote_lineage_node
           UNION ALL SELECT 2, external_id FROM remote_asset WHERE external_id LIKE 'arn:%')
         WHERE length(name) <= ? ORDER BY rank`,
    )
    .pluck()
    .all(LONGEST) as string[];

/** What the events since then name. */
function touched(db: Db, since: string): string[] {
  const events = db
    .prepare<[string], { job_namespace: string | null; job_name: string | null; inputs: string; outputs: string }>(
      'SELECT DISTINCT job_namespace, job_name, inputs, outputs FROM remote_lineage_event WHERE event_time >= ?',
    )
    .all(since);
  const names = events.flatMap((event) => [
    { namespace: event.job_namespace, name: event.job_name },
    ...(JSON.parse(event.inputs) as { namespace: string | null; name: string | null }[]),
    ...(JSON.parse(event.outputs) as { namespace: string | null; name: string | null }[]),
  ]);
  const all = names.flatMap(({ namespace, name }) => (name === null ? [] : [sourceIdentifier(namespace, name)]));
  return [...new Set(all)].filter((name) => name.length <= LONGEST);
}

/** How metadata flows: the events as they came, and the graph AWS made of them. */
export const LINEAGE_READERS: readonly Reader[] = [
  {
    kind: 'lineage_event',
    title: 'Reading lineage events',
    operation: 'datazone:ListLineageEvents',
    perCall: 50,
    due: DUE,
    scopes: () => [WHOLE],
    read: async (s, _scope, cursor, signal) =>
      written('lineage_event', await lineageEvents(s.session, s.domainId, null, cursor, signal)),
    sweep: (mirror) => mirror.sweep('lineage_event', null),
    feed: {
      operation: 'datazone:ListLineageEvents',
      read: async (s, since, cursor, signal) =>
        written('lineage_event', await lineageEvents(s.session, s.domainId, since, cursor, signal)),
    },
  },
  {
    kind: 'lineage_node',
    title: 'Reading lineage',
    operation: 'datazone:GetLineageNode',
    perCall: 1,
    due: DUE,
    after: ['lineage_event', 'asset'],
    scopes: () => [WHOLE],
    read: (source, _scope, cursor, signal) => readNodes(source, everywhere, cursor, signal),
    sweep: (mirror) => mirror.sweep('lineage_node', null),
    feed: {
      operation: 'datazone:GetLineageNode',
      read: (source, since, cursor, signal) => readNodes(source, (db) => touched(db, since), cursor, signal),
    },
  },
];
