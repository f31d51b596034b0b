import { FIELDS } from '#shared/changes.ts';
import type { Columns, Ref } from './document.ts';
import { groupsOf } from './plan-cycles.ts';
import { type Matched, refuse, type TermTarget } from './plan-match.ts';
import { type Member, Refs } from './plan-refs.ts';

export type RelationKind = 'isA' | 'classifies';
const KINDS: readonly RelationKind[] = ['isA', 'classifies'];
const FIELD = { isA: 'is_a', classifies: 'classifies' } as const;

/** What becomes of one relation of a term. */
export interface RelationChange {
  field: (typeof FIELD)[RelationKind];
  add: Member[];
  remove: Member[];
}

interface Sets {
  before: Set<Member>;
  after: Set<Member>;
}

/**
 *   said ──> resolved ──> compared with what is held ──> added, removed
 *                                     └─ is a leads back to itself: every row that closes the ring is refused
 *
 * What becomes of the relations of every term of the file; refuses rows where one cannot be.
 */
export function relationsOf(matched: Matched, columns: Columns): Map<TermTarget, RelationChange[]> {
  const refs = new Refs(matched);
  const said = matched.rows.flatMap(({ terms }) => terms);
  const isA = new Map<TermTarget, Sets>();
  const changes = new Map<TermTarget, RelationChange[]>();
  for (const term of said) {
    const found: RelationChange[] = [];
    for (const kind of KINDS) {
      const sets = setsOf(term, kind, refs, columns.term[kind] ?? null);
      if (sets === null) continue;
      if (kind === 'isA') isA.set(term, sets);
      const add = [...sets.after].filter((member) => !sets.before.has(member));
      const remove = [...sets.before].filter((member) => !sets.after.has(member));
      if (add.length + remove.length > 0) found.push({ field: FIELD[kind], add, remove });
    }
    if (found.length > 0) changes.set(term, found);
  }
  refuseRings(matched, refs, isA, columns.term.isA ?? null);
  return changes;
}

/** Members of a relation before and after; null where the file says nothing of it. */
function setsOf(term: TermTarget, kind: RelationKind, refs: Refs, column: string | null): Sets | null {
  const listed = term.said?.[kind] ?? null;
  const below = kind === 'isA' ? (term.said?.below ?? null) : null;
  if (listed === null && below === null) return null;
  const before = new Set(heldMembers(term, kind, refs));
  const after = new Set(listed === null ? before : []);
  for (const ref of [...(listed ?? []), ...(below === null ? [] : [below])]) {
    const member = memberOf(ref, term, before, refs, column);
    if (member !== null) after.add(member);
  }
  const rule = FIELDS.glossary_term[FIELD[kind]];
  if (after.size > rule.most)
    refuse(term, column, 'E_TERM_LIMIT', `${after.size} terms are named; AWS takes ${rule.most} at most.`);
  return { before, after };
}

const heldMembers = (term: TermTarget, kind: RelationKind, refs: Refs): Member[] =>
  (term.held?.[kind] ?? []).flatMap((ref) => {
    if ('id' in ref) return [refs.held(ref.id) ?? ref.id];
    const found = refs.resolve(ref, term);
    return 'member' in found ? [found.member] : [];
  });

function memberOf(
  ref: Ref,
  term: TermTarget,
  before: ReadonlySet<Member>,
  refs: Refs,
  column: string | null,
): Member | null {
  // What the workspace does not hold can stay where it is, and cannot be added.
  const id = 'id' in ref ? ref.id : ref.glossary === null ? ref.term : null;
  if (id !== null && before.has(id)) return id;
  const found = refs.resolve(ref, term);
  if (!('member' in found)) {
    refuse(term, column, found.code, found.message);
    return null;
  }
  const { member } = found;
  if (before.has(member)) return member;
  if (member === term) refuse(term, column, 'E_TERM_SELF', 'A term has no relation to itself: leave it out.');
  // As staging has it: AWS takes no term that is not enabled.
  else if (member.held !== null && member.held.status !== 'ENABLED')
    refuse(
      term,
      column,
      'E_TERM_DISABLED',
      `“${member.name}” is disabled: enable it and push that first, then import again.`,
    );
  return member;
}

function refuseRings(
  { glossaries }: Matched,
  refs: Refs,
  isA: ReadonlyMap<TermTarget, Sets>,
  column: string | null,
): void {
  const next = new Map<TermTarget, readonly TermTarget[]>();
  for (const { terms } of glossaries)
    for (const term of terms) {
      const members = isA.get(term)?.after ?? heldMembers(term, 'isA', refs);
      next.set(
        term,
        [...members].filter((member) => typeof member !== 'string'),
      );
    }
  const group = groupsOf(next.keys(), (term) => next.get(term) ?? []);
  for (const [term, { before }] of isA) {
    const closing = (next.get(term) ?? []).find(
      (member) => member !== term && !before.has(member) && group.get(member) === group.get(term),
    );
    if (closing !== undefined)
      refuse(
        term,
        column,
        'E_TERM_CYCLE',
        `“${closing.name}” is, over other terms, a “${term.name}”: leave one of them out.`,
      );
  }
}
