import type { Operation } from '#core/operations.ts';

/** What of a JSON Schema a flag can say. */
interface Property {
  type?: string;
  items?: Property;
  anyOf?: Property[];
  enum?: unknown[];
}

export type FlagOptions = Record<string, { type: 'string' | 'boolean'; multiple?: boolean; short?: string }>;

/** Is this how the operation is called? "asOf" or "as-of". */
export const isCalled = ({ operation }: Operation, name: string | null): boolean =>
  name !== null && (operation === name || kebab(operation) === name);

/** "runId" as it is typed: "run-id". */
const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** A flag for each part of an operation's input that is a word, a number, yes or no, or a list of those. */
export function flagsOf(operation: Operation): FlagOptions {
  const flags: FlagOptions = {};
  for (const [name, property] of Object.entries(propertiesOf(operation))) {
    const kind = kindOf(property);
    if (kind !== null)
      flags[kebab(name)] =
        kind === 'boolean' ? { type: 'boolean' } : { type: 'string', ...(kind === 'list' ? { multiple: true } : {}) };
  }
  return flags;
}

/** The input that flags say. Whether it fits is for the contract to tell. */
export function inputOf(operation: Operation, values: Record<string, unknown>): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(propertiesOf(operation))) {
    const value = values[kebab(name)];
    if (value === undefined || kindOf(property) === null) continue;
    input[name] = Array.isArray(value) ? value.map((one) => typed(one, property.items ?? {})) : typed(value, property);
  }
  return input;
}

const propertiesOf = ({ inputSchema }: Operation): Record<string, Property> =>
  (inputSchema as { properties?: Record<string, Property> } | null)?.properties ?? {};

type Kind = 'text' | 'number' | 'boolean' | 'list';

function kindOf(property: Property): Kind | null {
  const { type } = property.anyOf?.find((one) => one.type !== 'null') ?? property;
  if (type === 'boolean') return 'boolean';
  if (type === 'integer' || type === 'number') return 'number';
  if (type === 'array')
    return property.items !== undefined && ['text', 'number'].includes(kindOf(property.items) ?? '') ? 'list' : null;
  return type === 'string' || property.enum !== undefined ? 'text' : null;
}

function typed(value: unknown, property: Property): unknown {
  if (value === 'null' && property.anyOf?.some((one) => one.type === 'null') === true) return null;
  return kindOf(property) === 'number' && typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)
    ? Number(value)
    : value;
}
