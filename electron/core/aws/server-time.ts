import type { Stack } from './largest-answer.ts';

/** Calls `told` with what AWS's clock shows (epoch ms, whole seconds) at each answer that says it. */
export function readServerTime(stack: unknown, told: (at: number) => void): void {
  (stack as Stack).add(
    (next) => async (args) => {
      const result = await next(args);
      const { headers } = result.response as { headers?: Record<string, string | undefined> };
      const at = Date.parse(headers?.date ?? '');
      if (Number.isFinite(at)) told(at);
      return result;
    },
    { step: 'deserialize', priority: 'low', name: 'readServerTime' },
  );
}
