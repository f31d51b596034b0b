import type { UnitSpec } from '#emulator/bank/story/organisation.ts';
import { groups, people } from '#emulator/bank/story/people.ts';
import { randomFrom } from '#emulator/random.ts';

/** AWS's quota of domain units in a domain. Its other one, five levels, holds by construction. */
const UNITS_MAX = 500;

const teams = [
  'Operations',
  'Reporting',
  'Products',
  'Data Quality',
  'Strategy',
  'Onboarding',
  'Controls',
  'Pricing',
  'Servicing',
  'Planning',
  'Models',
  'Partnerships',
] as const;
const regions = ['North', 'South', 'East', 'West'] as const;

const DEPTH_MAX = 5;

const depthOf = (specs: readonly UnitSpec[], spec: UnitSpec): number => {
  const parent = specs.find((each) => each.name === spec.parent);
  return parent ? depthOf(specs, parent) + 1 : 1;
};

/** People and groups who may own a unit: one in ten has nobody. */
const ownersOf = (seed: number, at: number): readonly string[] => {
  const random = randomFrom(seed, 26, at);
  if (random.chance(0.1)) return [];
  const person = random.pick(people.filter(({ active }) => active !== false)).userName;
  const group = random.pick(groups.filter(({ assigned }) => assigned !== false)).name;
  return random.chance(0.4) ? [person, group] : [person];
};

/**
 * The story's units and, beyond them, teams below each of those, then regions below each team. Fewer than the story
 * has: its first ones, which are the upper levels of each branch. Throws RangeError outside AWS's quota.
 */
export const growUnits = (story: readonly UnitSpec[], seed: number, count: number = story.length): UnitSpec[] => {
  if (count < 1 || count > UNITS_MAX) throw new RangeError(`A domain has from 1 to ${UNITS_MAX} domain units.`);
  const units = story.slice(0, count);
  const grow = (parents: readonly UnitSpec[], names: readonly string[]): UnitSpec[] => {
    const grown: UnitSpec[] = [];
    for (const name of names) {
      for (const parent of parents) {
        if (units.length >= count) return grown;
        const spec: UnitSpec = {
          name: `${parent.name} ${name}`,
          parent: parent.name,
          description: `${name} of ${parent.name}.`,
          owners: ownersOf(seed, units.length),
        };
        units.push(spec);
        grown.push(spec);
      }
    }
    return grown;
  };
  const below = grow(story.slice(1), teams);
  if (units.length < count) {
    const known = [...units];
    grow(
      below.filter((spec) => depthOf(known, spec) < DEPTH_MAX),
      regions,
    );
  }
  return units;
};
