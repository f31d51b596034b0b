/**
 * Writes `electron/emulator/facts/<service>.json`: the facts the emulator holds requests and answers against.
 *
 *   node tools/extract-aws-facts.mjs FOLDER
 *
 * FOLDER holds AWS's own service models (one JSON file per service, named as below). AWS publishes them in the source
 * of its Python SDK core, under the data folder: one folder per service, one per API version, file "service-2".
 * Which operations are kept is decided by the emulator's registry, so a newly served operation needs a re-run.
 * Only facts are kept: names, places, types, limits, patterns, enums, error codes. No prose is copied.
 * A service whose model is not in FOLDER keeps its present facts file (said on stderr).
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { registry } from '../electron/emulator/registry.ts';

const MODELS = {
  DataZone: 'datazone',
  Glue: 'glue',
  IdentityStore: 'identitystore',
  LakeFormation: 'lakeformation',
  Organizations: 'organizations',
  STS: 'sts',
};
const LIMITS = ['min', 'max', 'pattern', 'enum', 'timestampFormat', 'union', 'required'];
const FACTS = fileURLToPath(new URL('../electron/emulator/facts/', import.meta.url));

const kept = (from, keys) =>
  Object.fromEntries(keys.filter((key) => from[key] !== undefined).map((key) => [key, from[key]]));

/** One member: the shape it has and, where it does not travel in the body under its own name, where it does. */
const member = (name, reference) => ({
  shape: reference.shape,
  ...(reference.location ? { in: reference.location } : {}),
  ...(reference.locationName && reference.locationName !== name ? { as: reference.locationName } : {}),
  ...(reference.timestampFormat ? { timestampFormat: reference.timestampFormat } : {}),
});

const shapeFacts = (shape) => ({
  type: shape.type,
  ...kept(shape, LIMITS),
  ...(shape.members
    ? { members: Object.fromEntries(Object.entries(shape.members).map(([name, ref]) => [name, member(name, ref)])) }
    : {}),
  ...(shape.member ? { member: shape.member.shape } : {}),
  ...(shape.key ? { key: shape.key.shape, value: shape.value.shape } : {}),
  ...(shape.payload ? { payload: shape.payload } : {}),
});

const reach = (model, name, found) => {
  if (name === undefined || found.has(name)) return;
  const shape = model.shapes[name];
  found.set(name, shapeFacts(shape));
  const next = [...Object.values(shape.members ?? {}), shape.member, shape.key, shape.value];
  for (const reference of next) reach(model, reference?.shape, found);
};

const sorted = (entries) => Object.fromEntries([...entries].toSorted(([a], [b]) => (a < b ? -1 : 1)));

const extract = (model, served) => {
  const shapes = new Map();
  const errors = new Map();
  const operations = served.map((name) => {
    const operation = model.operations[name];
    if (!operation) throw new Error(`The model of ${model.metadata.serviceId} has no operation ${name}.`);
    reach(model, operation.input?.shape, shapes);
    reach(model, operation.output?.shape, shapes);
    for (const { shape } of operation.errors ?? []) {
      errors.set(shape, { status: model.shapes[shape].error?.httpStatusCode ?? 400 });
    }
    return [
      name,
      {
        method: operation.http.method,
        path: operation.http.requestUri,
        status: operation.http.responseCode ?? 200,
        ...(operation.input ? { input: operation.input.shape } : {}),
        ...(operation.output ? { output: operation.output.shape } : {}),
        errors: (operation.errors ?? []).map(({ shape }) => shape).toSorted(),
      },
    ];
  });
  const { apiVersion, protocol, signingName, endpointPrefix, targetPrefix, jsonVersion } = model.metadata;
  return {
    apiVersion,
    protocol,
    signingName: signingName ?? endpointPrefix,
    ...(targetPrefix ? { targetPrefix, jsonVersion } : {}),
    operations: sorted(operations),
    errors: sorted(errors),
    shapes: sorted(shapes),
  };
};

const folder = process.argv[2];
if (!folder || !existsSync(folder)) {
  console.error('Give the folder that holds the service models: node tools/extract-aws-facts.mjs FOLDER');
  process.exit(2);
}
for (const [service, file] of Object.entries(MODELS)) {
  const source = join(resolve(folder), `${file}.json`);
  if (!existsSync(source)) {
    console.error(`No ${file}.json in the folder: the present facts of ${service} stay as they are.`);
    continue;
  }
  const facts = extract(JSON.parse(readFileSync(source, 'utf8')), Object.keys(registry[service]).toSorted());
  writeFileSync(join(FACTS, `${file}.json`), `${JSON.stringify(facts, null, 1)}\n`);
  console.log(
    `${service}: ${Object.keys(facts.operations).length} operations, ${Object.keys(facts.shapes).length} shapes`,
  );
}
