import type { AssetStore } from '#emulator/bank/assets.ts';
import { daysAgo } from '#emulator/bank/calendar.ts';
import type { Foundation } from '#emulator/bank/foundation.ts';
import { tableArn } from '#emulator/bank/forms.ts';
import { idOf, ordinalOf, uuidOf } from '#emulator/bank/ids.ts';
import { createLadder } from '#emulator/bank/lineage/ladder.ts';
import {
  type ColumnSource,
  type Run,
  type SpokenDataset,
  type System,
  jobSource,
  runEvent,
  spoken,
} from '#emulator/bank/lineage/open-lineage.ts';
import type { LineageEvent, LineageNode, Named, Neighbour, Sighting } from '#emulator/bank/lineage/types.ts';
import { hash32 } from '#emulator/random.ts';

/** Lineage between grown assets, computed from the seed. Ids are the truth; nothing is held but one index of ARNs. */
export interface GrownLineage {
  readonly edges: number;
  readonly events: number;
  readonly nodes: () => number;
  readonly timeOf: (event: number) => number;
  readonly event: (event: number) => LineageEvent;
  readonly eventById: (id: string) => LineageEvent | undefined;
  readonly nodeById: (id: string) => LineageNode | undefined;
  /** the id a source has or would have here, whether or not a job touches it */
  readonly idOfSource: (source: string) => string | undefined;
  readonly up: (id: string) => readonly Neighbour[];
  readonly down: (id: string) => readonly Neighbour[];
  readonly history: (id: string) => readonly Sighting[];
}

const DAYS = 60;
/** Of ten jobs one, the fourth, also says when it starts. */
const TEN = 10;
const STARTER = 3;
const systems: readonly System[] = ['spark', 'glue', 'dbt', 'airflow'];

/** Finds the place of a text by hashing, without holding the texts. */
const indexTexts = (count: number, textAt: (at: number) => string): ((text: string) => number | undefined) => {
  const size = 2 ** Math.ceil(Math.log2(Math.max(2, count * 2)));
  const slots = new Int32Array(size).fill(-1);
  const hashOf = (text: string): number => {
    let hash = 0x811c9dc5;
    for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    return (hash >>> 0) & (size - 1);
  };
  const mask = size - 1;
  for (let at = 0; at < count; at += 1) {
    let slot = hashOf(textAt(at));
    while (slots[slot] !== -1) slot = (slot + 1) & mask;
    slots[slot] = at;
  }
  return (text) => {
    for (let slot = hashOf(text); ; slot = (slot + 1) & mask) {
      const at = slots[slot] ?? -1;
      if (at < 0) return undefined;
      if (textAt(at) === text) return at;
    }
  };
};

/** Columns of an output, from the input column of the same name, else from the one at its place. */
const traced = (inputs: readonly SpokenDataset[], output: SpokenDataset): ColumnSource[] =>
  output.fields.flatMap(({ name }, at): ColumnSource[] => {
    const same = inputs.flatMap((each, input) =>
      each.fields.some((field) => field.name === name) ? [{ input, field: name }] : [],
    );
    const fields = inputs[0]?.fields ?? [];
    const other = fields[at % Math.max(1, fields.length)];
    if (same.length > 0) return [{ output: name, from: same }];
    return other ? [{ output: name, from: [{ input: 0, field: other.name }] }] : [];
  });

