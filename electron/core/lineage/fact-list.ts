import type { ColumnEdge, DatasetTold, Facts, JobTold, RunTold } from './facts.ts';

/** Gathers the facts of some events into one batch: names once, runs by job. */
export class FactList {
  #facts = empty();
  #datasets = new Map<string, number>();
  #jobs = new Map<string, number>();
  #runs = new Map<number, RunTold & { known: Set<string> }>();
  /** A rough measure of what the batch weighs. */
  weight = 0;

  dataset(namespace: string, name: string): number {
    return this.#named(this.#datasets, this.#facts.datasets, namespace, name);
  }

  job(namespace: string, name: string): number {
    return this.#named(this.#jobs, this.#facts.jobs, namespace, name);
  }

  datasetTold(dataset: number, told: DatasetTold): void {
    this.weight += 2 + (told.schema?.length ?? 0);
    this.#facts.datasetTold.push({ dataset, told });
  }

  jobTold(job: number, told: JobTold): void {
    this.weight += 2;
    this.#facts.jobTold.push({ job, told });
  }

  alias(dataset: number, namespace: string, name: string, type: string): void {
    this.weight += 1;
    this.#facts.aliases.push({ dataset, namespace, name, type });
  }

  edge(job: number, dataset: number, direction: 'input' | 'output'): void {
    this.weight += 1;
    this.#facts.edges.push({ job, dataset, direction });
  }

  link(from: number, to: number, kind: 'parent' | 'feeds'): void {
    this.weight += 1;
    this.#facts.links.push({ from, to, kind });
  }

  column(edge: ColumnEdge): void {
    this.weight += 1;
    this.#facts.columns.push(edge);
  }

  /** One event of a run. `digest` stands for its id. */
  run(job: number, id: string, digest: string, state: string, at: string): void {
    let run = this.#runs.get(job);
    if (run === undefined) {
      run = {
        job,
        ids: [],
        lastId: null,
        lastAt: null,
        started: null,
        completed: null,
        failed: null,
        known: new Set(),
      };
      this.#runs.set(job, run);
    }
    if (!run.known.has(digest)) {
      run.known.add(digest);
      this.weight += 1;
    }
    if (run.lastAt === null || at >= run.lastAt) Object.assign(run, { lastAt: at, lastId: id });
    if (state === 'START') run.started = later(run.started, at);
    else if (state === 'COMPLETE') run.completed = later(run.completed, at);
    else if (state === 'FAIL' || state === 'ABORT') run.failed = later(run.failed, at);
  }

  at(time: string): void {
    this.#facts.lastAt = later(this.#facts.lastAt, time);
  }

  take(): Facts {
    const runs = [...this.#runs.values()].map(({ known, ...run }) => ({ ...run, ids: [...known] }));
    const taken = { ...this.#facts, runs };
    this.#facts = empty();
    this.#datasets.clear();
    this.#jobs.clear();
    this.#runs.clear();
    this.weight = 0;
    return taken;
  }

  #named(known: Map<string, number>, list: [string, string][], namespace: string, name: string): number {
    const key = `${namespace}\n${name}`;
    let at = known.get(key);
    if (at === undefined) {
      at = list.length;
      known.set(key, at);
      list.push([namespace, name]);
      this.weight += 1;
    }
    return at;
  }
}

const later = (one: string | null, other: string): string => (one === null || other > one ? other : one);

const empty = (): Facts => ({
  datasets: [],
  jobs: [],
  datasetTold: [],
  jobTold: [],
  aliases: [],
  edges: [],
  links: [],
  columns: [],
  runs: [],
  lastAt: null,
});
