import type * as z from 'zod';
import type { Hello } from '#shared/system.ts';
import type { Topic } from '#shared/topics.ts';
import type { Context } from './context.ts';
import { sqliteVersion } from './db/pragmas.ts';
import { VERSION } from './version.ts';

/** Who answers. */
export function hello(context: Context): z.infer<typeof Hello> {
  return {
    product: 'meshward',
    version: VERSION,
    fingerprint: context.fingerprint(),
    instance: context.instance,
    host: context.options.host,
    pid: process.pid,
    node: process.versions.node,
    sqlite: sqliteVersion(),
    warnings: unsafe(context.env),
  };
}

/** Settings of the environment that weaken what Meshward promises, named and not obeyed in silence. */
function unsafe(env: NodeJS.ProcessEnv): string[] {
  const warnings: string[] = [];
  if (env.NODE_TLS_REJECT_UNAUTHORIZED === '0')
    warnings.push('W_ENV_UNSAFE: NODE_TLS_REJECT_UNAUTHORIZED=0 switches certificate checks off.');
  if (env.SSLKEYLOGFILE !== undefined && env.SSLKEYLOGFILE !== '')
    warnings.push('W_ENV_UNSAFE: SSLKEYLOGFILE writes the keys of encrypted connections to a file.');
  if (env.AWS_ENDPOINT_URL !== undefined && env.AWS_ENDPOINT_URL !== '')
    warnings.push(`W_ENV_UNSAFE: AWS_ENDPOINT_URL sends calls to ${env.AWS_ENDPOINT_URL} instead of AWS.`);
  return warnings;
}

/** Topics as they are announced; what is announced while the reader is busy is joined into one. */
export async function* topics(context: Context, signal: AbortSignal | undefined): AsyncGenerator<{ topics: Topic[] }> {
  const waiting = new Set<Topic>();
  let wake: () => void = () => {};
  const stop = context.onChange((changed) => {
    for (const topic of changed) waiting.add(topic);
    wake();
  });
  const aborted = () => wake();
  signal?.addEventListener('abort', aborted);
  try {
    while (signal?.aborted !== true) {
      if (waiting.size === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      } else {
        const changed = [...waiting];
        waiting.clear();
        yield { topics: changed };
      }
    }
  } finally {
    stop();
    signal?.removeEventListener('abort', aborted);
  }
}
