import { Remembered } from '../imports/remembered.ts';
import type { Db } from '../db/open.ts';
import type { DatasetTold, Facts, JobTold, RunTold } from './facts.ts';
import { placeOf } from './place.ts';

/** Writes the facts of one import, batch by batch, each within the caller's transaction. A failed one ends its use. */
export class FactWriter {
  readonly #db: Db;
  readonly #import: number;
  readonly #statements: ReturnType<typeof statements>;
  readonly #names = {
    dataset: new Remembered<number>(),
    job: new Remembered<number>(),
    field: new Remembered<number>(),
  };

  constructor(db: Db, importId: number) {
    this.#db = db;
    this.#import = importId;
    this.#statements = statements(db);
  }

  write(facts: Facts): void {
    if (!this.#db.inTransaction) throw new Error('facts are written within a transaction');
    const datasets = facts.datasets.map(([namespace, name]) => this.#dataset(namespace, name));
    const jobs = facts.jobs.map(([namespace, name]) => this.#job(namespace, name));
    const dataset = (at: number): number => known(datasets, at);
    const job = (at: number): number => known(jobs, at);
    const id = this.#import;
    for (const { dataset: at, told } of facts.datasetTold) this.#datasetTold(dataset(at), told);
    for (const { job: at, told } of facts.jobTold) this.#jobTold(job(at), told);
    for (const alias of facts.aliases) {
      const { glueCatalog, glueDatabase, glueTable, s3 } = placeOf(alias.namespace, alias.name);
      this.#statements.alias.run(
        id,
        dataset(alias.dataset),
        alias.namespace,
        alias.name,
        alias.type,
        glueCatalog,
        glueDatabase,
        glueTable,
        s3,
      );
    }
    for (const edge of facts.edges) this.#statements.edge.run(id, job(edge.job), dataset(edge.dataset), edge.direction);
    for (const link of facts.links) this.#statements.link.run(id, job(link.from), job(link.to), link.kind);
    for (const edge of facts.columns)
      this.#statements.column.run(
        id,
        this.#field(dataset(edge.to), edge.toField),
        this.#field(dataset(edge.from), edge.fromField),
        edge.job === null ? 0 : job(edge.job),
        edge.type,
        edge.subtype,
        edge.description,
        edge.masking ? 1 : 0,
      );
    for (const run of facts.runs) this.#runs(job(run.job), run);
  }

  #datasetTold(dataset: number, told: DatasetTold): void {
    this.#statements.datasetTold.run(
      this.#import,
      dataset,
      told.description ?? null,
      told.source ?? null,
      told.storage ?? null,
      told.type ?? null,
      told.lifecycle ?? null,
      told.owners ?? null,
      told.quality ?? null,
      told.tags ?? null,
      told.origin === undefined ? null : Number(told.origin),
    );
    if (told.schema === undefined) return;
    // The latest schema is the schema: columns that went are gone.
    this.#statements.noSchema.run(this.#import, dataset);
    for (const [position, field] of told.schema.entries())
      this.#statements.schema.run(
        this.#import,
        dataset,
        position,
        this.#field(dataset, field.name),
        field.type,
        field.description,
      );
  }

  #jobTold(job: number, told: JobTold): void {
    this.#statements.jobTold.run(
      this.#import,
      job,
      told.description ?? null,
      told.producer ?? null,
      told.integration ?? null,
      told.processing ?? null,
      told.type ?? null,
      told.sql ?? null,
      told.owners ?? null,
    );
  }

  #runs(job: number, run: RunTold): void {
    for (const id of run.ids) this.#statements.run.run(job, Buffer.from(id, 'hex'), this.#import);
    const { lastAt, lastId, started, completed, failed } = run;
    this.#statements.lastRun.run({ import: this.#import, job, lastAt, lastId, started, completed, failed });
  }

  #dataset(namespace: string, name: string): number {
    return this.#named(this.#names.dataset, `${namespace}\n${name}`, 'dataset', [namespace, name], () => {
      const { glueCatalog, glueDatabase, glueTable, s3 } = placeOf(namespace, name);
      return this.#statements.newDataset.run(namespace, name, glueCatalog, glueDatabase, glueTable, s3);
    });
  }

  #job(namespace: string, name: string): number {
    return this.#named(this.#names.job, `${namespace}\n${name}`, 'job', [namespace, name], () =>
      this.#statements.newJob.run(namespace, name),
    );
  }

  #field(dataset: number, name: string): number {
    return this.#named(this.#names.field, `${dataset}\n${name}`, 'field', [dataset, name], () =>
      this.#statements.newField.run(dataset, name),
    );
  }

  #named(
    names: Remembered<number>,
    label: string,
    kind: 'dataset' | 'job' | 'field',
    name: readonly [string | number, string],
    make: () => { lastInsertRowid: number | bigint },
  ): number {
    const known = names.get(label);
    if (known !== undefined) return known;
    const found = this.#statements[kind].pluck().get(...name) as number | undefined;
    const key = found ?? Number(make().lastInsertRowid);
    names.set(label, key);
    return key;
  }
}

