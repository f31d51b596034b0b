import { hash } from 'node:crypto';
import { LIMITS } from '../imports/limits.ts';
import { Remembered } from '../imports/remembered.ts';
import type { Count } from '../imports/tally.ts';
import { columnLineage, explicitLineage, type Feed, type Named, namedAt } from './column-lineage.ts';
import { datasetTold, jobTold } from './facets.ts';
import { FactList } from './fact-list.ts';
import type { DatasetTold, Facts } from './facts.ts';
import { isObject, type Json, listAt, member, objectAt, textAt, wordsAt } from '../imports/json.ts';

const RUN_STATES = ['START', 'RUNNING', 'COMPLETE', 'ABORT', 'FAIL', 'OTHER'];
const LONGEST_ID = 200;

/**
 * What events tell, gathered batch by batch. Runs of one job mostly repeat each other: what was told already is not
 * told again. It is only forgotten, never wrong, so that an import may go on in another process.
 */
export class EventFacts {
  readonly #count: Count;
  readonly #list = new FactList();
  readonly #shapes = new Remembered<true>();
  readonly #last = new Remembered<string>();

  constructor(count: Count) {
    this.#count = count;
  }

  get weight(): number {
    return this.#list.weight;
  }

  take(): Facts {
    return this.#list.take();
  }

