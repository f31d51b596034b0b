import { type ServiceName, type ShapeFacts, facts, shapeOf } from '#emulator/facts.ts';
import { invalid } from '#emulator/wire/aws-error.ts';
import { serializationError } from '#emulator/wire/json-body.ts';

const patterns = new Map<string, RegExp>();

/**
 * A model pattern as a whole-value test. The models strip the outer anchors, so they are put back around the whole.
 * Patterns are Unicode where they can be; the few that are no legal Unicode pattern are compiled without the flag.
 */
export const wholePattern = (pattern: string): RegExp => {
  const known = patterns.get(pattern);
  if (known) return known;
  let compiled: RegExp;
  try {
    compiled = new RegExp(`^(?:${pattern})$`, 'u');
  } catch {
    compiled = new RegExp(`^(?:${pattern})$`);
  }
  patterns.set(pattern, compiled);
  return compiled;
};

/** Length in Unicode code points, counted only when UTF-16 units leave it open. */
const pointLength = (text: string, max: number): number => (text.length <= max ? text.length : Array.from(text).length);

const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
};

const complain = (found: string[], path: string, value: unknown, constraint: string): void => {
  const subject = value === undefined ? 'Value null' : `Value '${shown(value)}'`;
  found.push(`${subject} at '${path}' failed to satisfy constraint: Member must ${constraint}`);
};

const jsonTypes: Readonly<Record<string, string>> = {
  string: 'string',
  blob: 'string',
  integer: 'number',
  long: 'number',
  float: 'number',
  double: 'number',
  boolean: 'boolean',
};

const checkSize = (shape: ShapeFacts, size: number, path: string, value: unknown, found: string[]): void => {
  if (shape.min !== undefined && size < shape.min) {
    complain(found, path, value, `have length greater than or equal to ${shape.min}`);
  }
  if (shape.max !== undefined && size > shape.max) {
    complain(found, path, value, `have length less than or equal to ${shape.max}`);
  }
};

const checkScalar = (shape: ShapeFacts, value: unknown, path: string, found: string[]): void => {
  const wanted = jsonTypes[shape.type];
  if (wanted !== undefined && typeof value !== wanted) {
    throw serializationError(
      `${(typeof value).toUpperCase()}_VALUE at '${path}' can not be converted to ${shape.type}`,
    );
  }
  if (typeof value === 'string') {
    checkSize(shape, pointLength(value, shape.max ?? Number.POSITIVE_INFINITY), path, value, found);
    if (shape.pattern !== undefined && !wholePattern(shape.pattern).test(value)) {
      complain(found, path, value, `satisfy regular expression pattern: ${shape.pattern}`);
    }
    if (shape.enum && !shape.enum.includes(value)) {
      complain(found, path, value, `satisfy enum value set: [${shape.enum.join(', ')}]`);
    }
  } else if (typeof value === 'number') {
    if ((shape.type === 'integer' || shape.type === 'long') && !Number.isInteger(value)) {
      throw serializationError(`DECIMAL_VALUE at '${path}' can not be converted to ${shape.type}`);
    }
    if (shape.min !== undefined && value < shape.min) {
      complain(found, path, value, `have value greater than or equal to ${shape.min}`);
    }
    if (shape.max !== undefined && value > shape.max) {
      complain(found, path, value, `have value less than or equal to ${shape.max}`);
    }
  }
};

const checkStructure = (
  service: ServiceName,
  shape: ShapeFacts,
  value: object,
  path: string,
  found: string[],
  free: ReadonlySet<string>,
): void => {
  const given = value as Record<string, unknown>;
  const at = (name: string): string => (path === '' ? name : `${path}.${name}`);
  for (const name of shape.required ?? []) {
    if (given[name] === undefined || given[name] === null) complain(found, at(name), undefined, 'not be null');
  }
  const set = Object.keys(shape.members ?? {}).filter((name) => given[name] !== undefined && given[name] !== null);
  if (shape.union && set.length !== 1) complain(found, path, value, 'have exactly one union member set');
  for (const name of set) {
    const member = shape.members?.[name];
    if (member && !free.has(name)) check(service, member.shape, given[name], at(name), found);
  }
};

const nothingFree: ReadonlySet<string> = new Set();

const check = (service: ServiceName, name: string, value: unknown, path: string, found: string[]): void => {
  const shape = facts[service].shapes[name];
  if (!shape) return;
  if (shape.type === 'list') {
    if (!Array.isArray(value)) throw serializationError(`Expected list at '${path}'`);
    checkSize(shape, value.length, path, value, found);
    value.forEach((item, at) => check(service, shape.member ?? '', item, `${path}.${at + 1}.member`, found));
  } else if (shape.type === 'structure' || shape.type === 'map') {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw serializationError(`Expected structure or map at '${path}'`);
    }
    if (shape.type === 'structure') {
      checkStructure(service, shape, value, path, found, nothingFree);
    } else {
      checkSize(shape, Object.keys(value).length, path, value, found);
      for (const [key, item] of Object.entries(value)) {
        check(service, shape.key ?? '', key, `${path}.key`, found);
        check(service, shape.value ?? '', item, `${path}.${key}`, found);
      }
    }
  } else {
    checkScalar(shape, value, path, found);
  }
};

/**
 * Holds an input against AWS's model: required members, lengths, ranges, patterns, enums, unions. Unknown members are
 * ignored, as AWS does. Throws ValidationException with every breach in AWS's words, or SerializationException where a
 * value has the wrong JSON type. `free` names top-level members whose value is not checked (see the registry).
 */
export const validateInput = (
  service: ServiceName,
  operation: string,
  input: Record<string, unknown>,
  free: ReadonlySet<string> = nothingFree,
): void => {
  const found: string[] = [];
  checkStructure(service, shapeOf(service, facts[service].operations[operation]?.input), input, '', found, free);
  if (found.length > 0) {
    throw invalid(`${found.length} validation error${found.length > 1 ? 's' : ''} detected: ${found.join('; ')}`);
  }
};
