import { type Operation, operations } from '#core/operations.ts';
import { help } from '#hosts/cli/help.ts';
import { api } from '#shared/api.ts';
import { ERROR_KINDS, ERROR_STATUS, EXIT_CODES } from '#shared/errors.ts';
import { PERMISSIONS, TOPICS } from '#shared/topics.ts';

const PRINTED = '<!-- Printed from the contract by `npm run print`; never edited by hand. -->';

type Schema = {
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  maxItems?: number;
  pattern?: string;
};

/** Every operation with its kind, rights, topics and shapes. */
export function apiPage(): string {
  const lines = [
    '# The api',
    '',
    PRINTED,
    '',
    'One contract (`shared/`), answered by one router behind every door: a window’s port, the web door’s socket, the local door, the command line.',
    'A **query** reads, a **command** is one transaction with its audit entry, a **job** goes on without its caller.',
    '',
    `Topics: ${TOPICS.map(code).join(' ')}. Permissions: ${PERMISSIONS.map(code).join(' ')}.`,
    '',
    '| error | HTTP-like status | exit code |',
    '|---|---|---|',
    ...ERROR_KINDS.map((kind) => `| ${code(kind)} | ${ERROR_STATUS[kind]} | ${EXIT_CODES[kind]} |`),
    '',
    'Each error carries a finer `E_…` code, a plain sentence, and what to do next.',
  ];
  for (const domain of Object.keys(api)) {
    lines.push('', `## ${domain}`);
    for (const operation of operations(api).filter((candidate) => candidate.domain === domain))
      lines.push('', ...section(operation));
  }
  return `${lines.join('\n')}\n`;
}

function section(operation: Operation): string[] {
  const { meta } = operation;
  const about = [
    `${meta.kind}${meta.stream ? ', stream' : ''}`,
    `needs ${code(meta.needs)}`,
    ...(meta.reads.length > 0 ? [`reads ${meta.reads.map(code).join(' ')}`] : []),
    ...(meta.writes.length > 0 ? [`writes ${meta.writes.map(code).join(' ')}`] : []),
  ];
  return [
    `### ${operation.name}`,
    '',
    meta.doc,
    '',
    `*${about.join(' · ')}*`,
    ...shape('Input', operation.inputSchema as Schema | null),
    ...(meta.kind === 'job'
      ? shape('Result', operation.resultSchema as Schema | null)
      : meta.stream
        ? []
        : shape('Output', operation.outputSchema as Schema | null)),
  ];
}

function shape(title: string, schema: Schema | null): string[] {
  if (schema === null) return [];
  return ['', `${title}:`, '', '```', ...told(schema, 0), '```'];
}

function told(schema: Schema, depth: number): string[] {
  const pad = '  '.repeat(depth);
  if (schema.properties === undefined) return [`${pad}${typeOf(schema)}`];
  return Object.entries(schema.properties).flatMap(([name, member]) => {
    const optional = schema.required?.includes(name) === true ? '' : '?';
    const inner = nested(member);
    const line = `${pad}${name}${optional}: ${typeOf(member)}`;
    return inner === null ? [line] : [line, ...told(inner, depth + 1)];
  });
}

function nested(schema: Schema): Schema | null {
  const inner =
    schema.anyOf?.find((one) => nested(one) !== null || one.properties !== undefined) ?? schema.items ?? schema;
  if (inner.properties !== undefined) return inner;
  return inner === schema ? null : nested(inner);
}

function typeOf(schema: Schema): string {
  const limits = [
    schema.minimum !== undefined && schema.minimum > Number.MIN_SAFE_INTEGER ? `≥ ${schema.minimum}` : null,
    schema.maximum !== undefined && schema.maximum < Number.MAX_SAFE_INTEGER ? `≤ ${schema.maximum}` : null,
    schema.minLength === undefined ? null : `at least ${schema.minLength} long`,
    schema.maxLength === undefined ? null : `at most ${schema.maxLength} long`,
    schema.maxItems === undefined ? null : `at most ${schema.maxItems}`,
    schema.pattern === undefined ? null : `like ${schema.pattern}`,
    schema.default === undefined ? null : `default ${JSON.stringify(schema.default)}`,
  ].filter((limit) => limit !== null);
  return `${bare(schema)}${limits.length === 0 ? '' : ` (${limits.join(', ')})`}`;
}

function bare(schema: Schema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.anyOf !== undefined) return schema.anyOf.map(bare).join(' | ');
  if (schema.type === 'array') return `list of ${schema.items === undefined ? 'anything' : bare(schema.items)}`;
  if (schema.type === undefined) return 'anything';
  return Array.isArray(schema.type) ? schema.type.join(' | ') : schema.type;
}

/** The command line's help, whole. */
export function cliPage(): string {
  return [
    '# The command line',
    '',
    PRINTED,
    '',
    'From a checkout: `npm run -s meshward -- …`',
    '',
    '```',
    help(null, null).trimEnd(),
    '```',
    '',
  ].join('\n');
}

const code = (text: string): string => `\`${text}\``;
