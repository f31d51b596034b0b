import { hash32 } from '#emulator/random.ts';

/** Kinds of things that have an id. The numbers are part of every id: never renumber. */
export const kinds = {
  asset: 1,
  listing: 2,
  project: 3,
  unit: 4,
  glossary: 5,
  term: 6,
  product: 7,
  productListing: 8,
  user: 9,
  group: 10,
  membership: 11,
  userProfile: 12,
  groupProfile: 13,
  dataPoint: 14,
  profile: 15,
  domain: 16,
  source: 17,
  run: 18,
  request: 19,
  roleProfile: 20,
  roleGroup: 21,
  policyGrant: 22,
  blueprint: 23,
  environment: 24,
  environmentConfiguration: 25,
  environmentProfile: 26,
  subscriptionTarget: 27,
  rule: 28,
  subscriptionRequest: 29,
  subscription: 30,
  subscriptionGrant: 31,
  assetFilter: 32,
  generationRun: 33,
  qualityResult: 60,
  nativeGlossary: 61,
  nativeTerm: 62,
  lineageNode: 63,
  lineageDataset: 64,
  lineageJob: 65,
  lineageEvent: 66,
  grownLineageEvent: 67,
  pastDataPoint: 68,
} as const;

export type Kind = keyof typeof kinds;

const HEAD = 36 ** 4;
const TAIL = 36 ** 6;
/** Odd and free of the factors of 36, so it has an inverse modulo 36^6; small enough that products stay exact. */
const STRIDE = 611_953;

const digits = (value: number, length: number): string => value.toString(36).padStart(length, '0');

/**
 * A 14-character id as DataZone makes them (`[a-z0-9]{14}`). The ordinal is recoverable, so a bank of any size finds
 * an entity by id without holding an index.
 */
export const idOf = (seed: number, kind: Kind, ordinal: number): string => {
  const code = kinds[kind];
  const first = hash32(seed, code, ordinal, 1) % HEAD;
  const second = hash32(seed, code, ordinal, 2) % HEAD;
  const tail = (ordinal * STRIDE + (hash32(seed, code) % TAIL)) % TAIL;
  return digits(first, 4) + digits(second, 4) + digits(tail, 6);
};

const inverse = (() => {
  let [r, nextR, t, nextT] = [BigInt(TAIL), BigInt(STRIDE), 0n, 1n];
  while (nextR !== 0n) {
    const quotient = r / nextR;
    [t, nextT] = [nextT, t - quotient * nextT];
    [r, nextR] = [nextR, r - quotient * nextR];
  }
  return ((t % BigInt(TAIL)) + BigInt(TAIL)) % BigInt(TAIL);
})();

/** The ordinal behind an id, or undefined when this bank never gave that id out. */
export const ordinalOf = (seed: number, kind: Kind, id: string): number | undefined => {
  if (!/^[0-9a-z]{14}$/.test(id)) return undefined;
  const tail = Number.parseInt(id.slice(8), 36);
  const shifted = (tail - (hash32(seed, kinds[kind]) % TAIL) + TAIL) % TAIL;
  const ordinal = Number((BigInt(shifted) * inverse) % BigInt(TAIL));
  return idOf(seed, kind, ordinal) === id ? ordinal : undefined;
};

const hex = (value: number): string => value.toString(16).padStart(8, '0');

/** A version-4-looking UUID for the identity store. */
export const uuidOf = (seed: number, kind: Kind, ordinal: number): string => {
  const [a, b, c, d] = [1, 2, 3, 4].map((part) => hex(hash32(seed, kinds[kind], ordinal, part))) as [
    string,
    string,
    string,
    string,
  ];
  return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-a${c.slice(1, 4)}-${c.slice(4)}${d}`;
};
