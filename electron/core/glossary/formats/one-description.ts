import { FIELDS } from '#shared/changes.ts';

const MOST = FIELDS.glossary_term.short_description.most;
const RULE = '---';

/**
 *   short                     short only
 *   short ¶ --- ¶ long        both: Markdown draws a line between them
 *   --- ¶ long                long only
 *
 * Two descriptions where a format has one. A line of the short one that is such a rule itself has `\` before it.
 */
export function joined(short: string, long: string): string {
  const first = short.replaceAll(/^(\\*---)$/gmu, '\\$1');
  if (long === '') return first;
  return first === '' ? `${RULE}\n\n${long}` : `${first}\n\n${RULE}\n\n${long}`;
}

/** Undoes `joined`. A text without a rule is the short one where it is short enough for that. */
export function parted(text: string): { short: string; long: string } {
  const begins = text.startsWith(`${RULE}\n\n`);
  const at = begins ? 0 : text.indexOf(`\n\n${RULE}\n\n`);
  if (at < 0) return fits(plain(text)) ? { short: plain(text), long: '' } : { short: '', long: text };
  const short = begins ? '' : plain(text.slice(0, at));
  const long = text.slice(at + (begins ? 5 : 7));
  return fits(short) ? { short, long } : { short: '', long: text };
}

const plain = (text: string): string => text.replaceAll(/^\\(\\*---)$/gmu, '$1');
const fits = (text: string): boolean => text.length <= MOST || Array.from(text).length <= MOST;

/** Does a format with one description give these two back? */
export const isParted = (short: string, long: string): boolean => {
  const back = parted(joined(short, long));
  return back.short === short && back.long === long;
};
