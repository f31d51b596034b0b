import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type FaultPlan, readFaultPlan } from '#emulator/faults/plan.ts';
import { type Emulator, type EmulatorOptions, startEmulator } from '#emulator/server.ts';

/** Where the command writes, and what stops it besides SIGINT and SIGTERM. */
export interface CommandIo {
  readonly stdout: { readonly write: (text: string) => unknown };
  readonly stderr: { readonly write: (text: string) => unknown };
  readonly signal?: AbortSignal;
}

const flags = {
  port: { type: 'string' },
  seed: { type: 'string' },
  assets: { type: 'string' },
  'columns-per-asset': { type: 'string' },
  terms: { type: 'string' },
  glossaries: { type: 'string' },
  projects: { type: 'string' },
  units: { type: 'string' },
  'identity-users': { type: 'string' },
  'lineage-edges': { type: 'string' },
  rates: { type: 'string' },
  faults: { type: 'string' },
  region: { type: 'string' },
  month: { type: 'boolean' },
} as const;

/** A flag that cannot be used as given: what is wrong, and what to do next. */
class FlagError extends Error {
  override readonly name = 'FlagError';
}

/** The first line of what went wrong. */
const sentence = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';

const wholeNumber = (flag: string, text: string | undefined, max: number): number | undefined => {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!/^\d{1,9}$/.test(text) || value > max) {
    throw new FlagError(`--${flag} is '${text}'. Give a whole number from 0 to ${max}.`);
  }
  return value;
};

const faultPlan = (text: string | undefined): FaultPlan | undefined => {
  if (text === undefined) return undefined;
  try {
    return readFaultPlan(text.startsWith('@') ? readFileSync(text.slice(1), 'utf8') : text);
  } catch (error) {
    const why = sentence(error);
    throw new FlagError(
      `--faults could not be read: ${why} Give a JSON fault plan, or @ and the path of a file with one.`,
    );
  }
};

const present = <T extends object>(options: { [K in keyof T]: T[K] | undefined }): T =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as T;

const readFlags = (argv: readonly string[]): EmulatorOptions => {
  let values: { [K in keyof typeof flags]?: (typeof flags)[K]['type'] extends 'boolean' ? boolean : string };
  try {
    ({ values } = parseArgs({ args: [...argv], options: flags, strict: true, allowPositionals: false }));
  } catch (error) {
    const why = sentence(error).split('. ')[0]?.replace(/\.$/, '') ?? '';
    throw new FlagError(
      `${why}. The flags are ${Object.keys(flags)
        .map((flag) => `--${flag}`)
        .join(' ')}.`,
    );
  }
  const { rates, region } = values;
  if (rates !== undefined && rates !== 'published' && rates !== 'off') {
    throw new FlagError(`--rates is '${rates}'. Give 'published' for AWS's own rates or 'off' for none.`);
  }
  if (region !== undefined && !/^[a-z]{2}-[a-z]{4,10}-\d$/.test(region)) {
    throw new FlagError(`--region is '${region}'. Give a region name such as ap-southeast-2.`);
  }
  return present<EmulatorOptions>({
    port: wholeNumber('port', values.port, 65_535),
    seed: wholeNumber('seed', values.seed, 999_999_999),
    assets: wholeNumber('assets', values.assets, 1_000_000),
    columnsPerAsset: wholeNumber('columns-per-asset', values['columns-per-asset'], 10_000),
    terms: wholeNumber('terms', values.terms, 1_000_000),
    glossaries: wholeNumber('glossaries', values.glossaries, 1_000),
    projects: wholeNumber('projects', values.projects, 10_000),
    units: wholeNumber('units', values.units, 500),
    identityUsers: wholeNumber('identity-users', values['identity-users'], 1_000_000),
    lineageEdges: wholeNumber('lineage-edges', values['lineage-edges'], 1_000_000),
    rates,
    region,
    month: values.month,
    faults: faultPlan(values.faults),
  });
};

const untilStopped = (signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve) => {
    const stop = (): void => {
      process.removeListener('SIGINT', stop);
      process.removeListener('SIGTERM', stop);
      resolve();
    };
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });

const start = async (options: EmulatorOptions): Promise<Emulator> => {
  try {
    return await startEmulator(options);
  } catch (error) {
    if (error instanceof RangeError) throw new FlagError(error.message);
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EADDRINUSE' || code === 'EACCES') {
      throw new FlagError(
        `Port ${options.port ?? 0} cannot be used (${code}). Give another --port, or leave it out for any free one.`,
      );
    }
    throw error;
  }
};

/**
 * Runs the emulator as a command: prints one JSON line `{endpoint, domainId, region, accountId, identityStoreId,
 * counts}` and serves until SIGINT, SIGTERM or `io.signal`. Resolves to the exit code: 0 when stopped, 2 for flags that
 * cannot be used (a sentence with the code E_CLI_FLAG on stderr).
 */
export const runEmulatorCommand = async (argv: string[], io: CommandIo): Promise<number> => {
  let emulator: Emulator;
  try {
    emulator = await start(readFlags(argv));
  } catch (error) {
    if (!(error instanceof FlagError)) throw error;
    io.stderr.write(`E_CLI_FLAG: ${error.message}\n`);
    return 2;
  }
  const { endpoint, domainId, region, accountId, identityStoreId, bank } = emulator;
  io.stdout.write(
    `${JSON.stringify({ endpoint, domainId, region, accountId, identityStoreId, counts: bank.counts() })}\n`,
  );
  await untilStopped(io.signal);
  await emulator.close();
  return 0;
};
