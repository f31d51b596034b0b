/** Past this a form stays as it came: indenting it would only make it longer. */
const LONGEST = 300_000;

/** JSON text on several lines; as it came where it is not JSON, too long or too deep. */
export function indented(content: string): string {
  if (content.length > LONGEST) return content;
  try {
    return JSON.stringify(JSON.parse(content), null, 2);
  } catch {
    return content;
  }
}
