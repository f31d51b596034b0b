import path from 'node:path';
import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import { onTestFinished } from 'vitest';
import type { CoreOptions } from '#core/context.ts';
import { type Core, startCore } from '#core/start.ts';
import type { Api } from '#shared/api.ts';
import type { JobId } from '#shared/define.ts';
import type { Job } from '#shared/jobs.ts';
import { tempFolder } from './temp.ts';

export interface TestCore {
  core: Core;
  client: ContractRouterClient<Api>;
  home: string;
  /** Follow a job to its end. */
  finish: (started: Promise<{ jobId: JobId }>) => Promise<Job>;
}

/** A real core on a folder of its own, called in process through the real contract. */
export async function startTestCore(options: Partial<CoreOptions> = {}): Promise<TestCore> {
  const home = options.home ?? tempFolder();
  const core = await startCore({ host: 'node', home, reach: null, startSample: null, env: {}, ballast: 0, ...options });
  onTestFinished(() => core.close());
  const client: ContractRouterClient<Api> = createRouterClient(core.router, { context: core.context });
  return {
    core,
    client,
    home,
    finish: async (started) => {
      const { jobId } = await started;
      let last: Job | null = null;
      for await (const job of await client.jobs.watch({ jobId })) last = job;
      if (last === null) throw new Error('the job told nothing');
      return last;
    },
  };
}

/** The same with a new workspace open. */
export async function startWithWorkspace(options: Partial<CoreOptions> = {}): Promise<TestCore & { file: string }> {
  const test = await startTestCore(options);
  const file = path.join(test.home, 'bank.meshward');
  await test.client.workspace.create({ path: file, name: 'Bank' });
  return { ...test, file };
}

/** The refusal a call ends with: its kind, code and sentence. */
export async function refusal(
  call: Promise<unknown>,
): Promise<{ kind: string; code: string; message: string; next: string; details: Record<string, unknown> }> {
  try {
    await call;
  } catch (error) {
    const { code, message, data } = error as {
      code: string;
      message: string;
      data: { code: string; next: string; details?: Record<string, unknown> };
    };
    return { kind: code, code: data.code, message, next: data.next, details: data.details ?? {} };
  }
  throw new Error('the call was not refused');
}
