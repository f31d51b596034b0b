import { ipcRenderer } from 'electron';

/*
 * Forwards one port and three short signals, for ever, and gives the page nothing to call.
 *
 *   page → window.postMessage({ meshward: 'ready' })                 "I am listening"
 *   page ← message event { meshward: 'port', core: 'up' }, ports[0]  a port to the core; any port from before is dead
 *   page ← message event { meshward: 'port', core: 'restarting' }    the core died, another port will follow
 *   page ← message event { meshward: 'port', core: 'failed' }        it died too often; `ready` starts it once more
 *   page → window.postMessage({ meshward: 'work', work })            how far its long work is, for the taskbar
 *   page → window.postMessage({ meshward: 'ended', ended })          a long job ended, for a notification
 *   page ← message event { meshward: 'show', job }                   the person clicked on that notification
 */

window.addEventListener('message', (event) => {
  if (event.source !== window || event.origin !== location.origin) return;
  const said = event.data as { meshward?: unknown; work?: unknown; ended?: unknown } | null;
  if (said?.meshward === 'ready') ipcRenderer.send('meshward:ready');
  else if (said?.meshward === 'work') ipcRenderer.send('meshward:work', said.work);
  else if (said?.meshward === 'ended') ipcRenderer.send('meshward:ended', said.ended);
});

ipcRenderer.on('meshward:port', (event, core: unknown) => {
  window.postMessage({ meshward: 'port', core }, location.origin, event.ports);
});

ipcRenderer.on('meshward:show', (_event, job: unknown) => {
  window.postMessage({ meshward: 'show', job }, location.origin);
});
