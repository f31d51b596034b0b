import type { FacetValue } from '#shared/catalog.ts';

/** So many values stand there at first; the rest come with "show more". */
export const FIRST = 6;
/** Past this many, a field to search inside the facet helps more than scrolling. */
export const MANY = 12;
/** Never more boxes than this at once: ten thousand terms would freeze the page. */
export const MOST = 60;

export interface ShownValue {
  value: FacetValue;
  /** How deep below its topmost shown relative, where the values form a tree. */
  depth: number;
}

interface Picking {
  chosen: readonly string[];
  /** All values, not only the first. */
  open: boolean;
  /** What is searched for inside the facet. */
  text: string;
  label: (value: FacetValue) => string;
}

/** The values of a facet to show, in order, and how many are left out. What is chosen is always among them. */
export function pickValues(values: readonly FacetValue[], { chosen, open, text, label }: Picking) {
  const known = new Set(values.map((value) => value.id));
  const gone = [...new Set(chosen)]
    .filter((id) => !known.has(id))
    .map((id): ShownValue => ({ value: { id, name: id, count: 0, parentId: null }, depth: 0 }));
  const wanted = text.trim().toLowerCase();
  const all = [...gone, ...inTree(values)];
  const matching = open && wanted !== '' ? flat(all, (value) => label(value).toLowerCase().includes(wanted)) : all;
  const upper = open ? matching : matching.filter(({ depth }) => depth <= 1);
  const first = upper.slice(0, open ? MOST : FIRST);
  const inSight = new Set(first.map(({ value }) => value.id));
  const rest = matching.filter(({ value }) => chosen.includes(value.id) && !inSight.has(value.id));
  const shown = [...first, ...rest];
  return { shown, hidden: matching.length - shown.length };
}

const flat = (values: readonly ShownValue[], fits: (value: FacetValue) => boolean): ShownValue[] =>
  values.filter(({ value }) => fits(value)).map(({ value }) => ({ value, depth: 0 }));

/** Children right after their parents; a value whose parent is not among them stands at the top. */
function inTree(values: readonly FacetValue[]): ShownValue[] {
  const known = new Set(values.map((value) => value.id));
  const below = new Map<string | null, FacetValue[]>();
  for (const value of values) {
    const parent = value.parentId !== null && known.has(value.parentId) ? value.parentId : null;
    const siblings = below.get(parent);
    if (siblings) siblings.push(value);
    else below.set(parent, [value]);
  }
  const ordered: ShownValue[] = [];
  const seen = new Set<string>();
  const visit = (parent: string | null, depth: number) => {
    for (const value of below.get(parent) ?? []) {
      if (seen.has(value.id)) continue;
      seen.add(value.id);
      ordered.push({ value, depth });
      visit(value.id, depth + 1);
    }
  };
  visit(null, 0);
  // A ring of parents has no top; its values must not vanish.
  for (const value of values) if (!seen.has(value.id)) ordered.push({ value, depth: 0 });
  return ordered;
}