function known(keys: readonly number[], at: number): number {
  const key = keys[at];
  if (key === undefined) throw new Error('a fact names a place that its batch does not have');
  return key;
}

/** How many of each this import tells. */
export function countFacts(db: Db, importId: number): Record<'datasets' | 'jobs' | 'edges' | 'columnEdges', number> {
  const count = (from: string): number => Number(db.prepare(`SELECT ${from}`).pluck().get({ id: importId }));
  return {
    datasets: count(
      `count(*) FROM (SELECT dataset FROM lineage_dataset_told WHERE import = :id
         UNION SELECT dataset FROM lineage_edge WHERE import = :id)`,
    ),
    jobs: count('count(*) FROM lineage_job_told WHERE import = :id'),
    edges: count('count(*) FROM lineage_edge WHERE import = :id'),
    columnEdges: count('count(*) FROM lineage_column_edge WHERE import = :id'),
  };
}

/** What is said later in a file replaces what was said before; what is not said again stays. */
const latest = (columns: string): string =>
  columns
    .split(', ')
    .map((column) => `${column} = coalesce(excluded.${column}, ${column})`)
    .join(', ');

const DATASET = 'description, source, storage, type, lifecycle, owners, quality, tags, origin';
const JOB = 'description, producer, integration, processing, type, sql, owners';
const marks = (count: number): string => Array.from({ length: count }, () => '?').join(', ');
const greater = (column: string, named: string): string =>
  `${column} = CASE WHEN ${named} IS NULL OR ${column} > ${named} THEN ${column} ELSE ${named} END`;

function statements(db: Db) {
  return {
    dataset: db.prepare('SELECT key FROM lineage_dataset WHERE namespace = ? AND name = ?'),
    job: db.prepare('SELECT key FROM lineage_job WHERE namespace = ? AND name = ?'),
    field: db.prepare('SELECT key FROM lineage_field WHERE dataset = ? AND name = ?'),
    newDataset: db.prepare(
      'INSERT INTO lineage_dataset (namespace, name, glue_catalog, glue_database, glue_table, s3) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    newJob: db.prepare('INSERT INTO lineage_job (namespace, name) VALUES (?, ?)'),
    newField: db.prepare('INSERT INTO lineage_field (dataset, name) VALUES (?, ?)'),
    datasetTold: db.prepare(
      `INSERT INTO lineage_dataset_told (import, dataset, ${DATASET}) VALUES (${marks(11)})
       ON CONFLICT DO UPDATE SET ${latest(DATASET)}`,
    ),
    jobTold: db.prepare(
      `INSERT INTO lineage_job_told (import, job, ${JOB}) VALUES (${marks(9)}) ON CONFLICT DO UPDATE SET ${latest(JOB)}`,
    ),
    noSchema: db.prepare('DELETE FROM lineage_schema WHERE import = ? AND dataset = ?'),
    schema: db.prepare(
      'INSERT INTO lineage_schema (import, dataset, position, field, type, description) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    alias: db.prepare(`INSERT OR IGNORE INTO lineage_dataset_alias VALUES (${marks(9)})`),
    edge: db.prepare('INSERT OR IGNORE INTO lineage_edge (import, job, dataset, direction) VALUES (?, ?, ?, ?)'),
    link: db.prepare('INSERT OR IGNORE INTO lineage_job_link (import, job, to_job, kind) VALUES (?, ?, ?, ?)'),
    column: db.prepare(
      `INSERT INTO lineage_column_edge (import, to_field, from_field, job, type, subtype, description, masking)
       VALUES (${marks(8)}) ON CONFLICT DO UPDATE SET description = coalesce(excluded.description, description),
         masking = excluded.masking`,
    ),
    run: db.prepare('INSERT OR IGNORE INTO lineage_run (job, run, import) VALUES (?, ?, ?)'),
    lastRun: db.prepare(
      `INSERT INTO lineage_job_told (import, job, last_run, last_at, last_started, last_completed, last_failed)
       VALUES (:import, :job, :lastId, :lastAt, :started, :completed, :failed)
       ON CONFLICT DO UPDATE SET
         last_run = CASE WHEN last_at > :lastAt THEN last_run ELSE :lastId END, ${greater('last_at', ':lastAt')},
         ${greater('last_started', ':started')}, ${greater('last_completed', ':completed')},
         ${greater('last_failed', ':failed')}`,
    ),
  };
}
