/** Reads a table written as text: one row per line, parts between bars, blanks around them dropped. */
export const rows = (text: string): string[][] =>
  text
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((part) => part.trim()));
