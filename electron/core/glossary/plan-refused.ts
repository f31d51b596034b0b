import { short } from './formats/cells.ts';
import { type AnyTarget, DUPLICATE, type GlossaryTarget, type Matched, refuse, type TermTarget } from './plan-match.ts';
import type { Member } from './plan-refs.ts';
import type { RelationChange } from './plan-relations.ts';

/**
 *   a new glossary is refused ──> its terms ──> rows that are to name them
 *   a row is refused ──> what it is called stays ──> a row that takes that name
 *
 * Refuses what cannot be without what is refused already, and two that would have one name.
 */
export function drawAlong(matched: Matched, relations: ReadonlyMap<TermTarget, RelationChange[]>): void {
  const every: AnyTarget[] = matched.glossaries.flatMap((glossary) => [glossary, ...glossary.terms]);
  const queue = every.filter(({ refused }) => refused);
  const drop = (target: AnyTarget, code: string, message: string) => {
    if (target.refused) return;
    refuse(target, null, code, message);
    queue.push(target);
  };
  const names = new Claims(drop);
  // Who keeps a name has it before who takes it.
  for (const target of every) if (keeps(target)) names.keep(target);
  for (const target of every) if (!target.refused && !keeps(target)) names.take(target);
  const naming = whoNames(relations);
  for (let target = queue.pop(); target !== undefined; target = queue.pop()) {
    if (target.held !== null) {
      names.keep(target);
      continue;
    }
    if (target.kind === 'glossary')
      for (const term of target.terms)
        drop(term, 'E_GLOSSARY_REFUSED', 'Its glossary cannot be made: see the row of the glossary.');
    for (const term of naming.get(target) ?? [])
      drop(term, 'E_REF_REFUSED', `“${short(target.name)}”, which it names, cannot be made: see its row.`);
  }
}

/** Is it called what it was? What is refused is. */
const keeps = (target: AnyTarget) => target.held !== null && (target.refused || target.name === target.held.name);

function whoNames(relations: ReadonlyMap<TermTarget, RelationChange[]>): Map<Member | AnyTarget, TermTarget[]> {
  const naming = new Map<Member | AnyTarget, TermTarget[]>();
  for (const [term, changes] of relations)
    for (const member of changes.flatMap(({ add }) => add)) {
      const terms = naming.get(member) ?? [];
      naming.set(member, terms);
      terms.push(term);
    }
  return naming;
}

/** Who has which name: among glossaries, and among the terms of each. */
class Claims {
  readonly #homes = new Map<GlossaryTarget | null, Map<string, AnyTarget>>();
  readonly #drop: (target: AnyTarget, code: string, message: string) => void;

  constructor(drop: (target: AnyTarget, code: string, message: string) => void) {
    this.#drop = drop;
  }

  /** What is there keeps its name, or has it back: who was to take it cannot. */
  keep(target: AnyTarget): void {
    const names = this.#among(target);
    const name = target.held?.name ?? '';
    const other = names.get(name);
    names.set(name, target);
    if (other !== undefined && other !== target && !keeps(other))
      this.#drop(other, 'E_NAME_TAKEN', takenBy(target, name));
  }

  take(target: AnyTarget): void {
    const names = this.#among(target);
    const other = names.get(target.name);
    if (other === undefined || (other.refused && other.held === null)) names.set(target.name, target);
    else this.#drop(target, keeps(other) ? 'E_NAME_TAKEN' : DUPLICATE, takenBy(other, target.name));
  }

  #among(target: AnyTarget): Map<string, AnyTarget> {
    const home = target.kind === 'glossary' ? null : target.home;
    const names = this.#homes.get(home) ?? new Map<string, AnyTarget>();
    this.#homes.set(home, names);
    return names;
  }
}

const takenBy = (other: AnyTarget, name: string) =>
  `${other.kind === 'glossary' ? 'A glossary' : 'A term of the glossary'} is called “${short(name)}” already${
    other.place === null ? '' : ` (row ${other.place.row})`
  }: choose another name.`;
