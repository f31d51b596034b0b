import { api } from '#shared/api.ts';
import type { Meta } from '#shared/define.ts';
import type { Topic } from '#shared/topics.ts';

/** What the contract says of the operation at `path`; null where there is no such operation. */
export function metaAt(path: readonly string[]): Meta | null {
  let at: unknown = api;
  for (const name of path) {
    if (at === null || typeof at !== 'object' || !Object.hasOwn(at, name)) return null;
    at = (at as Record<string, unknown>)[name];
  }
  if (at === null || typeof at !== 'object' || !('~orpc' in at)) return null;
  return (at['~orpc'] as { meta: Meta }).meta;
}

/** The operation a cached query asks; its key starts with the path, as oRPC writes it. */
function pathOf(queryKey: readonly unknown[]): readonly string[] {
  const path = queryKey[0];
  return Array.isArray(path) && path.every((name) => typeof name === 'string') ? path : [];
}

/** Whether the answer cached under this key rests on one of the topics. */
export function readsOne(queryKey: readonly unknown[], topics: ReadonlySet<Topic>): boolean {
  return metaAt(pathOf(queryKey))?.reads.some((topic) => topics.has(topic)) ?? false;
}