  /** One event of any kind; what it is not is counted with the reason. */
  event(event: unknown): void {
    const at = timeAt(event);
    if (!isObject(event) || at === null) {
      this.#count.skip('E_EVENT_SHAPE', 'The event has no time (eventTime) that can be read.');
      return;
    }
    const job = objectAt(event, 'job');
    const dataset = objectAt(event, 'dataset');
    if (member(event, 'run') !== undefined) this.#runEvent(event, at);
    else if (job !== null) {
      if (this.#jobEvent(event, job) === null) return;
      this.#count.seen('JobEvent');
    } else if (dataset !== null) {
      if (this.#dataset(null, dataset, this.#isFresh(shapeOf(dataset)) ? null : 'known') === null) return;
      this.#count.seen('DatasetEvent');
    } else {
      this.#count.skip('E_EVENT_KIND', 'The event tells of no run, no job and no dataset.');
      return;
    }
    this.#list.at(at);
  }

  #runEvent(event: Json, at: string): void {
    const id = textAt(objectAt(event, 'run'), 'runId');
    const job = objectAt(event, 'job');
    if (id === null || id === '' || id.length > LONGEST_ID || job === null) {
      this.#count.skip('E_EVENT_SHAPE', 'The run event has no run id, or no job.');
      return;
    }
    const key = this.#jobEvent(event, job);
    if (key === null) return;
    const said = textAt(event, 'eventType') ?? 'OTHER';
    const state = RUN_STATES.includes(said) ? said : 'OTHER';
    this.#count.seen(`RunEvent ${state}`);
    const known = id.isWellFormed() && !id.includes('\0') ? id : '';
    this.#list.run(key, known, hash('sha1', id, 'hex').slice(0, 16), state, at);
  }

  /** What an event says of its job and its datasets; the job's place in the batch, null where it has no name. */
  #jobEvent(event: Json, job: Json): number | null {
    const named = namedAt(job, this.#count, 'A job');
    if (named === null) return null;
    const key = this.#list.job(named.namespace, named.name);
    const told = jobTold(job, wordsAt(event, 'producer', 500));
    if (this.#isNews(`job\n${named.namespace}\n${named.name}`, told)) this.#list.jobTold(key, told);
    const inputs = this.#datasets(event, 'inputs');
    const outputs = this.#datasets(event, 'outputs');
    const parent = objectAt(objectAt(objectAt(event, 'run'), 'facets'), 'parent');
    const entries = objectAt(objectAt(job, 'facets'), 'lineage');
    const shape = [
      named,
      inputs.map(shapeOf),
      outputs.map(shapeOf),
      parent === null ? null : member(parent, 'job'),
      entries,
    ];
    const fresh = this.#isFresh(shape);
    for (const dataset of inputs) this.#dataset(fresh ? key : null, dataset, fresh ? 'input' : 'known');
    for (const dataset of outputs) this.#dataset(fresh ? key : null, dataset, fresh ? 'output' : 'known');
    if (fresh) {
      this.#parent(key, parent);
      if (entries !== null) this.#entries(key, entries);
    }
    return key;
  }

  #datasets(event: Json, side: 'inputs' | 'outputs'): Json[] {
    const list = listAt(event, side);
    if (list.length > LIMITS.datasets)
      this.#count.skip('E_DATASETS_MANY', `The event has more than ${LIMITS.datasets} ${side}.`);
    const objects = list.slice(0, LIMITS.datasets).filter(isObject);
    if (objects.length < Math.min(list.length, LIMITS.datasets))
      this.#count.skip('E_DATASET_SHAPE', `Among the ${side} is something that is no dataset.`);
    return objects;
  }

  /** A dataset with what its facets say; `known` where only they can be new. */
  #dataset(job: number | null, dataset: Json, side: 'input' | 'output' | 'known' | null): number | null {
    const named = namedAt(dataset, this.#count, 'A dataset');
    if (named === null) return null;
    const facets = objectAt(dataset, 'facets');
    const explicit = objectAt(facets, 'lineage');
    const told = this.#news(named, dataset, explicit);
    if (side === 'known') {
      if (told !== null) this.#list.datasetTold(this.#list.dataset(named.namespace, named.name), told);
      return 0;
    }
    const key = this.#list.dataset(named.namespace, named.name);
    if (told !== null) this.#list.datasetTold(key, told);
    if (job !== null && side !== null) this.#list.edge(job, key, side);
    this.#aliases(key, objectAt(facets, 'symlinks'));
    const columns = objectAt(facets, 'columnLineage');
    if (columns !== null) this.#feeds(job, key, columnLineage(columns, this.#count));
    if (explicit !== null) this.#feeds(job, key, explicitLineage(explicit, this.#count));
    return key;
  }

  /** What is new of what a dataset's facets say; counts change with every run, the schema hardly ever. */
  #news(named: Named, dataset: Json, explicit: Json | null): DatasetTold | null {
    const { schema, ...rest }: DatasetTold = datasetTold(dataset, this.#count);
    if (Array.isArray(member(explicit, 'inputs'))) rest.origin = listAt(explicit, 'inputs').length === 0;
    const key = `${named.namespace}\n${named.name}`;
    const isNews = this.#isNews(`dataset\n${key}`, rest);
    const isOther = schema !== undefined && this.#isNews(`schema\n${key}`, schema);
    if (!isNews && !isOther) return null;
    return { ...(isNews ? rest : {}), ...(isOther ? { schema } : {}) };
  }

  #aliases(dataset: number, symlinks: Json | null): void {
    const identifiers = listAt(symlinks, 'identifiers');
    if (identifiers.length > LIMITS.aliases)
      this.#count.skip('E_ALIASES_MANY', `A dataset has more than ${LIMITS.aliases} symlinks.`);
    for (const identifier of identifiers.slice(0, LIMITS.aliases)) {
      const named = namedAt(identifier, this.#count, 'A symlink');
      if (named !== null)
        this.#list.alias(dataset, named.namespace, named.name, wordsAt(identifier, 'type', 100) ?? '');
    }
  }

  #parent(job: number, parent: Json | null): void {
    if (parent === null) return;
    const named = namedAt(objectAt(parent, 'job'), this.#count, 'A parent job');
    if (named !== null) this.#list.link(this.#list.job(named.namespace, named.name), job, 'parent');
  }

  /** The entries of a job's `lineage` facet: targets that are datasets or jobs, and what feeds them. */
  #entries(job: number, facet: Json): void {
    const entries = [...listAt(facet, 'entries'), ...listAt(facet, 'lineage')].slice(0, LIMITS.datasets);
    for (const entry of entries.filter(isObject)) {
      if (textAt(entry, 'type') === 'JOB') {
        const own = textAt(entry, 'name') === null;
        const named = own ? null : namedAt(entry, this.#count, 'A job of a lineage entry');
        if (!own && named === null) continue;
        this.#feedsJob(named === null ? job : this.#list.job(named.namespace, named.name), job, entry);
        continue;
      }
      const named = namedAt(entry, this.#count, 'A target of a lineage entry');
      if (named === null) continue;
      const target = this.#list.dataset(named.namespace, named.name);
      if (Array.isArray(member(entry, 'inputs')) && listAt(entry, 'inputs').length === 0)
        this.#list.datasetTold(target, { origin: true });
      this.#list.edge(job, target, 'output');
      this.#feeds(job, target, explicitLineage(entry, this.#count));
    }
  }

  #feedsJob(target: number, own: number, entry: Json): void {
    for (const { from } of explicitLineage(entry, this.#count)) {
      if (from.kind === 'dataset') this.#list.edge(target, this.#list.dataset(from.namespace, from.name), 'input');
      else if (this.#jobOf(from, own) !== target) this.#list.link(this.#jobOf(from, own), target, 'feeds');
    }
  }

  #jobOf(named: Named, own: number): number {
    return named.name === '' ? own : this.#list.job(named.namespace, named.name);
  }

  #feeds(job: number | null, to: number, feeds: Generator<Feed>): void {
    let told = 0;
    const read = new Set<number>();
    for (const { from, ...feed } of feeds) {
      if (told >= LIMITS.columnEdges) {
        this.#count.skip('E_COLUMNS_MANY', `A dataset is fed by more than ${LIMITS.columnEdges} columns.`);
        return;
      }
      told += 1;
      if (from.kind === 'job') {
        if (job !== null || from.name !== '') this.#list.edge(this.#jobOf(from, job ?? 0), to, 'output');
        continue;
      }
      const source = this.#list.dataset(from.namespace, from.name);
      this.#list.column({ ...feed, job, from: source, to });
      if (read.has(source)) continue;
      read.add(source);
      // Who takes a column from a dataset reads that dataset, whether or not the event lists it.
      if (job !== null) this.#list.edge(job, source, 'input');
      else if (feed.fromField !== '' || feed.toField !== '')
        this.#list.column({
          ...feed,
          job,
          from: source,
          to,
          fromField: '',
          toField: '',
          description: null,
          masking: false,
        });
    }
  }

  /** Was this very shape met before? Then its edges are written, or will be. */
  #isFresh(shape: unknown): boolean {
    const digest = digestOf(shape);
    if (this.#shapes.get(digest)) return false;
    this.#shapes.set(digest, true);
    return true;
  }

  /** Does it differ from what was last said of the same thing? */
  #isNews(key: string, told: object): boolean {
    const digest = digestOf(told);
    if (this.#last.get(key) === digest) return false;
    this.#last.set(key, digest);
    return true;
  }
}

const digestOf = (value: unknown): string => hash('sha1', JSON.stringify(value), 'base64');

/** What of a dataset makes edges. */
function shapeOf(dataset: Json): unknown {
  const facets = objectAt(dataset, 'facets');
  return [
    member(dataset, 'namespace'),
    member(dataset, 'name'),
    member(facets, 'symlinks'),
    member(facets, 'columnLineage'),
    member(facets, 'lineage'),
  ];
}

/** RFC 3339 in UTC with milliseconds, so that times compare as text. */
function timeAt(event: unknown): string | null {
  const text = textAt(event, 'eventTime');
  if (text === null || text.length > 60) return null;
  const time = new Date(text);
  return Number.isNaN(time.getTime()) || time.getUTCFullYear() < 1970 || time.getUTCFullYear() > 9999
    ? null
    : time.toISOString();
}
