import { dialog, shell } from 'electron';

const CONSOLES = /^(?:[a-z0-9-]+\.)*console\.(?:aws\.amazon\.com|amazonaws\.cn|amazonaws-us-gov\.com)$/;
const PORTALS = /^dzd[-_][a-z0-9_-]+\.(?:datazone|sagemaker)\.[a-z]{2}(?:-[a-z]+)+-\d\.on\.aws$/;
/** Where IAM Identity Center lets a person confirm a sign-in code: AWS's own device pages and the firm's access portal. */
const SIGN_INS =
  /^(?:device\.sso\.[a-z]{2}(?:-[a-z]+)+-\d\.amazonaws\.com(?:\.cn)?|[a-z0-9][a-z0-9-]*\.awsapps\.(?:com|cn)|[a-z0-9][a-z0-9-]*\.portal\.[a-z]{2}(?:-[a-z]+)+-\d\.app\.aws)$/;

/** The link, when it leads to a console, a DataZone portal or a sign-in page of AWS, over https, with nothing odd in it. */
export function consoleLink(text: string): URL | null {
  if (text.length > 2048) return null;
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return null;
  }
  if (url.protocol !== 'https:' || url.port !== '' || url.username !== '' || url.password !== '') return null;
  return [CONSOLES, PORTALS, SIGN_INS].some((hosts) => hosts.test(url.hostname)) ? url : null;
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
