import type { Db } from '../db/open.ts';
import type { PlainKind } from './mirror-tables.ts';
import { datasetsIn, jobIdentifier } from './source-identifier.ts';

type Values = Readonly<Record<string, string | number | null>>;

/** Edges that the events told; those of a node carry the node's vertex. */
const EVENTS = 0;

/**
 *   node     upstream ids ──> node ──> downstream ids      told by the node
 *   event    inputs ──> job ──> outputs                    told by the events together
 *
 * Keeps the graph beside the rows it comes from: vertices with integer keys, known by the id of a node, by what they
 * stand for, or by both.
 */
export class LineageWriter {
  readonly #db: Db;
  #prepared: ReturnType<typeof prepare> | null = null;
  #retellOwed = false;
  #pruneOwed = false;

  constructor(db: Db) {
    this.#db = db;
  }

  get #sql() {
    this.#prepared ??= prepare(this.#db);
    return this.#prepared;
  }

  wrote(kind: PlainKind, row: Values): void {
    if (kind === 'lineage_node') this.#node(row);
    else if (kind === 'lineage_event') this.#event(row);
  }

  went(kind: PlainKind, keys: readonly (readonly (string | number)[])[]): void {
    if (kind === 'lineage_node')
      for (const [id = ''] of keys) {
        const vertex = this.#find('node_id', String(id));
        if (vertex !== null) this.#sql.untell.run(vertex);
      }
    else if (kind === 'lineage_event') this.#retellOwed = true;
    else return;
    this.#pruneOwed = true;
  }

  /** Ends a transaction in which something went: both walk over the whole graph, so once for all that went. */
  settle(): void {
    if (this.#retellOwed) this.#retell();
    if (this.#pruneOwed) this.#prune();
    this.discard();
  }

  /** The transaction was rolled back: nothing went. */
  discard(): void {
    this.#retellOwed = false;
    this.#pruneOwed = false;
  }

  #node(row: Values): void {
    const vertex = this.#vertexOf(
      String(row.id),
      row.source_identifier === null ? null : String(row.source_identifier),
    );
    this.#sql.untell.run(vertex);
    for (const id of idsIn(row.upstream)) this.#edge(this.#known('node_id', id), vertex, vertex);
    for (const id of idsIn(row.downstream)) this.#edge(vertex, this.#known('node_id', id), vertex);
  }

  /** One that AWS could not take in has no part in its graph. */
  #event(row: Values): void {
    if (row.status === 'FAILED') return;
    const name = jobIdentifier({ namespace: textOf(row.job_namespace), name: textOf(row.job_name) });
    if (name === null) return;
    const job = this.#known('source_identifier', name);
    for (const dataset of datasetsIn(String(row.inputs)))
      this.#edge(this.#known('source_identifier', dataset), job, EVENTS);
    for (const dataset of datasetsIn(String(row.outputs)))
      this.#edge(job, this.#known('source_identifier', dataset), EVENTS);
  }

  /** Events share their edges: when one goes, the others tell theirs again. */
  #retell(): void {
    this.#sql.untell.run(EVENTS);
    const events = this.#db.prepare<[], Values>(
      'SELECT DISTINCT status, job_namespace, job_name, inputs, outputs FROM remote_lineage_event',
    );
    for (const event of events.all()) this.#event(event);
  }

  #prune(): void {
    this.#db.exec(
      `DELETE FROM remote_lineage_vertex WHERE
       NOT EXISTS (SELECT 1 FROM remote_lineage_edge e WHERE e.source = key OR e.target = key)
       AND NOT EXISTS (SELECT 1 FROM remote_lineage_node n WHERE n.id = node_id)`,
    );
  }

  /** What was known as two until this node said that they are one is one from now on. */
  #vertexOf(nodeId: string, source: string | null): number {
    const byNode = this.#find('node_id', nodeId);
    const bySource = source === null ? null : this.#find('source_identifier', source);
    const vertex = bySource ?? byNode ?? this.#known('node_id', nodeId);
    if (bySource !== null && byNode !== null && bySource !== byNode) {
      for (const move of this.#sql.move) move.run(bySource, byNode);
      this.#sql.unlink.run(byNode, byNode, byNode);
      this.#sql.drop.run(byNode);
    }
    this.#sql.name.run(nodeId, source, vertex);
    return vertex;
  }

  #known(by: Name, name: string): number {
    return this.#find(by, name) ?? Number(this.#sql.add[by].run(name).lastInsertRowid);
  }

  #find(by: Name, name: string): number | null {
    const key = this.#sql.find[by].pluck().get(name);
    return key === undefined ? null : Number(key);
  }

  #edge(source: number, target: number, told: number): void {
    this.#sql.edge.run(source, target, told);
  }
}

type Name = 'node_id' | 'source_identifier';

function prepare(db: Db) {
  const move = (end: string) => db.prepare(`UPDATE OR IGNORE remote_lineage_edge SET ${end} = ? WHERE ${end} = ?`);
  const find = (by: Name) => db.prepare(`SELECT key FROM remote_lineage_vertex WHERE ${by} = ?`);
  const add = (by: Name) => db.prepare(`INSERT INTO remote_lineage_vertex (${by}) VALUES (?)`);
  return {
    find: { node_id: find('node_id'), source_identifier: find('source_identifier') },
    add: { node_id: add('node_id'), source_identifier: add('source_identifier') },
    edge: db.prepare('INSERT OR IGNORE INTO remote_lineage_edge (source, target, told_by) VALUES (?, ?, ?)'),
    untell: db.prepare('DELETE FROM remote_lineage_edge WHERE told_by = ?'),
    move: [move('source'), move('target'), move('told_by')],
    unlink: db.prepare('DELETE FROM remote_lineage_edge WHERE source = ? OR target = ? OR told_by = ?'),
    drop: db.prepare('DELETE FROM remote_lineage_vertex WHERE key = ?'),
    name: db.prepare(
      'UPDATE remote_lineage_vertex SET node_id = ?, source_identifier = coalesce(?, source_identifier) WHERE key = ?',
    ),
  };
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const idsIn = (json: unknown): string[] =>
  typeof json === 'string' ? (JSON.parse(json) as unknown[]).filter((id) => typeof id === 'string') : [];
