import type { Called, Ref } from '../document.ts';

/** The text that takes a value away; an empty cell leaves it as it is. */
export const CLEAR = '<clear>';

const clears = /^\s*<clear>\s*$/iu;

/** Is this cell the marker, whatever its case? */
export const isClear = (text: string): boolean => clears.test(text);

/** What a spreadsheet takes for a formula, also behind blanks and in full width; LF as it may follow a broken row. */
const FORMULA = /^'*[\s\u200b-\u200f\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n]/u;
const GUARDED = /^'+[\s\u200b-\u200f\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n]/u;
/** Blanks alone are an empty cell, so a text of blanks is written otherwise. */
const MARKER = /^'*\s*(?:<clear>)?\s*$/iu;
const GUARDED_MARKER = /^'+\s*(?:<clear>)?\s*$/iu;

/**
 *   =SUM(A1)    '=SUM(A1)        one apostrophe more on the way out, one less on the way in:
 *   '=SUM(A1)   ''=SUM(A1)       no two texts become the same, and what needs none has none
 *   'tis        'tis
 *
 * A text as a cell of a CSV, which a spreadsheet shows and does not calculate.
 */
export const guard = (text: string): string =>
  text !== '' && (FORMULA.test(text) || MARKER.test(text)) ? `'${text}` : text;

/** Undoes `guard`. */
export const unguard = (cell: string): string =>
  GUARDED.test(cell) || GUARDED_MARKER.test(cell) ? cell.slice(1) : cell;

/** As `guard` where cells are typed: only the marker and the empty cell are told from a text that reads like them. */
export const guardMarker = (text: string): string => (text !== '' && MARKER.test(text) ? `'${text}` : text);
export const unguardMarker = (cell: string): string => (GUARDED_MARKER.test(cell) ? cell.slice(1) : cell);

/** Texts that `guard` changes: a program that does not undo it reads an apostrophe more. */
export const isGuarded = (text: string): boolean => guard(text) !== text;

const ID = 'id:';

/** A name beside others in one cell: `\` before what separates, before blanks at its ends and before what looks like an id. */
function escapeName(name: string): string {
  const escaped = name.replaceAll(/[\\;/]/gu, (char) => `\\${char}`).replace(/\s$/u, (blank) => `\\${blank}`);
  return /^(?:\s|id:)/iu.test(escaped) ? `\\${escaped}` : escaped;
}

/** Relations as one cell: `Glossary / Term; Glossary / Term; id:abc`. */
export const printRefs = (refs: readonly Called[]): string =>
  refs
    .map((ref) => {
      if ('id' in ref) return ID + escapeName(ref.id);
      return 'bare' in ref ? escapeName(ref.bare) : `${escapeName(ref.glossary)} / ${escapeName(ref.term)}`;
    })
    .join('; ');

/** Undoes `printRefs`; a sentence where an item is no reference. Blanks around `;` and `/` do not count. */
export function parseRefs(cell: string): Ref[] | string {
  const refs: Ref[] = [];
  for (const parts of split(cell)) {
    const [first, second] = parts;
    if (first === undefined || (parts.length === 1 && first.text === '')) continue;
    const written = parts.map((part) => part.text).join(' / ');
    if (parts.length > 2)
      return `“${short(written)}” has more than one “/”: write Glossary / Term, and “\\/” for a “/” within a name.`;
    if (first.text === '' || second?.text === '') return `“${short(written)}” names no term: write Glossary / Term.`;
    if (second !== undefined) refs.push({ glossary: first.text, term: second.text });
    else if (first.id) refs.push({ id: first.text.slice(ID.length).trim() });
    else refs.push({ glossary: null, term: first.text });
  }
  return refs;
}

interface Part {
  text: string;
  id: boolean;
}

/** Items of a cell and their parts, with `\` taken away and blanks that do not count. */
function split(cell: string): Part[][] {
  const items: Part[][] = [[]];
  let text = '';
  // Up to where a blank was written with `\` and stays.
  let kept = 0;
  let first = true;
  let plainFirst = true;
  const end = () => {
    const whole = text.slice(0, kept) + text.slice(kept).trimEnd();
    items.at(-1)?.push({ text: whole, id: plainFirst && whole.toLowerCase().startsWith(ID) });
    text = '';
    kept = 0;
    first = true;
    plainFirst = true;
  };
  for (let at = 0; at < cell.length; at += 1) {
    const char = cell[at] ?? '';
    if (char === '\\' && at + 1 < cell.length) {
      at += 1;
      if (first) plainFirst = false;
      text += cell[at] ?? '';
      kept = text.length;
      first = false;
    } else if (char === ';' || char === '/') {
      end();
      if (char === ';') items.push([]);
    } else if (!first || !/\s/u.test(char)) {
      text += char;
      first = false;
    }
  }
  end();
  return items;
}

/** The name of a glossary in a cell of its own: only one that looks like an id, or has `\` before that, is written otherwise. */
export const printGlossary = (name: string): string => (/^\\*id:/iu.test(name) ? `\\${name}` : name);

/** Undoes `printGlossary`. */
export function parseGlossary(cell: string): { id: string } | { name: string } {
  if (/^id:/iu.test(cell)) return { id: cell.slice(ID.length).trim() };
  return { name: /^\\+id:/iu.test(cell) ? cell.slice(1) : cell };
}

/** The beginning of a text, for a sentence about it. */
export const short = (text: string): string => {
  const points = Array.from(text.slice(0, 400));
  return points.length > 80 ? `${points.slice(0, 79).join('')}…` : points.join('');
};
