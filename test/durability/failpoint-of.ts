import { type Armed, FAILPOINTS } from '#core/db/failpoint.ts';

/** What `MESHWARD_FAILPOINT=point:n` says; only a test's own child looks at it. */
export function failpointOf(spec: string | undefined): Armed | null {
  if (spec === undefined) return null;
  const [point = '', passing] = spec.split(':');
  const known = FAILPOINTS.flatMap((name) => [`${name}.before` as const, `${name}.after` as const]);
  const found = known.find((one) => one === point);
  if (found === undefined) throw new Error(`no failpoint is called ${point}`);
  return { point: found, passing: Number(passing) };
}
