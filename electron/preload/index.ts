import { ipcRenderer } from 'electron';

/*
 * Forwards one port, for ever, and gives the page nothing to call.
 *
 *   page → window.postMessage({ meshward: 'ready' })                 "I am listening"
 *   page ← message event { meshward: 'port', core: 'up' }, ports[0]  a port to the core; any port from before is dead
 *   page ← message event { meshward: 'port', core: 'restarting' }    the core died, another port will follow
 *   page ← message event { meshward: 'port', core: 'failed' }        it died too often; `ready` starts it once more
 */

window.addEventListener('message', (event) => {
  if (event.source !== window || event.origin !== location.origin) return;
  if ((event.data as { meshward?: unknown } | null)?.meshward === 'ready') ipcRenderer.send('meshward:ready');
});

ipcRenderer.on('meshward:port', (event, core: unknown) => {
  window.postMessage({ meshward: 'port', core }, location.origin, event.ports);
});
