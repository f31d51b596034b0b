/**
 * Holds an answer against the SDK's own runtime schemas, the second and independent judge besides the facts table.
 * A schema is a tuple whose first element is its kind; structures carry member names, member references and the number
 * of required members, which come first (see api-surface §4, "Validating emulator responses").
 */
type Schema = readonly unknown[];

const LIST = 1;
const MAP = 2;
const STRUCTURE = 3;
const UNION = 4;
const OPERATION = 9;
const LIST_OF = 64;
const MAP_OF = 128;

const resolved = (reference: unknown): unknown => {
  if (typeof reference === 'function') return resolved((reference as () => unknown)());
  // A pair is [reference, traits]; a schema has its namespace in second place.
  if (Array.isArray(reference) && typeof reference[1] !== 'string') return resolved(reference[0]);
  if (Array.isArray(reference) && reference[0] === 0) return resolved(reference[4]);
  return reference;
};

const scalarBreach = (kind: number, value: unknown, at: string): string[] => {
  const wrong = (what: string): string[] => [`${at}: not ${what}`];
  if (kind >= MAP_OF) {
    if (typeof value !== 'object' || value === null) return wrong('a map');
    return Object.entries(value).flatMap(([key, item]) => scalarBreach(kind - MAP_OF, item, `${at}.${key}`));
  }
  if (kind >= LIST_OF) {
    if (!Array.isArray(value)) return wrong('a list');
    return value.flatMap((item, place) => scalarBreach(kind - LIST_OF, item, `${at}[${place}]`));
  }
  switch (kind) {
    case 0:
      return typeof value === 'string' ? [] : wrong('a string');
    case 1:
      return typeof value === 'number' ? [] : wrong('a number');
    case 2:
      return typeof value === 'boolean' ? [] : wrong('a boolean');
    case 4:
    case 7:
      return typeof value === 'number' ? [] : wrong('epoch seconds');
    case 5:
      return typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? [] : wrong('an ISO-8601 time');
    default:
      return [];
  }
};

const structureBreaches = (schema: Schema, value: unknown, at: string): string[] => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${at}: not an object`];
  const names = schema[4] as readonly string[];
  const references = schema[5] as readonly unknown[];
  const required = schema[0] === UNION ? 0 : Number(schema[6] ?? 0);
  const given = value as Record<string, unknown>;
  return [
    ...names.slice(0, required).flatMap((name) => (name in given ? [] : [`${at}.${name}: required and missing`])),
    ...Object.keys(given).flatMap((name) => (names.includes(name) ? [] : [`${at}.${name}: unknown`])),
    ...(schema[0] === UNION && Object.keys(given).length !== 1 ? [`${at}: not exactly one union member`] : []),
    ...names.flatMap((name, place) => (name in given ? walk(references[place], given[name], `${at}.${name}`) : [])),
  ];
};

const walk = (reference: unknown, value: unknown, at: string): string[] => {
  const target = resolved(reference);
  if (typeof target === 'number') return scalarBreach(target, value, at);
  if (!Array.isArray(target)) return [];
  const schema: Schema = target;
  switch (schema[0]) {
    case LIST:
      return Array.isArray(value)
        ? value.flatMap((item, place) => walk(schema[4], item, `${at}[${place}]`))
        : [`${at}: not a list`];
    case MAP:
      return typeof value === 'object' && value !== null
        ? Object.entries(value).flatMap(([key, item]) => walk(schema[5], item, `${at}.${key}`))
        : [`${at}: not a map`];
    case STRUCTURE:
    case UNION:
      return structureBreaches(schema, value, at);
    default:
      return [];
  }
};

/** Breaches of the output schema of an operation; `sdk` is the client package's whole export object. */
export const breachesOfSchema = (sdk: object, operation: string, answer: unknown): string[] => {
  const schema = (sdk as Record<string, unknown>)[`${operation}$`];
  if (!Array.isArray(schema) || schema[0] !== OPERATION) return [`${operation}: the SDK has no such operation`];
  return walk(schema[5], answer, operation);
};
