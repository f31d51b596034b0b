import type { Incomplete } from '#shared/catalog.ts';
import { ENTITY_KINDS } from '#shared/entities.ts';
import type { Db } from '../db/open.ts';
import { standings } from './standing.ts';

const stamps = new WeakMap<Db, number>();
const known = new WeakMap<Db, { stamp: number; told: Incomplete[] }>();

/** Called by whatever writes how far something was read. */
export function coverageMoved(db: Db): void {
  stamps.set(db, (stamps.get(db) ?? 0) + 1);
}

/** What every number of the mirror rests on and is not whole, and why; each of them says so. */
export function incomplete(db: Db): Incomplete[] {
  const stamp = stamps.get(db) ?? 0;
  const held = known.get(db);
  if (held !== undefined && held.stamp === stamp) return held.told;
  const told = read(db);
  known.set(db, { stamp, told });
  return told;
}

const WHOLE_RUNS: Record<string, { code: string; message: string }> = {
  running: { code: 'W_PULLING', message: 'A pull is still running.' },
  cancelled: { code: 'W_CANCELLED', message: 'The last pull was cancelled before its end.' },
  failed: { code: 'W_FAILED', message: 'The last pull failed before its end.' },
};

function read(db: Db): Incomplete[] {
  const state = db.prepare("SELECT state FROM sync_run WHERE kind = 'pull' ORDER BY id DESC LIMIT 1").pluck().get() as
    | string
    | undefined;
  if (state === undefined)
    return [{ kind: 'everything', scopes: 1, code: 'W_NEVER_PULLED', message: 'Nothing was pulled yet.' }];
  const standing = standings(db);
  const kinds = ENTITY_KINDS.flatMap((name) => standing.get(name) ?? []).flatMap(({ kind, scopes }) => {
    const open = scopes.filter((scope) => scope.state !== 'complete');
    const first = open.find((scope) => scope.error_message !== null);
    return open.length === 0
      ? []
      : [
          {
            kind,
            scopes: open.length,
            code: first?.error_code ?? null,
            message: first?.error_message ?? 'It was not read yet.',
          },
        ];
  });
  const run = WHOLE_RUNS[state];
  return run === undefined ? kinds : [{ kind: 'everything', scopes: 1, ...run }, ...kinds];
}
