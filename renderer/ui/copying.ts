import { say } from './notices.ts';

/**
 * Puts text on the clipboard. Where the asynchronous clipboard is not allowed (the desktop denies every permission),
 * the older way copies from a field made for the moment.
 */
export async function copyText(text: string, what: string): Promise<void> {
  const copied = (await writeToClipboard(text)) || copyFromField(text);
  say(copied ? `${what} copied` : `${what} could not be copied`);
}

async function writeToClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

function copyFromField(text: string): boolean {
  const focused = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'mw-off-screen';
  field.setAttribute('aria-hidden', 'true');
  document.body.append(field);
  field.select();
  const copied = document.execCommand('copy');
  field.remove();
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  return copied;
}

/** Rows as tab-separated text, one line a row, as spreadsheets paste it. */
export function toTsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map(tsvCell).join('\t')).join('\r\n');
}

/** A cell that would start a formula gets an apostrophe; one with tabs, ends of line or quotes is quoted. */
function tsvCell(value: string): string {
  const bare = value.replace(/^[\s\p{Cf}\u00a0]+/u, '');
  const formula = /^[=+\-@＝＋－＠]/u.test(bare) || /^[\t\r\n]/.test(value);
  const safe = formula && !/^-?\d+([.,]\d+)*$/.test(value) ? `'${value}` : value;
  return /["\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
