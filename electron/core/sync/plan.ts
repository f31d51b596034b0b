import type { EntityKind } from '#shared/entities.ts';
import type { Plan, PlanLine, PullMode } from '#shared/sync.ts';
import { isPublished, rateOf } from '../aws/rates.ts';
import type { Db } from '../db/open.ts';
import { decide } from './decide.ts';
import { fact, type Sizes } from './facts.ts';
import { READERS } from './readers/index.ts';
import type { Reader } from './readers/reader.ts';
import { isOpen, type Standing, standings } from './standing.ts';
import { since } from './watermark.ts';

/** Without these no figure for the whole is worth telling. */
export const WEIGHTY: readonly EntityKind[] = ['asset', 'listing'];

/** What a pull would read and how long AWS's rates make it, before it starts. @param now for what is due */
export function plan(
  db: Db,
  mode: PullMode,
  identityStoreId: string | null,
  now: Date,
  before: ReadonlyMap<EntityKind, Standing> = standings(db),
): Plan {
  const sizes = fact(db, 'sizes') ?? {};
  const lines = READERS.map((reader) => line(db, reader, mode, before.get(reader.kind), sizes, identityStoreId, now));
  const known = WEIGHTY.every((kind) => lines.find((one) => one.kind === kind)?.calls !== null);
  return {
    mode,
    lines,
    calls: lines.reduce((sum, { calls }) => sum + (calls ?? 0), 0),
    seconds: known ? lowerBound(lines) : null,
    basis: before.size > 0 ? 'last pull' : Object.keys(sizes).length > 0 ? 'sizes told by AWS' : 'nothing yet',
  };
}

function line(
  db: Db,
  reader: Reader,
  mode: PullMode,
  standing: Standing | undefined,
  sizes: Sizes,
  identityStoreId: string | null,
  now: Date,
): PlanLine {
  const unavailable = reader.unavailable?.({ identityStoreId }) ?? null;
  const { how, why } = decide(reader, mode, standing, since(db, reader.kind) !== null, now);
  const operation = how === 'changes' ? (reader.feed?.operation ?? reader.operation) : reader.operation;
  return {
    kind: reader.kind,
    how: unavailable === null ? how : 'unavailable',
    why: unavailable?.message ?? why,
    operation,
    calls: unavailable === null ? calls(db, reader, how, standing, sizes) : 0,
    rate: rateOf(operation),
    published: isPublished(operation),
  };
}

function calls(
  db: Db,
  reader: Reader,
  how: 'full' | 'changes' | 'kept',
  standing: Standing | undefined,
  sizes: Sizes,
): number | null {
  if (how === 'full') {
    if (standing !== undefined) {
      const last = db
        .prepare<[number, string], { pages: number; items: number }>(
          "SELECT coalesce(sum(pages), 0) AS pages, coalesce(sum(items), 0) AS items FROM sync_scope WHERE run = ? AND kind = ? AND how = 'full'",
        )
        .get(standing.fullRun, reader.kind);
      return last === undefined ? null : Math.max(last.pages, Math.ceil(last.items / reader.perCall));
    }
    const size = sizes[reader.kind];
    return size === undefined ? null : Math.max(1, Math.ceil(size / reader.perCall));
  }
  const again = standing?.scopes.filter(isOpen).length ?? 0;
  return how === 'kept' ? again : again + 1 + (reader.feed?.counts === undefined ? 0 : 1);
}

/** Operations run side by side, each at its own rate: the longest of them is the least a pull can take, in seconds. */
function lowerBound(lines: readonly PlanLine[]): number {
  const of = new Map<string, number>();
  for (const { operation, calls, rate } of lines)
    of.set(operation, (of.get(operation) ?? 0) + (calls ?? 0) / (rate ?? Number.POSITIVE_INFINITY));
  return Math.max(0, ...of.values());
}
