import { LIMITS } from '../imports/limits.ts';
import type { Count } from '../imports/tally.ts';
import type { DatasetTold, JobTold, SchemaField } from './facts.ts';
import { countAt, isObject, type Json, listAt, member, objectAt, storable, textAt, wordsAt } from '../imports/json.ts';

/** Structs within structs, as `a.b.c`. */
const DEEPEST_FIELD = 16;
const MOST_OWNERS = 100;
const MOST_ASSERTIONS = 200;
const MOST_TAGS = 200;

/** What the facets of a dataset say of it; undefined members were not said. Lineage is read elsewhere. */
export function datasetTold(dataset: Json, count: Count): DatasetTold {
  const facets = objectAt(dataset, 'facets') ?? {};
  const source = objectAt(facets, 'dataSource');
  const storage = objectAt(facets, 'storage');
  return said({
    description: wordsAt(objectAt(facets, 'documentation'), 'description'),
    source: wordsAt(source, 'uri') ?? wordsAt(source, 'name'),
    storage: wordsAt(storage, 'fileFormat') ?? wordsAt(storage, 'storageLayer'),
    type: wordsAt(objectAt(facets, 'datasetType'), 'datasetType'),
    lifecycle: wordsAt(objectAt(facets, 'lifecycleStateChange'), 'lifecycleStateChange'),
    owners: owners(objectAt(facets, 'ownership')),
    quality: quality(dataset, facets),
    tags: tags(objectAt(facets, 'tags')),
    schema: schema(objectAt(facets, 'schema'), count),
  });
}

/** What the facets of a job say of it. `producer` is the event's. */
export function jobTold(job: Json, producer: string | null): JobTold {
  const facets = objectAt(job, 'facets') ?? {};
  const type = objectAt(facets, 'jobType');
  return said({
    description: wordsAt(objectAt(facets, 'documentation'), 'description'),
    producer,
    integration: wordsAt(type, 'integration'),
    processing: wordsAt(type, 'processingType'),
    type: wordsAt(type, 'jobType'),
    sql: wordsAt(objectAt(facets, 'sql'), 'query'),
    owners: owners(objectAt(facets, 'ownership')),
  });
}

type Said<T> = { [K in keyof T]?: NonNullable<T[K]> };

/** Only what was said: a facet that is not there does not take back what another event said. */
function said<T extends object>(values: T): Said<T> {
  const kept = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(kept) as Said<T>;
}

function owners(facet: Json | null): string | null {
  const list = listAt(facet, 'owners')
    .slice(0, MOST_OWNERS)
    .flatMap((owner) => {
      const name = wordsAt(owner, 'name', 300);
      return name === null ? [] : [{ name, type: wordsAt(owner, 'type', 100) }];
    });
  return list.length === 0 ? null : cut(list);
}

/** JSON of a list that is not longer than a text may be: the last ones go. */
function cut(list: readonly object[], most: number = LIMITS.text): string {
  let kept = list;
  for (;;) {
    const text = JSON.stringify(kept);
    if (text.length <= most) return text;
    kept = kept.slice(0, Math.floor(kept.length / 2));
  }
}

function tags(facet: Json | null): string | null {
  const list = listAt(facet, 'tags')
    .slice(0, MOST_TAGS)
    .flatMap((tag) => {
      const key = wordsAt(tag, 'key', 300);
      return key === null ? [] : [{ key, value: wordsAt(tag, 'value', 300), field: wordsAt(tag, 'field', 300) }];
    });
  return list.length === 0 ? null : cut(list, 60_000);
}

/** Counts and the outcome of tests; metrics by column stay in the file. */
function quality(dataset: Json, facets: Json): string | null {
  const input = objectAt(dataset, 'inputFacets');
  const metrics = objectAt(input, 'dataQualityMetrics') ?? objectAt(facets, 'dataQualityMetrics');
  const output = objectAt(objectAt(dataset, 'outputFacets'), 'outputStatistics');
  const tests = objectAt(input, 'dataQualityAssertions') ?? objectAt(facets, 'dataQualityAssertions');
  if (metrics === null && output === null && tests === null) return null;
  const assertions = listAt(tests, 'assertions')
    .slice(0, MOST_ASSERTIONS)
    .flatMap((test) => {
      const assertion = wordsAt(test, 'assertion', 200);
      const success = member(test, 'success');
      return assertion === null || typeof success !== 'boolean'
        ? []
        : [{ assertion, column: wordsAt(test, 'column', 300), success }];
    });
  return JSON.stringify({
    rowCount: countAt(metrics, 'rowCount') ?? countAt(output, 'rowCount'),
    bytes: countAt(metrics, 'bytes') ?? countAt(output, 'size'),
    fileCount: countAt(metrics, 'fileCount') ?? countAt(output, 'fileCount'),
    assertions: assertions.slice(0, fitting(assertions)),
  });
}

const fitting = (list: readonly object[]): number => {
  let letters = 200;
  return list.filter((one) => (letters += JSON.stringify(one).length + 1) < 60_000).length;
};

function schema(facet: Json | null, count: Count): SchemaField[] | null {
  if (facet === null || !Array.isArray(member(facet, 'fields'))) return null;
  const fields: SchemaField[] = [];
  const gather = (list: readonly unknown[], above: string, depth: number): void => {
    for (const field of list) {
      const name = textAt(field, 'name');
      if (name === null || name === '' || above.length + name.length > LIMITS.name) {
        count.skip('E_FIELD_SHAPE', 'A field of a schema has no name, or one that is too long.');
        continue;
      }
      if (fields.length >= LIMITS.fields) {
        count.skip('E_FIELDS_MANY', `A schema has more than ${LIMITS.fields} fields.`);
        return;
      }
      const path = storable(above + name, LIMITS.name);
      fields.push({ name: path, type: wordsAt(field, 'type'), description: wordsAt(field, 'description') });
      if (isObject(field) && depth < DEEPEST_FIELD) gather(listAt(field, 'fields'), `${path}.`, depth + 1);
    }
  };
  gather(listAt(facet, 'fields'), '', 0);
  return fields;
}
