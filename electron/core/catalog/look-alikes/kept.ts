import { Vector } from '../search/vector.ts';
import { Interned } from './interned.ts';
import { Links } from './links.ts';
import { FIELDS, Rows, type Texts } from './rows.ts';
import { Threads } from './threads.ts';
import { EDITION } from './vocabulary.ts';

export interface State {
  rows: Rows;
  links: Links;
}

/** An index as it is kept: texts, and whole numbers in the byte order of the machine. */
export interface Kept {
  /** Of the tables of words it was made with. */
  edition: string;
  texts: Record<string, string[]>;
  numbers: Record<string, Int32Array>;
}

const TEXTS = ['name', 'type', 'businessName', 'description', 'terms', 'keys'] as const;
const THREADS = ['cell', 'business', 'description', 'terms'] as const;
const THREAD = ['first', 'size', 'next', 'before'] as const;
const LINKS = ['first', 'ring', 'columns', 'total'] as const;

/** An index of nothing. */
export const fresh = (): State =>
  built(
    () => undefined,
    () => undefined,
  );

export function keep({ rows, links }: State): Kept {
  const texts: Kept['texts'] = {};
  const numbers: Kept['numbers'] = {};
  const take = (name: string, vector: Vector) => {
    numbers[name] = vector.filled().slice();
  };
  for (const name of TEXTS) {
    texts[name] = rows.texts[name].texts.slice();
    take(`uses.${name}`, rows.texts[name].uses);
  }
  for (const field of FIELDS) take(`rows.${field}`, rows.by[field]);
  take('rows.counts', rows.counts);
  for (const name of THREADS) for (const part of THREAD) take(`${name}.${part}`, rows.threads[name][part]);
  for (const part of LINKS) take(`links.${part}`, links[part]);
  return { edition: EDITION, texts, numbers };
}

/** Yields now and then; what was kept is used on and no longer the caller's. @returns null where it was kept by another edition of the tables, or is not whole */
export function* restored(kept: Kept): Generator<void, State | null> {
  if (kept.edition !== EDITION) return null;
  let whole = true;
  const handed = <T>(from: T | undefined): T | undefined => {
    whole &&= from !== undefined;
    return from;
  };
  const state = built(
    (name) => handed(kept.texts[name]),
    (name) => handed(kept.numbers[name]),
  );
  if (!whole) return null;
  yield* state.rows.restore();
  return state;
}

function built(
  textsAt: (name: string) => string[] | undefined,
  numbersAt: (name: string) => Int32Array | undefined,
): State {
  const vector = (name: string) => new Vector(numbersAt(name));
  const texts = Object.fromEntries(
    TEXTS.map((name) => [
      name,
      new Interned(textsAt(name), new Vector(numbersAt(`uses.${name}`) ?? new Int32Array(1))),
    ]),
  ) as Record<(typeof TEXTS)[number], Interned> satisfies Texts;
  const by = Object.fromEntries(FIELDS.map((field) => [field, vector(`rows.${field}`)])) as Rows['by'];
  const threads = Object.fromEntries(
    THREADS.map((name) => [
      name,
      new Threads(...(THREAD.map((part) => vector(`${name}.${part}`)) as [Vector, Vector, Vector, Vector])),
    ]),
  ) as Rows['threads'];
  const rows = new Rows(texts, by, vector('rows.counts'), threads);
  const [first, ring, columns, total] = LINKS.map((part) => vector(`links.${part}`)) as [
    Vector,
    Vector,
    Vector,
    Vector,
  ];
  return { rows, links: new Links(rows, first, ring, columns, total) };
}
