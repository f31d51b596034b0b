import { LIMITS } from '../imports/limits.ts';
import { type Count, quoted } from '../imports/tally.ts';
import { isObject, type Json, listAt, member, objectAt, storable, textAt, wordsAt } from '../imports/json.ts';

/** A dataset, or a job, as an event names it. */
export interface Named {
  namespace: string;
  name: string;
}

export interface Transformation {
  type: string;
  subtype: string;
  description: string | null;
  masking: boolean;
}

/** Something feeds a field of a dataset, or all of it (''). */
export interface Feed extends Transformation {
  from: Named & { kind: 'dataset' | 'job' };
  fromField: string;
  toField: string;
}

const WHOLE = '';
const UNSAID: Transformation = { type: '', subtype: '', description: null, masking: false };

/** The name of a dataset or job, or null (counted) where there is none that can be kept. */
export function namedAt(value: unknown, count: Count, what: string): Named | null {
  const namespace = textAt(value, 'namespace');
  const name = textAt(value, 'name');
  if (namespace === null || name === null || name === '') {
    count.skip('E_NAME_SHAPE', `${what} has no namespace or no name.`);
    return null;
  }
  if (namespace.length > LIMITS.namespace || name.length > LIMITS.name) {
    count.skip('E_NAME_LONG', `The name of ${what.toLowerCase()} is too long: ${quoted(name)}.`);
    return null;
  }
  // Names are how things are told apart: one that cannot be kept as it is is not kept at all.
  if (`${namespace}${name}`.includes('\0') || !namespace.isWellFormed() || !name.isWellFormed()) {
    count.skip('E_NAME_TEXT', `The name of ${what.toLowerCase()} holds NUL or half a character: ${quoted(name)}.`);
    return null;
  }
  return { namespace, name };
}

/**
 * The `columnLineage` facet, 1-2-0 and before: `fields` with `transformations`, or with the older
 * `transformationType` (IDENTITY, MASKED) beside them or `transformation` on each input; `dataset` for what shapes
 * every field.
 */
export function* columnLineage(facet: Json, count: Count): Generator<Feed> {
  const fields = objectAt(facet, 'fields');
  if (fields === null && member(facet, 'dataset') === undefined)
    count.skip('E_COLUMN_SHAPE', 'A columnLineage facet has no fields.');
  for (const [toField, field] of Object.entries(fields ?? {})) {
    const before = olderTransformation(field);
    for (const input of listAt(field, 'inputFields')) yield* feeds(input, toField, before, count);
  }
  for (const input of listAt(facet, 'dataset')) yield* feeds(input, WHOLE, UNSAID, count);
}

/** The `lineage` facet of a dataset, or an entry of a job's: `inputs` and `fields`. */
export function* explicitLineage(entry: Json, count: Count): Generator<Feed> {
  for (const input of listAt(entry, 'inputs')) yield* feeds(input, WHOLE, UNSAID, count);
  for (const [toField, field] of Object.entries(objectAt(entry, 'fields') ?? {}))
    for (const input of listAt(field, 'inputs')) yield* feeds(input, toField, UNSAID, count);
}

function* feeds(input: unknown, toField: string, before: Transformation, count: Count): Generator<Feed> {
  const field = textAt(input, 'field') ?? WHOLE;
  if (!isObject(input) || field.length > LIMITS.name || toField.length > LIMITS.name) {
    count.skip('E_COLUMN_SHAPE', `What feeds the column ${quoted(toField)} cannot be read.`);
    return;
  }
  const kind = textAt(input, 'type') === 'JOB' ? 'job' : 'dataset';
  // A job without a name is the event's own, which the caller knows.
  const own = kind === 'job' && textAt(input, 'name') === null;
  const named = own ? { namespace: '', name: '' } : namedAt(input, count, 'A source of lineage');
  if (named === null) return;
  const told = listAt(input, 'transformations').filter(isObject).slice(0, 50).map(transformation);
  const older = wordsAt(input, 'transformation');
  const all = told.length > 0 ? told : [older === null ? before : { ...before, description: older }];
  for (const one of all)
    yield { ...one, from: { kind, ...named }, fromField: storable(field), toField: storable(toField) };
}

const transformation = (value: Json): Transformation => ({
  type: (wordsAt(value, 'type', 200) ?? '').toUpperCase().slice(0, 200),
  subtype: (wordsAt(value, 'subtype', 200) ?? '').toUpperCase().slice(0, 200),
  description: wordsAt(value, 'description'),
  masking: member(value, 'masking') === true,
});

function olderTransformation(field: unknown): Transformation {
  const type = wordsAt(field, 'transformationType', 200)?.toUpperCase() ?? '';
  const description = wordsAt(field, 'transformationDescription');
  if (type === '' && description === null) return UNSAID;
  const subtype = type === 'MASKED' ? 'TRANSFORMATION' : type.slice(0, 200);
  return { type: type === '' ? '' : 'DIRECT', subtype, description, masking: type === 'MASKED' };
}
