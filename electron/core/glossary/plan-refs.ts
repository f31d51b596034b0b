import type { Ref } from './document.ts';
import { short } from './formats/cells.ts';
import { type AnyTarget, DUPLICATE, fold, type GlossaryTarget, type Matched, type TermTarget } from './plan-match.ts';

/** A term of the plan, or the id of one that the workspace does not hold. */
export type Member = TermTarget | string;

/** What a relation of the file means, or why it means nothing. */
export type Resolved = { member: TermTarget } | { code: 'E_REF_UNKNOWN' | 'E_REF_AMBIGUOUS'; message: string };

/**
 *   id ──────────────> held, or of the file
 *   name alone ──────> an id ──> in its own glossary ──> in any ──> `glossary.term` ──> but for case
 *   glossary, name ──> as the file leaves them ──> as they are held ──> but for case
 *
 * The first of these that knows something decides; where it knows two, neither is guessed.
 */
export class Refs {
  readonly #byId = new Map<string, TermTarget>();
  readonly #fileIds: Matched['fileIds'];
  readonly #left: Names;
  readonly #held: Names;
  readonly #alike: Names;

  constructor({ glossaries, fileIds }: Matched) {
    this.#fileIds = fileIds;
    for (const { terms } of glossaries) for (const term of terms) if (term.id !== null) this.#byId.set(term.id, term);
    this.#left = namesOf(glossaries, ({ name }) => name);
    this.#held = namesOf(glossaries, ({ held }) => held?.name ?? '');
    this.#alike = namesOf(glossaries, ({ name }) => fold(name));
  }

  /** A term by its id among those that are held. */
  held(id: string): TermTarget | undefined {
    return this.#byId.get(id);
  }

  /** @param from the term that has the relation */
  resolve(ref: Ref, from: TermTarget): Resolved {
    if ('id' in ref) return only([this.#withId(ref.id)], `The id “${short(ref.id)}”`);
    const { glossary, term } = ref;
    const exact = [this.#left, this.#held];
    if (glossary === null)
      return only(
        [
          this.#withId(term),
          ...exact.map((names) => names.at(from.home, term)),
          ...exact.map((names) => names.any.get(term)),
          ...exact.map((names) => names.dotted.get(term)),
          this.#alike.at(from.home, fold(term)),
          this.#alike.any.get(fold(term)),
        ],
        `“${short(term)}”`,
      );
    return only(
      [
        ...exact.map((names) => names.paths.get(pathOf(glossary, term))),
        this.#alike.paths.get(pathOf(fold(glossary), fold(term))),
      ],
      `“${short(glossary)} / ${short(term)}”`,
    );
  }

  #withId(id: string): TermTarget[] | undefined {
    const target = this.#byId.get(id) ?? this.#fileIds.get(id);
    return target === undefined ? undefined : [target];
  }
}

function only(tiers: readonly (readonly TermTarget[] | undefined)[], word: string): Resolved {
  for (const tier of tiers) {
    // Another row about the same is no other term.
    const found = tier?.filter((term) => !term.reasons.some(({ code }) => code === DUPLICATE)) ?? [];
    const [first] = found;
    if (first === undefined) continue;
    if (found.length === 1) return { member: first };
    return {
      code: 'E_REF_AMBIGUOUS',
      message: `${word} may be ${found.length} terms: name the one you mean by its id, as id:…`,
    };
  }
  return { code: 'E_REF_UNKNOWN', message: `${word} is no term here or in the file.` };
}

/** Terms by the names they have in one way of calling them. */
interface Names {
  at: (home: GlossaryTarget, term: string) => TermTarget[] | undefined;
  any: Map<string, TermTarget[]>;
  paths: Map<string, TermTarget[]>;
  dotted: Map<string, TermTarget[]>;
}

function namesOf(glossaries: readonly GlossaryTarget[], call: (target: AnyTarget) => string): Names {
  const homes = new Map<GlossaryTarget, Map<string, TermTarget[]>>();
  const names: Names = {
    at: (home, term) => homes.get(home)?.get(term),
    any: new Map(),
    paths: new Map(),
    dotted: new Map(),
  };
  for (const glossary of glossaries) {
    const own = new Map<string, TermTarget[]>();
    homes.set(glossary, own);
    const home = call(glossary);
    for (const term of glossary.terms) {
      const name = call(term);
      if (name === '') continue;
      add(own, name, term);
      add(names.any, name, term);
      add(names.paths, pathOf(home, name), term);
      add(names.dotted, `${home}.${name}`, term);
    }
  }
  return names;
}

/** No two pairs of names make the same text. */
const pathOf = (...parts: readonly string[]): string => JSON.stringify(parts);

function add(map: Map<string, TermTarget[]>, key: string, term: TermTarget): void {
  const found = map.get(key);
  if (found === undefined) map.set(key, [term]);
  else found.push(term);
}
