/** Mixes integers into one 32-bit hash. Same input, same output, for ever: the bank's bytes depend on it. */
export const hash32 = (...parts: readonly number[]): number => {
  let hash = 0x9e3779b9;
  for (const part of parts) {
    hash = Math.imul(hash ^ (part | 0), 0x85ebca6b);
    hash ^= hash >>> 13;
    hash = Math.imul(hash, 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash >>> 0;
};

/** A small deterministic generator. Not for secrets. */
export interface Random {
  /** [0, 1) */
  readonly next: () => number;
  /** integer in [0, below) */
  readonly int: (below: number) => number;
  readonly pick: <T>(list: readonly T[]) => T;
  readonly chance: (probability: number) => boolean;
}

/** A generator for one seed (mulberry32). `pick` of an empty list throws. */
export const randomFrom = (...seed: readonly number[]): Random => {
  let state = hash32(...seed);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
  const int = (below: number): number => Math.floor(next() * below);
  const pick = <T>(list: readonly T[]): T => {
    if (list.length === 0) throw new Error('Nothing to pick from.');
    return list[int(list.length)] as T;
  };
  return { next, int, pick, chance: (probability) => next() < probability };
};
