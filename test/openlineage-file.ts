import { once } from 'node:events';
import fs from 'node:fs';

/** A pipeline of so many jobs that run again and again, as Spark on Glue would tell of it. */
export interface Pipeline {
  jobs: number;
  columns: number;
  /** Datasets each job reads; each writes one. */
  inputs: number;
  seed: number;
}

const GLUE = 'arn:aws:glue:eu-central-1:111122223333';
const PRODUCER = 'https://github.com/OpenLineage/OpenLineage/tree/1.52.0/integration/spark';
const base = (name: string) => ({
  _producer: PRODUCER,
  _schemaURL: `https://openlineage.io/spec/facets/1-2-0/${name}.json`,
});

const datasetName = (number: number) => `table/db_${number % 97}/table_${number}`;
const columnName = (column: number) => `column_${column}_of_the_table`;

/** The event of run `run` of job `job`; all of it follows from the numbers. */
export function runEvent(pipeline: Pipeline, job: number, run: number, eventType: 'START' | 'COMPLETE') {
  const { columns, inputs, seed } = pipeline;
  const source = (at: number) => (job * 7 + at * 13 + seed) % (pipeline.jobs * 2);
  const time = new Date(Date.UTC(2025, 0, 1) + run * 3_600_000 + job * 1_000 + (eventType === 'START' ? 0 : 60_000));
  const schema = (number: number) => ({
    ...base('SchemaDatasetFacet'),
    fields: Array.from({ length: columns }, (_, column) => ({
      name: columnName(column),
      type: column % 3 === 0 ? 'bigint' : 'string',
      description: `Column ${column} of table ${number}, as the team that owns it describes it.`,
    })),
  });
  return {
    eventType,
    eventTime: time.toISOString(),
    run: {
      runId: `00000000-0000-4000-8000-${String(job).padStart(6, '0')}${String(run).padStart(6, '0')}`,
      facets: {
        parent: {
          ...base('ParentRunFacet'),
          run: { runId: `dag-${run}` },
          job: { namespace: 'airflow', name: `dag_${job % 50}` },
        },
      },
    },
    job: {
      namespace: 'glue.eu-central-1',
      name: `etl.job_${job}`,
      facets: {
        jobType: { ...base('JobTypeJobFacet'), processingType: 'BATCH', integration: 'SPARK', jobType: 'JOB' },
      },
    },
    inputs: Array.from({ length: inputs }, (_, at) => ({
      namespace: GLUE,
      name: datasetName(source(at)),
      facets: { schema: schema(source(at)) },
    })),
    outputs: [
      {
        namespace: GLUE,
        name: datasetName(job),
        facets: {
          schema: schema(job),
          columnLineage: {
            ...base('ColumnLineageDatasetFacet'),
            fields: Object.fromEntries(
              Array.from({ length: columns }, (_, column) => [
                columnName(column),
                {
                  inputFields: [
                    {
                      namespace: GLUE,
                      name: datasetName(source(column % inputs)),
                      field: columnName(column),
                      transformations: [{ type: 'DIRECT', subtype: 'IDENTITY', description: '', masking: false }],
                    },
                  ],
                },
              ]),
            ),
            dataset: [],
          },
        },
        outputFacets: {
          outputStatistics: { ...base('OutputStatisticsOutputDatasetFacet'), rowCount: run * 1_000 + job },
        },
      },
    ],
    producer: PRODUCER,
    schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
  };
}

/** Writes runs of a pipeline, one event a line, until the file holds `bytes`. Answers how many events and runs. */
export async function writeRuns(
  file: string,
  pipeline: Pipeline,
  bytes: number,
): Promise<{ events: number; runs: number; bytes: number }> {
  const out = fs.createWriteStream(file, { highWaterMark: 4 * 1024 * 1024 });
  let written = 0;
  let events = 0;
  let runs = 0;
  for (let run = 0; written < bytes; run += 1) {
    for (let job = 0; job < pipeline.jobs && written < bytes; job += 1) {
      const lines = (['START', 'COMPLETE'] as const)
        .map((type) => `${JSON.stringify(runEvent(pipeline, job, run, type))}\n`)
        .join('');
      written += Buffer.byteLength(lines);
      events += 2;
      runs += 1;
      if (!out.write(lines)) await once(out, 'drain');
    }
  }
  await new Promise<void>((resolve, reject) => {
    out.once('error', reject);
    out.end(() => resolve());
  });
  return { events, runs, bytes: written };
}
