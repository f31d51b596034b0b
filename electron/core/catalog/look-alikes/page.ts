import type { State } from './kept.ts';

const LONGEST_QUESTION = 200;

/**
 * The first cells of one page of clusters: by columns covered, then by id.
 * @returns how many clusters fit in all, and the first cells of those on the page
 */
export function page(
  { rows, links }: State,
  text: string,
  minimum: number,
  offset: number,
  limit: number,
  idOf: (cell: number) => string,
): { total: number; firsts: number[] } {
  const matched = text.trim() === '' ? null : matching({ rows, links }, text);
  const fitting: number[] = [];
  const { size } = rows.threads.cell;
  const [first, total] = [links.first.data, links.total.data];
  for (let cell = 1; cell < links.first.length; cell += 1)
    if (
      first[cell] === cell &&
      (size.data[cell] ?? 0) > 0 &&
      (total[cell] ?? 0) >= minimum &&
      (matched === null || matched[cell] === 1)
    )
      fitting.push(cell);
  const firsts = heaviest(fitting, (cell) => total[cell] ?? 0, offset + limit)
    .map((cell) => ({ cell, id: idOf(cell) }))
    .toSorted((a, b) => (total[b.cell] ?? 0) - (total[a.cell] ?? 0) || (a.id < b.id ? -1 : 1))
    .slice(offset, offset + limit)
    .map(({ cell }) => cell);
  return { total: fitting.length, firsts };
}

/** At least so many of the heaviest, and all that weigh as much as the last of them. */
function heaviest(cells: readonly number[], weight: (cell: number) => number, most: number): readonly number[] {
  if (cells.length <= most) return cells;
  const least = Int32Array.from(cells, weight).toSorted()[cells.length - Math.max(1, most)] ?? 0;
  return cells.filter((cell) => weight(cell) >= least);
}

/** 1 at the first cell of each cluster of which a name, a business name or what it says has all the words. */
function matching({ rows, links }: State, text: string): Uint8Array {
  const words = text
    .slice(0, LONGEST_QUESTION)
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => new RegExp(word.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'), 'i'));
  const has = (said: string) => words.every((word) => word.test(said));
  const having = (texts: readonly string[]) => {
    const found = new Uint8Array(texts.length);
    for (let at = 1; at < texts.length; at += 1) if (has(texts[at] ?? '')) found[at] = 1;
    return found;
  };
  const marks = new Uint8Array(links.first.length);
  const mark = (cell: number) => {
    marks[links.first.data[cell] ?? cell] = 1;
  };
  const { keys, name, businessName } = rows.texts;
  for (let cell = 1; cell < keys.length; cell += 1) if (has(keys.text(cell))) mark(cell);
  const named = having(name.texts);
  const business = having(businessName.texts);
  const [names, businessNames, cells] = [rows.by.name.data, rows.by.businessName.data, rows.by.cell.data];
  for (let row = 0; row < rows.length; row += 1)
    if (named[names[row] ?? 0] === 1 || business[businessNames[row] ?? 0] === 1)
      if ((rows.counts.data[row] ?? 0) > 0) mark(cells[row] ?? 0);
  return marks;
}
