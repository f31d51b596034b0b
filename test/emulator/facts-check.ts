import { type MemberFacts, type ServiceFacts, type ServiceName, type ShapeFacts, facts } from '#emulator/facts.ts';

/**
 * Holds an answer against AWS's model: required and unknown members, JSON kinds, lengths, ranges, patterns, enums,
 * unions, timestamp formats. Written apart from the emulator's own validator on purpose.
 */
export const breachesOfFacts = (service: ServiceName, operation: string, answer: unknown): string[] => {
  const table = facts[service];
  const output = table.operations[operation]?.output;
  if (output === undefined) return [`${operation}: no such operation in the facts`];
  return walk(table, { shape: output }, answer, operation);
};

const anchored = (pattern: string): RegExp => {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u');
  } catch {
    return new RegExp(`^(?:${pattern})$`);
  }
};

const sizeBreaches = (shape: ShapeFacts, size: number, at: string): string[] => [
  ...(shape.min !== undefined && size < shape.min ? [`${at}: ${size} is below ${shape.min}`] : []),
  ...(shape.max !== undefined && size > shape.max ? [`${at}: ${size} is above ${shape.max}`] : []),
];

const stringBreaches = (shape: ShapeFacts, value: unknown, at: string): string[] => {
  if (typeof value !== 'string') return [`${at}: not a string`];
  return [
    ...sizeBreaches(shape, Array.from(value).length, at),
    ...(shape.pattern !== undefined && !anchored(shape.pattern).test(value)
      ? [`${at}: ${JSON.stringify(value).slice(0, 80)} breaks ${shape.pattern}`]
      : []),
    ...(shape.enum && !shape.enum.includes(value) ? [`${at}: ${value} is not in the enum`] : []),
  ];
};

const timestampBreaches = (format: string | undefined, value: unknown, at: string): string[] => {
  if (format === 'iso8601') {
    const good = typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value);
    return good ? [] : [`${at}: not an ISO-8601 time`];
  }
  const good = typeof value === 'number' && value > 1e9 && value < 4e9;
  return good ? [] : [`${at}: not epoch seconds`];
};

const structureBreaches = (table: ServiceFacts, shape: ShapeFacts, value: unknown, at: string): string[] => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${at}: not an object`];
  const members = shape.members ?? {};
  const given = value as Record<string, unknown>;
  const names = Object.keys(given);
  return [
    ...(shape.required ?? []).filter((name) => !(name in given)).map((name) => `${at}.${name}: required and missing`),
    ...names.filter((name) => !(name in members)).map((name) => `${at}.${name}: unknown`),
    ...(shape.union && names.length !== 1 ? [`${at}: a union with ${names.length} members`] : []),
    ...names.flatMap((name) => {
      const member = members[name];
      return member ? walk(table, member, given[name], `${at}.${name}`) : [];
    }),
  ];
};

const walk = (table: ServiceFacts, member: MemberFacts, value: unknown, at: string): string[] => {
  const shape = table.shapes[member.shape];
  if (!shape) return [`${at}: no facts for the shape ${member.shape}`];
  switch (shape.type) {
    case 'structure':
      return structureBreaches(table, shape, value, at);
    case 'list': {
      if (!Array.isArray(value)) return [`${at}: not a list`];
      const element = { shape: shape.member ?? '' };
      return [
        ...sizeBreaches(shape, value.length, at),
        ...value.flatMap((item, place) => walk(table, element, item, `${at}[${place}]`)),
      ];
    }
    case 'map': {
      if (typeof value !== 'object' || value === null) return [`${at}: not a map`];
      return [
        ...sizeBreaches(shape, Object.keys(value).length, at),
        ...Object.entries(value).flatMap(([key, item]) => [
          ...walk(table, { shape: shape.key ?? '' }, key, `${at} key`),
          ...walk(table, { shape: shape.value ?? '' }, item, `${at}.${key}`),
        ]),
      ];
    }
    case 'integer':
    case 'long':
      return Number.isInteger(value) ? sizeBreaches(shape, value as number, at) : [`${at}: not a whole number`];
    case 'float':
    case 'double':
      return typeof value === 'number' ? sizeBreaches(shape, value, at) : [`${at}: not a number`];
    case 'boolean':
      return typeof value === 'boolean' ? [] : [`${at}: not a boolean`];
    case 'timestamp':
      return timestampBreaches(member.timestampFormat ?? shape.timestampFormat, value, at);
    default:
      return stringBreaches(shape, value, at);
  }
};
