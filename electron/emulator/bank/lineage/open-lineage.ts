import type { Named, RunState } from '#emulator/bank/lineage/types.ts';

/** Where jobs run. Each names its data sets and writes its facets in a way of its own. */
export type System = 'spark' | 'glue' | 'dbt' | 'airflow';

/** A data set as a job speaks of it. `arn` is what joins it to a table in Glue. */
export interface SpokenDataset extends Named {
  readonly arn?: string;
  readonly fields: readonly { readonly name: string; readonly type: string }[];
}

/** Where one column of an output comes from: the place of the input among the inputs, and its column. */
export interface ColumnSource {
  readonly output: string;
  readonly from: readonly { readonly input: number; readonly field: string }[];
}

export interface Run {
  readonly system: System;
  readonly eventType: RunState;
  readonly eventTime: number;
  readonly runId: string;
  readonly job: Named;
  readonly inputs: readonly SpokenDataset[];
  readonly outputs: readonly SpokenDataset[];
  /** of the first output */
  readonly columns: readonly ColumnSource[];
}

/** AWS refuses longer events. */
const LONGEST = 300_000;

const producers: Readonly<Record<System, string>> = {
  spark: 'https://github.com/OpenLineage/OpenLineage/tree/1.33.0/integration/spark',
  glue: 'https://github.com/OpenLineage/OpenLineage/tree/1.33.0/integration/spark',
  dbt: 'https://github.com/OpenLineage/OpenLineage/tree/1.33.0/integration/dbt',
  airflow: 'https://github.com/apache/airflow/tree/providers-openlineage/2.1.0',
};

const facet = (system: System, version: string, name: string, value: object): object => ({
  _producer: producers[system],
  _schemaURL: `https://openlineage.io/spec/facets/${version}/${name}.json#/$defs/${name}`,
  ...value,
});

const GLUE = /^(arn:aws:glue:[^:]*:\d{12}):(table\/.+)$/s;

/** How a job of a system names a table of Glue. */
export const spoken = (
  system: System,
  table: { readonly arn: string; readonly location: string; readonly fields: SpokenDataset['fields'] },
  region: string,
): SpokenDataset => {
  const [, namespace = '', name = ''] = GLUE.exec(table.arn) ?? [];
  const [, database = '', plain = ''] = name.split('/');
  const { arn, fields } = table;
  if (system === 'airflow') return { namespace, name, arn, fields };
  if (system === 'dbt')
    return {
      namespace: `awsathena://athena.${region}.amazonaws.com`,
      name: `AwsDataCatalog.${database}.${plain}`,
      arn,
      fields,
    };
  const [, bucket = '', path = ''] = /^s3:\/\/([^/]+)\/?(.*?)\/?$/s.exec(table.location) ?? [];
  return { namespace: `s3://${bucket}`, name: path === '' ? '/' : path, arn, fields };
};

const symlinks = (system: System, { arn }: SpokenDataset): object => {
  const [, namespace, name] = arn === undefined || system === 'airflow' ? [] : (GLUE.exec(arn) ?? []);
  return namespace === undefined
    ? {}
    : {
        symlinks: facet(system, '1-0-1', 'SymlinksDatasetFacet', { identifiers: [{ namespace, name, type: 'TABLE' }] }),
      };
};

/** The facet in its present shape, and for dbt in the older one that is still about. */
const columnLineage = (system: System, inputs: readonly SpokenDataset[], columns: readonly ColumnSource[]): object => {
  const field = (source: { readonly input: number; readonly field: string }): object => {
    const { namespace = '', name = '' } = inputs[source.input] ?? {};
    return { namespace, name, field: source.field };
  };
  const older = system === 'dbt';
  const fields = Object.fromEntries(
    columns.map(({ output, from }) => [
      output,
      older
        ? { inputFields: from.map(field), transformationDescription: 'identical', transformationType: 'IDENTITY' }
        : {
            inputFields: from.map((source) => ({
              ...field(source),
              transformations: [{ type: 'DIRECT', subtype: 'IDENTITY', description: '', masking: false }],
            })),
          },
    ]),
  );
  return {
    columnLineage: facet(system, older ? '1-0-1' : '1-2-0', 'ColumnLineageDatasetFacet', {
      fields,
      ...(older ? {} : { dataset: [] }),
    }),
  };
};