/** Opens lineage of `edges` edges over the grown assets. Throws RangeError when there are too few assets for any. */
export const createGrownLineage = (foundation: Foundation, assets: AssetStore, edges: number): GrownLineage => {
  const { seed, region } = foundation.size;
  const { grower, storyCount, initialCount } = assets;
  const datasets = initialCount - storyCount;
  // Rows as long as the turn projects take, so that a table is mostly read by jobs of its own project.
  const turn = foundation.projectSpecs.reduce((sum, { weight }) => sum + weight, 0);
  const ladder = createLadder(datasets, turn, edges);
  const { jobs } = ladder;
  const started = (upTo: number): number => Math.floor(upTo / TEN) + (upTo % TEN > STARTER ? 1 : 0);
  const events = jobs + started(jobs);
  const step = Math.max(1000, Math.floor((DAYS * 86_400_000) / Math.max(1, events) / 1000) * 1000);

  const timeOf = (event: number): number => daysAgo(DAYS) + event * step;
  /** the job an event is of, and whether it is its start */
  const jobOf = (event: number): { job: number; start: boolean } => {
    const within = event % (TEN + 1);
    const first = Math.floor(event / (TEN + 1)) * TEN;
    return { job: first + (within > STARTER ? within - 1 : within), start: within === STARTER };
  };
  const endOf = (job: number): number =>
    Math.floor(job / TEN) * (TEN + 1) + (job % TEN) + (job % TEN >= STARTER ? 1 : 0);
  const endTime = (job: number): number => timeOf(endOf(job));

  const arnOf = (dataset: number): string => {
    const { project, spec, layer } = grower.slot(dataset);
    return tableArn(region, project.accountId, `${spec.database}_${layer.code}`, grower.tableName(dataset));
  };
  const datasetId = (dataset: number): string => idOf(seed, 'lineageDataset', dataset);
  const jobId = (job: number): string => idOf(seed, 'lineageJob', job);
  const systemOf = (job: number): System => systems[hash32(seed, 101, job) % systems.length] ?? 'spark';

  const nameOf = (job: number): Named => {
    const output = ladder.outputOf(job);
    const { project, spec, layer } = grower.slot(output);
    const table = grower.tableName(output);
    const names: Readonly<Record<System, Named>> = {
      spark: { namespace: `spark-emr-${project.accountId}`, name: `${spec.database}.build_${table}_${job}` },
      glue: { namespace: `arn:aws:glue:${region}:${project.accountId}`, name: `${spec.database}_load_${table}_${job}` },
      dbt: { namespace: 'dbt-anybank', name: `${spec.database}.${layer.code}.${table}_${job}` },
      airflow: { namespace: `airflow-mwaa-${spec.area}`, name: `${spec.database}.refresh_${table}_${job}` },
    };
    return names[systemOf(job)];
  };
  const runIdOf = (job: number): string => uuidOf(seed, 'lineageJob', job);

  const speak = (system: System, dataset: number, columns: boolean): SpokenDataset => {
    const { project, spec, layer } = grower.slot(dataset);
    const database = `${spec.database}_${layer.code}`;
    const location = `s3://anybank-${project.accountId}-${database.replaceAll('_', '-')}/${grower.tableName(dataset)}/`;
    const fields = columns ? assets.plan(storyCount + dataset).columns.map(({ name, type }) => ({ name, type })) : [];
    return spoken(system, { arn: arnOf(dataset), location, fields }, region);
  };

  const runOf = (event: number, columns: boolean): Run => {
    const { job, start } = jobOf(event);
    const system = systemOf(job);
    const inputs = ladder.inputsOf(job).map((input) => speak(system, input, columns));
    const output = speak(system, ladder.outputOf(job), columns);
    return {
      system,
      eventType: start ? 'START' : 'COMPLETE',
      eventTime: timeOf(event),
      runId: runIdOf(job),
      job: nameOf(job),
      inputs: start ? [] : inputs,
      outputs: start ? [] : [output],
      columns: columns && !start ? traced(inputs, output) : [],
    };
  };

  const named = ({ namespace, name }: Named): Named => ({ namespace, name });
  const event = (at: number): LineageEvent => {
    const { eventTime, eventType, runId, job, inputs, outputs } = runOf(at, false);
    return {
      id: idOf(seed, 'grownLineageEvent', at),
      eventTime,
      createdAt: eventTime + (1 + (hash32(seed, 102, at) % 40)) * 1000,
      createdBy: foundation.roleProfiles[1]?.profileId ?? 'SYSTEM',
      status: 'SUCCESS',
      eventType,
      runId,
      job,
      inputs: inputs.map(named),
      outputs: outputs.map(named),
      body: () => runEvent(runOf(at, true)),
    };
  };

  const ordinal = (kind: 'lineageDataset' | 'lineageJob' | 'grownLineageEvent', id: string, below: number): number => {
    const found = ordinalOf(seed, kind, id);
    return found !== undefined && found < below ? found : -1;
  };
  const asDataset = (id: string): number => ordinal('lineageDataset', id, datasets);
  const asJob = (id: string): number => ordinal('lineageJob', id, jobs);
  const isTouched = (dataset: number): boolean =>
    ladder.writersOf(dataset).length > 0 || ladder.readersOf(dataset).length > 0;

  let byArn: ((text: string) => number | undefined) | undefined;
  const ofJobs = (list: readonly number[]): Neighbour[] => list.map((job) => ({ id: jobId(job), at: endTime(job) }));

  return {
    edges: jobs === 0 ? 0 : edges,
    events,
    nodes: () => jobs + ladder.touched(),
    timeOf,
    event,
    eventById: (id) => {
      const at = ordinal('grownLineageEvent', id, events);
      return at < 0 ? undefined : event(at);
    },
    nodeById: (id) => {
      const job = asJob(id);
      if (job >= 0) {
        const name = nameOf(job);
        return {
          id,
          kind: 'job',
          name: name.name,
          sourceIdentifier: jobSource(name),
          form: { ...name, runId: runIdOf(job) },
        };
      }
      const dataset = asDataset(id);
      if (dataset < 0 || !isTouched(dataset)) return undefined;
      const arn = arnOf(dataset);
      const cut = arn.indexOf(':table/');
      return {
        id,
        kind: 'dataset',
        name: grower.tableName(dataset),
        sourceIdentifier: arn,
        form: { namespace: arn.slice(0, cut), name: arn.slice(cut + 1) },
      };
    },
    idOfSource: (source) => {
      const job = Number(/_(\d{1,9})(?:\/[-0-9a-f]{36})?$/.exec(source)?.[1] ?? -1);
      if (job >= 0 && job < jobs) {
        const plain = jobSource(nameOf(job));
        if (source === plain || source === `${plain}/${runIdOf(job)}`) return jobId(job);
      }
      if (!source.startsWith('arn:aws:glue:') || datasets === 0) return undefined;
      byArn ??= indexTexts(datasets, arnOf);
      const dataset = byArn(source);
      return dataset === undefined ? undefined : datasetId(dataset);
    },
    up: (id) => {
      const job = asJob(id);
      if (job >= 0) return ladder.inputsOf(job).map((input) => ({ id: datasetId(input), at: endTime(job) }));
      const dataset = asDataset(id);
      return dataset < 0 ? [] : ofJobs(ladder.writersOf(dataset));
    },
    down: (id) => {
      const job = asJob(id);
      if (job >= 0) return [{ id: datasetId(ladder.outputOf(job)), at: endTime(job) }];
      const dataset = asDataset(id);
      return dataset < 0 ? [] : ofJobs(ladder.readersOf(dataset));
    },
    history: (id) => {
      const job = asJob(id);
      if (job >= 0) return [{ at: endTime(job), up: ladder.inputsOf(job).length > 0, down: true }];
      const dataset = asDataset(id);
      if (dataset < 0) return [];
      return [
        ...ladder.writersOf(dataset).map((each) => ({ at: endTime(each), up: true, down: false })),
        ...ladder.readersOf(dataset).map((each) => ({ at: endTime(each), up: false, down: true })),
      ].toSorted((a, b) => a.at - b.at);
    },
  };
};
