export interface Stretch {
  text: string;
  hit: boolean;
}

/** The words of a search, as the search splits them: letters and digits only. */
export function wordsOf(search: string): string[] {
  const words = search.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  return [...new Set(words)].slice(0, 20);
}

/** Marks where a word of the text begins with a word that was searched for. */
export function highlight(text: string, words: readonly string[]): Stretch[] {
  if (words.length === 0 || text === '') return [{ text, hit: false }];
  const longestFirst = words.toSorted((a, b) => b.length - a.length);
  const scan = new RegExp(`(?<![\\p{L}\\p{N}\\p{M}])(?:${longestFirst.join('|')})`, 'giu');
  const stretches: Stretch[] = [];
  let from = 0;
  for (const match of text.matchAll(scan)) {
    if (match.index > from) stretches.push({ text: text.slice(from, match.index), hit: false });
    stretches.push({ text: match[0], hit: true });
    from = match.index + match[0].length;
  }
  if (from < text.length) stretches.push({ text: text.slice(from), hit: false });
  return stretches;
}
