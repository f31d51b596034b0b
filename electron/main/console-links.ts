import { dialog, shell } from 'electron';

const CONSOLES = /^(?:[a-z0-9-]+\.)*console\.(?:aws\.amazon\.com|amazonaws\.cn|amazonaws-us-gov\.com)$/;
const PORTALS = /^dzd[-_][a-z0-9_-]+\.(?:datazone|sagemaker)\.[a-z]{2}(?:-[a-z]+)+-\d\.on\.aws$/;

/** The link, when it leads to a console of AWS or the portal of a DataZone domain, over https, with nothing odd in it. */
export function consoleLink(text: string): URL | null {
  if (text.length > 2048) return null;
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return null;
  }
  if (url.protocol !== 'https:' || url.port !== '' || url.username !== '' || url.password !== '') return null;
  return CONSOLES.test(url.hostname) || PORTALS.test(url.hostname) ? url : null;
}

let asking = false;

/** Opens such a link in the person's browser once they said yes to the host; drops every other one. */
export function openAfterAsking(text: string): void {
  const url = consoleLink(text);
  if (!url || asking) return;
  asking = true;
  void dialog
    .showMessageBox({
      type: 'question',
      message: `Open ${url.hostname} in your browser?`,
      detail: url.href,
      buttons: ['Open', 'Cancel'],
      defaultId: 1,
      cancelId: 1,
      noLink: true,
    })
    .then(({ response }) => (response === 0 ? shell.openExternal(url.href) : undefined))
    .catch(() => {
      // No browser to open it with: the page keeps showing the address.
    })
    .finally(() => {
      asking = false;
    });
}
