import { FIELDS, type StageLine } from '#shared/changes.ts';
import type { Ref, TermEntry } from './document.ts';

type Kind = 'isA' | 'classifies';
const FIELD = { isA: 'is_a', classifies: 'classifies' } as const;

/** A term, and whether its glossary is a restricted one. */
export interface Homed {
  term: TermEntry & { id: string };
  restricted: boolean;
}

/** What becomes of relations: lines per term, and what cannot be moved. */
export interface MergedRelations {
  places: { id: string; lines: StageLine[] }[];
  refused: { id: string; code: string; message: string }[];
}

/**
 *   another ── is a ──> loser          another ── is a ──> keep
 *   loser ──── is a ──> more general   keep ───── is a ──> more general
 *
 * Relations of the losers as those of `keep`. What would lead a term back to itself, or would be too many, is left out.
 */
export function mergedRelations(
  terms: ReadonlyMap<string, Homed>,
  keep: string,
  losers: ReadonlySet<string>,
): MergedRelations {
  const merged: MergedRelations = { places: [], refused: [] };
  const after = new Map(
    [...terms].map(([id, { term }]) => [id, { isA: idsOf(term.isA), classifies: idsOf(term.classifies) }]),
  );
  const before = new Map(
    [...after].map(([id, { isA, classifies }]) => [id, { isA: new Set(isA), classifies: new Set(classifies) }]),
  );
  const put = (id: string, kind: Kind, target: string) => {
    const own = after.get(id)?.[kind];
    if (own === undefined || target === id || own.has(target)) return;
    const most = FIELDS.glossary_term[FIELD[kind]].most;
    if (own.size >= most)
      refuse(id, 'E_TERM_LIMIT', `AWS takes ${most} of “${FIELD[kind]}” at most: one is not moved.`);
    else if (kind === 'isA' && closesRing(after, id, target))
      refuse(id, 'E_RELATION_RING', 'Moved, “is a” would lead back to the term itself: it is not moved.');
    else own.add(target);
  };
  const refuse = (id: string, code: string, message: string) => merged.refused.push({ id, code, message });
  for (const kind of ['isA', 'classifies'] as const) {
    for (const [id, related] of after) {
      if (losers.has(id)) continue;
      const gone = [...related[kind]].filter((target) => losers.has(target));
      for (const target of gone) related[kind].delete(target);
      if (gone.length > 0) put(id, kind, keep);
    }
    // One that is gone or disabled cannot be named anew.
    for (const loser of losers)
      for (const target of before.get(loser)?.[kind] ?? [])
        if (!losers.has(target) && terms.get(target)?.term.status === 'ENABLED') put(keep, kind, target);
  }
  for (const [id, related] of after) {
    if (losers.has(id)) continue;
    const lines = (['isA', 'classifies'] as const).flatMap((kind) => {
      const was = before.get(id)?.[kind] ?? new Set<string>();
      const line = (op: 'add' | 'remove', value: string): StageLine => ({
        kind: 'glossary_term',
        id,
        part: '',
        field: FIELD[kind],
        op,
        value,
      });
      return [
        ...[...was].filter((target) => !related[kind].has(target)).map((target) => line('remove', target)),
        ...[...related[kind]].filter((target) => !was.has(target)).map((target) => line('add', target)),
      ];
    });
    if (lines.length > 0) merged.places.push({ id, lines });
  }
  return merged;
}

const idsOf = (refs: readonly Ref[] | null): Set<string> =>
  new Set((refs ?? []).flatMap((ref) => ('id' in ref ? [ref.id] : [])));

/** Whether `target` already leads to `id`. */
function closesRing(after: ReadonlyMap<string, { isA: ReadonlySet<string> }>, id: string, target: string): boolean {
  const seen = new Set([target]);
  // A set grows while it is walked: what is added is walked too.
  for (const at of seen) {
    if (at === id) return true;
    for (const next of after.get(at)?.isA ?? []) seen.add(next);
  }
  return false;
}