const dataset = (system: System, spokenOf: SpokenDataset, detail: number, more: object): object => ({
  namespace: spokenOf.namespace,
  name: spokenOf.name,
  facets: {
    ...symlinks(system, spokenOf),
    // Airflow knows which tables a task touches, not what is in them.
    ...(detail > 0 && system !== 'airflow' && spokenOf.fields.length > 0
      ? { schema: facet(system, '1-1-1', 'SchemaDatasetFacet', { fields: spokenOf.fields }) }
      : {}),
    ...more,
  },
});

const render = (run: Run, detail: number): string => {
  const { system, inputs, outputs, columns } = run;
  const traced = detail > 1 && system !== 'airflow' && columns.length > 0;
  const integration = system === 'glue' ? 'SPARK' : system.toUpperCase();
  return JSON.stringify({
    eventTime: new Date(run.eventTime).toISOString(),
    eventType: run.eventType,
    producer: producers[system],
    schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
    run: { runId: run.runId, facets: {} },
    job: {
      ...run.job,
      facets: {
        jobType: facet(system, '2-0-3', 'JobTypeJobFacet', {
          processingType: 'BATCH',
          integration,
          jobType: system === 'airflow' ? 'TASK' : system === 'dbt' ? 'MODEL' : 'JOB',
        }),
      },
    },
    inputs: inputs.map((each) => dataset(system, each, detail, {})),
    outputs: outputs.map((each, at) =>
      dataset(system, each, detail, traced && at === 0 ? columnLineage(system, inputs, columns) : {}),
    ),
  });
};

/** The run as a RunEvent of spec 2-0-2. What would be too long loses its column lineage first, then its schemas. */
export const runEvent = (run: Run): string => {
  for (const detail of [2, 1]) {
    const text = render(run, detail);
    if (Buffer.byteLength(text) <= LONGEST) return text;
  }
  return render(run, 0);
};

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What identifies a data set of an event: its Glue ARN where it is one or is linked to one, else `<namespace>/<name>`. */
export const datasetSource = (given: unknown): string => {
  const { namespace, name, facets } = record(given);
  const links = record(record(facets)['symlinks'])['identifiers'];
  const all = [{ namespace, name }, ...(Array.isArray(links) ? (links as unknown[]) : [])].map(record);
  const table = all.find((each) => text(each['namespace']).startsWith('arn:aws:glue:'));
  return table ? `${text(table['namespace'])}:${text(table['name'])}` : `${text(namespace)}/${text(name)}`;
};

export const jobSource = ({ namespace, name }: Named): string => `${namespace}.${name}`;

/** The parts of an event that make a graph. Throws RangeError for text that is no RunEvent. */
export const readRunEvent = (
  body: string,
): Pick<Run, 'eventType' | 'eventTime' | 'runId' | 'job'> & {
  readonly inputs: readonly (Named & { readonly source: string })[];
  readonly outputs: readonly (Named & { readonly source: string })[];
} => {
  let event: Readonly<Record<string, unknown>>;
  try {
    event = record(JSON.parse(body));
  } catch {
    throw new RangeError('A lineage event has to be JSON.');
  }
  const job = record(event['job']);
  const eventTime = Date.parse(text(event['eventTime']));
  const runId = text(record(event['run'])['runId']);
  if (Number.isNaN(eventTime) || runId === '' || text(job['name']) === '')
    throw new RangeError('A lineage event needs a time, a run and a job.');
  const datasets = (value: unknown): (Named & { source: string })[] =>
    (Array.isArray(value) ? (value as unknown[]) : []).map((each) => ({
      namespace: text(record(each)['namespace']),
      name: text(record(each)['name']),
      source: datasetSource(each),
    }));
  return {
    eventType: runStates.find((state) => state === event['eventType']) ?? 'OTHER',
    eventTime,
    runId,
    job: { namespace: text(job['namespace']), name: text(job['name']) },
    inputs: datasets(event['inputs']),
    outputs: datasets(event['outputs']),
  };
};

const runStates: readonly RunState[] = ['START', 'RUNNING', 'COMPLETE', 'ABORT', 'FAIL', 'OTHER'];
