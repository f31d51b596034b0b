import { datasetsIn, jobIdentifier } from '../../catalog/source-identifier.ts';
import type { Db } from '../../db/open.ts';
import { Failure } from '../../failure.ts';
import { LineageWalk, type MetNode } from '../lineage-walk.ts';
import { type Reader, type ReadPage, type Source, WHOLE, written } from './reader.ts';

/** Days after which all is read again: a feed tells no deletions. */
const DUE = 720;
/** AWS takes no longer identifier in a question. */
const LONGEST = 1800;

/** What the walk of a run has behind it is in memory; after a crash it is told again by what the run has written. */
const walks = new WeakMap<Source, Map<Part, LineageWalk>>();
/** All of the graph, or what moved in it: both may be read in one pull. */
type Part = 'whole' | 'feed';

async function readNodes(
  source: Source,
  part: Part,
  seeds: (db: Db) => Iterable<string>,
  later: (() => Promise<Iterable<string>>) | null,
  cursor: string | null,
  signal: AbortSignal,
): Promise<ReadPage> {
  const parts = walks.get(source) ?? new Map<Part, LineageWalk>();
  walks.set(source, parts);
  let walk = cursor === null ? undefined : parts.get(part);
  if (walk === undefined) {
    const met = cursor === null ? [] : metBefore(source.db);
    walk = new LineageWalk(seeds(source.db), later, met);
    parts.set(part, walk);
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

const metBefore = (db: Db): MetNode[] =>
  db
    .prepare<[], MetNode>(
      `SELECT id, source_identifier, upstream, downstream FROM remote_lineage_node
       WHERE seen_run = (SELECT max(id) FROM sync_run)`,
    )
    .all();

function shortOf({ asked, left, denied }: LineageWalk): Pick<ReadPage, 'short'> {
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
      `The lineage around ${asked} places was read; ${left} are left to later pulls.`,
      'Pull again to go on, or pull all revisions at once.',
    ),
  };
}

/** Names asked for at once: a large bank has hundreds of thousands. */
const NAMES = 1000;

/** What the events name and no node was read for, then the nodes that are known. */
function* namedByLineage(db: Db): Generator<string> {
  yield* names(
    db,
    0,
    `SELECT key, coalesce(source_identifier, node_id) FROM remote_lineage_vertex v
     WHERE key > ? AND NOT EXISTS (SELECT 1 FROM remote_lineage_node n WHERE n.id = v.node_id) ORDER BY key`,
  );
  yield* names(db, '', 'SELECT id, id FROM remote_lineage_node WHERE id > ? ORDER BY id');
}

/** What the assets stand for. */
function namedByAssets(db: Db): Iterable<string> {
  return names(
    db,
    0,
    `SELECT key, external_id FROM remote_asset WHERE key > ? AND external_id LIKE 'arn:%' ORDER BY key`,
  );
}

/** @param sql the key to go on from, and a name; both in the order of the key */
function* names(db: Db, first: string | number, sql: string): Generator<string> {
  const page = db.prepare<[string | number], [string | number, string | null]>(`${sql} LIMIT ${NAMES}`).raw();
  for (let after = first; ; ) {
    const rows = page.all(after);
    for (const [, name] of rows) if (name !== null && name.length <= LONGEST) yield name;
    const last = rows.at(-1);
    if (last === undefined) return;
    [after] = last;
  }
}

/** What the events since then name. */
function touched(db: Db, since: string): string[] {
  const events = db
    .prepare<[string], { job_namespace: string | null; job_name: string | null; inputs: string; outputs: string }>(
      'SELECT DISTINCT job_namespace, job_name, inputs, outputs FROM remote_lineage_event WHERE event_time >= ?',
    )
    .all(since);
  const names = events.flatMap((event) => [
    jobIdentifier({ namespace: event.job_namespace, name: event.job_name }) ?? [],
    datasetsIn(event.inputs),
    datasetsIn(event.outputs),
  ]);
  return [...new Set(names.flat())].filter((name) => name.length <= LONGEST);
}

/** How metadata flows: the events as they came, and the graph AWS made of them. */
export const LINEAGE_READERS: readonly Reader[] = [
  {
    kind: 'lineage_event',
    title: 'Reading lineage events',
    operation: 'datazone:ListLineageEvents',
    perCall: 50,
    due: DUE,
    ahead: 4,
    scopes: () => [WHOLE],
    read: async (s, _scope, cursor, signal) =>
      written('lineage_event', await s.aws.lineage.lineageEvents(s.domainId, null, cursor, signal)),
    sweep: (mirror) => mirror.sweep('lineage_event', null),
    feed: {
      operation: 'datazone:ListLineageEvents',
      read: async (s, since, cursor, signal) =>
        written('lineage_event', await s.aws.lineage.lineageEvents(s.domainId, since, cursor, signal)),
    },
  },
  {
    kind: 'lineage_node',
    title: 'Reading lineage',
    operation: 'datazone:GetLineageNode',
    perCall: 1,
    due: DUE,
    after: ['lineage_event'],
    scopes: () => [WHOLE],
    read: (source, _scope, cursor, signal) =>
      readNodes(
        source,
        'whole',
        namedByLineage,
        // They are a while in coming: until then the graph is walked from where the events lead.
        async () => {
          await source.growth.until('asset', signal);
          return namedByAssets(source.db);
        },
        cursor,
        signal,
      ),
    sweep: (mirror) => mirror.sweep('lineage_node', null),
    feed: {
      operation: 'datazone:GetLineageNode',
      read: (source, since, cursor, signal) =>
        readNodes(source, 'feed', (db) => touched(db, since), null, cursor, signal),
    },
  },
];
