/**
 * The shape of grown lineage: data sets in rows of `row`, four rows to a block, each of the last three rows written by
 * jobs that read the row before. Job n, its inputs, and who reads or writes a data set follow from arithmetic alone, so
 * a graph of a million edges holds nothing.
 */
export interface Ladder {
  readonly jobs: number;
  readonly edges: number;
  /** data set written and data sets read by a job */
  readonly outputOf: (job: number) => number;
  readonly inputsOf: (job: number) => readonly number[];
  readonly writersOf: (dataset: number) => readonly number[];
  readonly readersOf: (dataset: number) => readonly number[];
  /** how many data sets any job touches */
  readonly touched: () => number;
}

const ROWS = 4;

/**
 * A ladder over `datasets` data sets with exactly `edges` edges. Throws RangeError when there are fewer than two data
 * sets and an edge is asked for.
 */
export const createLadder = (datasets: number, turn: number, edges: number): Ladder => {
  const row = Math.max(1, Math.min(turn, Math.floor(datasets / ROWS)));
  const block = ROWS * row;
  const rest = datasets % block;
  const outputs = Math.floor(datasets / block) * (block - row) + Math.max(0, rest - row);
  if (edges > 0 && outputs === 0) {
    throw new RangeError('Lineage beyond the story needs assets: ask for more assets or for fewer lineage edges.');
  }
  // With one data set to a row there is only one to read.
  const perJob = row >= 2 ? 3 : 2;
  const jobs = Math.ceil(edges / perJob);
  const turns = outputs === 0 ? 0 : Math.ceil(jobs / outputs);
  const apart = row >= 2 ? 1 + (37 % (row - 1 || 1)) : 0;
  const edgesOf = (job: number): number => (job === jobs - 1 ? edges - (jobs - 1) * perJob : perJob);
  const slotOf = (from: number, by: number): number => (((from + by) % row) + row) % row;

  const outputOf = (job: number): number => {
    const place = job % outputs;
    const within = place % (block - row);
    return Math.floor(place / (block - row)) * block + row + within;
  };
  const placeOf = (output: number): number => {
    const at = Math.floor(output / block);
    return at * (block - row) + (output - at * block - row);
  };

  const inputsOf = (job: number): number[] => {
    const output = outputOf(job);
    const above = Math.floor(output / row) * row - row;
    const turnOf = Math.floor(job / outputs);
    const first = slotOf(output % row, turnOf);
    return [above + first, above + slotOf(first, apart)].slice(0, edgesOf(job) - 1);
  };

  const writersOf = (dataset: number): number[] => {
    if (Math.floor(dataset / row) % ROWS === 0 || dataset >= datasets) return [];
    const place = placeOf(dataset);
    const found: number[] = [];
    for (let job = place; job < jobs; job += outputs) found.push(job);
    return found;
  };

  const readersOf = (dataset: number): number[] => {
    const at = Math.floor(dataset / row);
    if (at % ROWS === ROWS - 1 || dataset >= datasets) return [];
    const found: number[] = [];
    for (let turnOf = 0; turnOf < turns; turnOf += 1) {
      for (const by of perJob === 3 ? [turnOf, turnOf + apart] : [turnOf]) {
        const output = (at + 1) * row + slotOf(dataset % row, -by);
        const job = output < datasets ? turnOf * outputs + placeOf(output) : jobs;
        if (job < jobs && inputsOf(job).includes(dataset)) found.push(job);
      }
    }
    return found;
  };

  return {
    jobs,
    edges,
    outputOf,
    inputsOf,
    writersOf,
    readersOf,
    touched: () => {
      const seen = new Uint8Array(datasets);
      for (let job = 0; job < jobs; job += 1) {
        seen[outputOf(job)] = 1;
        for (const input of inputsOf(job)) seen[input] = 1;
      }
      return seen.reduce((sum, each) => sum + each, 0);
    },
  };
};
