import { PAGE_HOST, PAGE_SCHEME } from '#shared/page-security.ts';

/** Whether a URL is the page's own, judged by a parser and never by how the text begins. */
export function isPage(url: string): boolean {
  try {
    const { protocol, host, username, password } = new URL(url);
    return protocol === `${PAGE_SCHEME}:` && host === PAGE_HOST && username === '' && password === '';
  } catch {
    return false;
  }
}
