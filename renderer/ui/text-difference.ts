/** A stretch of text that is in both texts, or in one of them. */
export interface Stretch {
  text: string;
  where: 'both' | 'before' | 'after';
}

/** Above this the two texts count as replaced as a whole: the table below would take too long. */
const MOST_CELLS = 4_000_000;

const wordsOf = (text: string): string[] => text.match(/\s+|[\p{L}\p{N}\p{M}_]+|[^\s\p{L}\p{N}\p{M}_]/gu) ?? [];

/** What was taken out of a text and what was put in, word by word, in reading order. */
export function difference(before: string, after: string): Stretch[] {
  const a = wordsOf(before);
  const b = wordsOf(after);
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const middle = between(a.slice(start, a.length - end), b.slice(start, b.length - end));
  return joined([
    ...a.slice(0, start).map((text): Stretch => ({ text, where: 'both' })),
    ...middle,
    ...a.slice(a.length - end).map((text): Stretch => ({ text, where: 'both' })),
  ]);
}

/** The longest words in common, in order; everything else was taken out or put in. */
function between(a: readonly string[], b: readonly string[]): Stretch[] {
  const out = (text: string): Stretch => ({ text, where: 'before' });
  const put = (text: string): Stretch => ({ text, where: 'after' });
  if (a.length * b.length > MOST_CELLS) return [...a.map(out), ...b.map(put)];
  const width = b.length + 1;
  const longest = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number) => longest[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      longest[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const stretches: Stretch[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const left = a[i];
    const right = b[j];
    if (left !== undefined && left === right) {
      stretches.push({ text: left, where: 'both' });
      i++;
      j++;
    } else if (left !== undefined && (right === undefined || at(i + 1, j) >= at(i, j + 1))) {
      stretches.push(out(left));
      i++;
    } else if (right !== undefined) {
      stretches.push(put(right));
      j++;
    }
  }
  return stretches;
}

const isGap = (text: string) => /^[^\S\n]{1,3}$/.test(text);

/**
 * Neighbours of one sort as one stretch; within a run of changes what was taken out comes first. A space between two
 * changes belongs to both: word for word, two rewritten phrases would be told in crumbs.
 */
function joined(stretches: readonly Stretch[]): Stretch[] {
  const result: Stretch[] = [];
  let same = '';
  let taken = '';
  let given = '';
  const flushSame = () => {
    if (same !== '') result.push({ text: same, where: 'both' });
    same = '';
  };
  const flushChange = () => {
    if (taken !== '') result.push({ text: taken, where: 'before' });
    if (given !== '') result.push({ text: given, where: 'after' });
    taken = '';
    given = '';
  };
  for (const { text, where } of stretches) {
    if (where === 'both') {
      same += text;
      continue;
    }
    const inChange = taken !== '' || given !== '';
    if (inChange && isGap(same)) {
      taken += same;
      given += same;
      same = '';
    } else if (same !== '') {
      flushChange();
      flushSame();
    }
    if (where === 'before') taken += text;
    else given += text;
  }
  flushChange();
  flushSame();
  return result;
}

/** Below this share of words in common two texts count as another text, not as one that was edited. */
const ALIKE = 0.4;

/** Whether so much of the longer text is in both that marks inside of it help; else each is read whole. */
export function areAlike(stretches: readonly Stretch[]): boolean {
  const length = { both: 0, before: 0, after: 0 };
  for (const { text, where } of stretches) length[where] += text.length;
  const longer = length.both + Math.max(length.before, length.after);
  return longer === 0 || length.both / longer >= ALIKE;
}

/** A value as people read it: JSON of lists and objects over several lines, anything else as it is. */
export function readable(value: string): string {
  if (!/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.stringify(JSON.parse(value), null, 2);
  } catch {
    // Cut in the middle, or no JSON at all.
    return value;
  }
}
