import type { EntityKind } from '#shared/entities.ts';
import type { ReadHow, ScopeState } from '#shared/sync.ts';
import type { Db } from '../db/open.ts';

/** One scope as it was read last. */
export interface ScopeRow {
  run: number;
  kind: EntityKind;
  scope: string;
  scope_name: string;
  how: 'full' | 'changes';
  state: ScopeState;
  pages: number;
  items: number;
  expected: number | null;
  troubles: string;
  read_at: string | null;
  error_code: string | null;
  error_message: string | null;
  next: string | null;
}

/** How a kind stands: its last full reading, and its scopes as they were read last since then. */
export interface Standing {
  kind: EntityKind;
  fullRun: number;
  /** By AWS's clock, when that reading began. */
  fullAt: string;
  scopes: ScopeRow[];
}

/** What a run did with a kind. */
export interface KindRow {
  kind: EntityKind;
  how: ReadHow;
  why: string;
}

/** Per kind that was ever read in full, how it stood at the end of a run. @param run the newest there is by default */
export function standings(db: Db, run = Number.MAX_SAFE_INTEGER): Map<EntityKind, Standing> {
  const found = new Map<EntityKind, Standing>();
  const full = db
    .prepare<[number], { kind: EntityKind; run: number; began_at: string }>(
      `SELECT kind, max(run) AS run, began_at FROM sync_kind WHERE how = 'full' AND run <= ? GROUP BY kind`,
    )
    .all(run);
  for (const row of full) found.set(row.kind, { kind: row.kind, fullRun: row.run, fullAt: row.began_at, scopes: [] });
  const scopes = db
    .prepare<[number, number, number], ScopeRow>(
      `WITH full AS (SELECT kind, max(run) AS run FROM sync_kind WHERE how = 'full' AND run <= ? GROUP BY kind)
       SELECT s.* FROM full f JOIN sync_scope s ON s.kind = f.kind AND s.run >= f.run AND s.run <= ?
       WHERE NOT EXISTS (SELECT 1 FROM sync_scope n WHERE n.kind = s.kind AND n.scope = s.scope AND n.run > s.run AND n.run <= ?)
       ORDER BY s.kind, s.scope_name, s.scope`,
    )
    .iterate(run, run, run);
  for (const scope of scopes) found.get(scope.kind)?.scopes.push(scope);
  return found;
}

/** Nothing of the kind is missing, as far as its last readings tell. */
export const isWhole = (standing: Standing | undefined): boolean =>
  standing?.scopes.every((scope) => scope.state === 'complete') ?? false;

/** A scope that has to be read again: it was not read to its end, and not left out on purpose. */
export const isOpen = (scope: ScopeRow): boolean => scope.state !== 'complete' && scope.state !== 'skipped';

export const kindsOf = (db: Db, run: number): KindRow[] =>
  db.prepare<[number], KindRow>('SELECT kind, how, why FROM sync_kind WHERE run = ?').all(run);
