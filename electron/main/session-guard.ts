import { app, type Session } from 'electron';
import { isPage } from './page-origin.ts';

/** Takes from a session everything the page has no use for: permissions, devices, downloads, and any request elsewhere. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler(null);
  session.setSpellCheckerEnabled(false);
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest((details, decide) => {
    decide({ cancel: !isPage(details.url) && !isDeveloperTool(details.url) });
  });
}

function isDeveloperTool(url: string): boolean {
  return !app.isPackaged && url.startsWith('devtools://');
}
