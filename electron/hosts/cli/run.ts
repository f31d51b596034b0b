import path from 'node:path';
import type { ContractRouterClient } from '@orpc/contract';
import { Failure } from '#core/failure.ts';
import type { Api } from '#shared/api.ts';
import type { JobId } from '#shared/define.ts';
import type { Job, Progress } from '#shared/jobs.ts';
import type { Call } from './arguments.ts';
import { noWorkspace, type Reached, reach } from './core.ts';
import { type Io, jobError, printValue, progressLine } from './print.ts';

/** Domains that say something without a workspace. */
const FREE = new Set([
  'workspace.recent',
  'workspace.create',
  'workspace.open',
  'workspace.openSample',
  'workspace.forget',
  'sync.profiles',
  'system.hello',
  'system.changes',
]);

/** How often progress is told where nobody watches it live, in ms. */
const TELL_EVERY = 2000;

/** Run one operation to its end: a job is followed, an interrupt cancels it. */
export async function run(call: Call, io: Io, signal: AbortSignal): Promise<void> {
  const { operation } = call;
  const makes = operation.name === 'workspace.create' || operation.name === 'workspace.open';
  const input = makes ? withFile(call) : fromHere(call.input);
  const file = typeof input.path === 'string' && makes ? input.path : call.workspace;
  if (file === null && !FREE.has(operation.name)) throw noWorkspace(`${operation.domain} ${operation.operation}`);
  const core = await reach(operation.name === 'workspace.create' ? null : file, call.home);
  try {
    if (!core.joined && file !== null && !makes) await core.client.workspace.open({ path: path.resolve(file) });
    if (call.asOf !== null) await lookBack(core, call.asOf, io, signal);
    const answer = await invoke(core.client, call, input, signal);
    if (operation.meta.kind === 'job')
      printValue(io, await follow(core.client, (answer as { jobId: JobId }).jobId, io, signal), call.json);
    else if (operation.meta.stream) await stream(answer as AsyncIterable<unknown>, io);
    else printValue(io, answer, call.json);
  } finally {
    await core.close();
  }
}

/** Open a past moment for this one call. In a core that others look at it would change what they see. */
async function lookBack(core: Reached, runId: number, io: Io, signal: AbortSignal): Promise<void> {
  if (core.joined)
    throw new Failure(
      'conflict',
      'E_CLI_AS_OF',
      'Another Meshward has this workspace open and would be shown the past as well.',
      'Open that moment there, or close it and try again.',
    );
  await follow(core.client, (await core.client.sync.asOf({ runId })).jobId, io, signal);
}

/** A file is named from the folder one stands in; the core that reads it may have been started elsewhere. */
function fromHere(input: Record<string, unknown>): Record<string, unknown> {
  return typeof input.path === 'string' ? { ...input, path: path.resolve(input.path) } : input;
}

/** `workspace create --workspace FILE` says the path once, and the name may be the file's. */
function withFile(call: Call): Record<string, unknown> {
  const file = typeof call.input.path === 'string' ? call.input.path : call.workspace;
  if (file === null) throw noWorkspace(call.operation.name.replace('.', ' '));
  const name = call.operation.operation === 'create' ? { name: path.basename(file).replace(/\.meshward$/, '') } : {};
  return { ...name, ...call.input, path: path.resolve(file) };
}

async function invoke(
  client: ContractRouterClient<Api>,
  call: Call,
  input: Record<string, unknown>,
  signal: AbortSignal,
): Promise<unknown> {
  const domain = client[call.operation.domain as keyof Api] as unknown as Record<
    string,
    (input: unknown, options: { signal: AbortSignal }) => Promise<unknown>
  >;
  const operation = domain[call.operation.operation];
  if (operation === undefined) throw new Error(`${call.operation.name} is not in the client`);
  return await operation(
    call.operation.inputSchema === null ? undefined : input,
    call.operation.meta.kind === 'job' ? { signal: new AbortController().signal } : { signal },
  );
}

async function stream(values: AsyncIterable<unknown>, io: Io): Promise<void> {
  for await (const value of values) printValue(io, value, true);
}

async function follow(client: ContractRouterClient<Api>, jobId: JobId, io: Io, signal: AbortSignal): Promise<unknown> {
  const cancel = () => void client.jobs.cancel({ jobId }).catch(() => {});
  signal.addEventListener('abort', cancel);
  if (signal.aborted) cancel();
  let last: Job | null = null;
  const teller = progressTeller(io);
  try {
    for await (const job of await client.jobs.watch({ jobId })) {
      last = job;
      if (job.progress !== null && job.endedAt === null) teller.tell(job.progress);
    }
  } finally {
    teller.end();
    signal.removeEventListener('abort', cancel);
  }
  if (last === null || last.endedAt === null)
    throw new Failure(
      'offline',
      'E_CORE_GONE',
      'The core that ran the job has stopped.',
      'Open the workspace again: the job goes on from where it was.',
    );
  if (last.error !== null) throw jobError(last.error);
  return last.result;
}

function progressTeller(io: Io) {
  let toldAt = Number.NEGATIVE_INFINITY;
  let phase = '';
  let asked = '';
  let width = 0;
  const wipe = () => {
    if (io.live && width > 0) io.err(`\r${' '.repeat(width)}\r`);
    width = 0;
  };
  return {
    tell(progress: Progress) {
      const line = progressLine(progress);
      const now = progress.phase;
      if (progress.ask !== null) {
        // Whole and on a line of its own, once: it is to be read, copied and opened.
        wipe();
        if (line !== asked) io.err(`${line}\n`);
        asked = line;
      } else if (io.live) {
        io.err(`\r${line.slice(0, 120).padEnd(width)}`);
        width = Math.min(120, line.length);
      } else if (now !== phase || performance.now() - toldAt > TELL_EVERY) {
        io.err(`${line}\n`);
        toldAt = performance.now();
      }
      phase = now;
    },
    end: wipe,
  };
}
