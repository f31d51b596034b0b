import fs from 'node:fs';
import { parseArgs } from 'node:util';
import { Failure } from '#core/failure.ts';
import { api } from '#shared/api.ts';
import { type Operation, operations } from '#core/operations.ts';
import { type FlagOptions, flagsOf, inputOf, isCalled } from './flags.ts';

export interface Call {
  operation: Operation;
  workspace: string | null;
  input: Record<string, unknown>;
  json: boolean;
  home: string | null;
  /** The past run whose moment the operation looks at; null for the present. */
  asOf: number | null;
}

export type Asked =
  | { kind: 'call'; call: Call }
  | { kind: 'help'; domain: string | null; operation: string | null }
  | { kind: 'version' }
  | { kind: 'emulator'; argv: string[] };

const OPTIONS = {
  workspace: { type: 'string', short: 'w' },
  input: { type: 'string', short: 'i' },
  json: { type: 'boolean' },
  home: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
  'as-of': { type: 'string' },
} as const;

/** Largest input taken from a file or standard input, in bytes. */
const LARGEST_INPUT = 16 * 1024 * 1024;

/** What the command line asks for; `invalid` with `E_CLI_…` where it does not fit. */
export function read(argv: string[]): Asked {
  if (argv[0] === 'emulator') return { kind: 'emulator', argv: argv.slice(1) };
  const known = operations(api);
  const { values, positionals } = parsed(argv, flagsFor(known, argv));
  if (values.version === true) return { kind: 'version' };
  const words = positionals[0] === 'help' ? positionals.slice(1) : positionals;
  const [domain = null, name = null, ...rest] = words;
  if (rest.length > 0) throw bad('E_CLI_WORDS', `“${rest[0]}” is one word too many.`);
  if (domain !== null && !known.some((operation) => operation.domain === domain))
    throw bad('E_CLI_DOMAIN', `There is no domain “${domain}”.`);
  const operation = known.find((candidate) => candidate.domain === domain && isCalled(candidate, name));
  if (name !== null && operation === undefined)
    throw bad('E_CLI_OPERATION', `The domain “${domain}” has no operation “${name}”.`);
  if (values.help === true || positionals[0] === 'help' || operation === undefined)
    return { kind: 'help', domain, operation: name };
  return {
    kind: 'call',
    call: {
      operation,
      workspace: values.workspace ?? null,
      input: { ...inputFrom(values.input), ...inputOf(operation, values) },
      json: values.json ?? false,
      home: values.home ?? null,
      asOf: values['as-of'] === undefined ? null : runId(values['as-of']),
    },
  };
}

/** The flags of the operation that is named first; which of them there are depends on it. */
function flagsFor(known: readonly Operation[], argv: readonly string[]): FlagOptions {
  const at = argv.findIndex(
    (word, index) => known.some(({ domain }) => domain === word) && argv[index + 1] !== undefined,
  );
  const operation = known.find((one) => one.domain === argv[at] && isCalled(one, argv[at + 1] ?? null));
  return operation === undefined ? {} : flagsOf(operation);
}

function runId(given: string): number {
  if (!/^\d{1,9}$/.test(given) || Number(given) < 1)
    throw bad('E_CLI_FLAG', `--as-of is “${given}”, which is no number of a pull.`);
  return Number(given);
}

function parsed(argv: string[], flags: FlagOptions) {
  try {
    return parseArgs({ args: argv, options: { ...flags, ...OPTIONS }, allowPositionals: true, strict: true });
  } catch (error) {
    throw bad('E_CLI_FLAG', error instanceof Error ? `${error.message.split('. ')[0] ?? ''}.` : 'A flag does not fit.');
  }
}

/** JSON on the command line, `@file`, or `@-` for standard input. */
function inputFrom(given: string | undefined): Record<string, unknown> {
  if (given === undefined) return {};
  const text = given.startsWith('@') ? contents(given.slice(1)) : given;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw bad('E_CLI_INPUT', `The input is not JSON: ${error instanceof Error ? error.message : ''}.`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw bad('E_CLI_INPUT', 'The input is not a JSON object.');
  return { ...value };
}

function contents(file: string): string {
  try {
    const source = file === '-' ? 0 : file;
    if (file !== '-' && fs.statSync(file).size > LARGEST_INPUT)
      throw new Error(`it is larger than ${LARGEST_INPUT} bytes`);
    return fs.readFileSync(source, 'utf8');
  } catch (error) {
    throw bad(
      'E_CLI_INPUT',
      `The input file “${file}” cannot be read: ${error instanceof Error ? error.message : ''}.`,
    );
  }
}

const bad = (code: string, message: string) => new Failure('invalid', code, message, 'See: meshward help');
