/** Names joined by dots: a name with a dot or a quote in it stands in quotes, a quote within doubled (OpenMetadata's FQN). */
export const dotted = (names: readonly string[]): string =>
  names.map((name) => (/[."]/u.test(name) ? `"${name.replaceAll('"', '""')}"` : name)).join('.');

/** Undoes `dotted`; a quote that is not closed is a character like any other. */
export function undotted(text: string): string[] {
  const names: string[] = [];
  let rest = text;
  for (;;) {
    const quoted = /^"((?:[^"]|"")*)"(?=\.|$)/u.exec(rest);
    const plain = rest.indexOf('.');
    const taken = quoted?.[0].length ?? (plain < 0 ? rest.length : plain);
    names.push(quoted === null ? rest.slice(0, taken) : (quoted[1] ?? '').replaceAll('""', '"'));
    if (taken >= rest.length) return names;
    rest = rest.slice(taken + 1);
  }
}

/** Values of one cell with `;` between them: one with `;` or a quote in it stands in quotes, a quote within doubled. */
export const listed = (values: readonly string[]): string =>
  values.map((value) => (/[;"\r\n]|^\s|\s$/u.test(value) ? `"${value.replaceAll('"', '""')}"` : value)).join(';');

/** Undoes `listed`. Blanks around a value that is not quoted do not count. */
export function unlisted(cell: string): string[] {
  const values: string[] = [];
  let rest = cell;
  while (rest.trim() !== '') {
    const quoted = /^\s*"((?:[^"]|"")*)"\s*(?=;|$)/u.exec(rest);
    const plain = rest.indexOf(';');
    const taken = quoted?.[0].length ?? (plain < 0 ? rest.length : plain);
    const value = quoted === null ? rest.slice(0, taken).trim() : (quoted[1] ?? '').replaceAll('""', '"');
    if (value !== '') values.push(value);
    rest = rest.slice(taken + 1);
  }
  return values;
}
