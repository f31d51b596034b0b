import { ipcMain, MessageChannelMain, type WebContents } from 'electron';
import { type CoreState, PORT_CHANNEL, READY_CHANNEL } from '#shared/page-security.ts';
import type { CoreProcess } from './core-process.ts';
import { isOurPage, limit, refuseCall } from './page-call.ts';
import type { Windows } from './windows.ts';

/** An honest page calls once for each time it is loaded. */
const MOST_CALLS = 20;
const PER = 1_000;

/** Brings each window together with the core: a port when its page says that it listens, and anew when the core does. */
export function introduce(core: CoreProcess, shown: Windows): void {
  const listening = new Set<WebContents>();
  const tooOften = limit(MOST_CALLS, PER);

  ipcMain.on(READY_CHANNEL, (event) => {
    const contents = event.sender;
    if (!isOurPage(event, shown)) return refuseCall(READY_CHANNEL, 'E_IPC_SENDER');
    if (tooOften()) return refuseCall(READY_CHANNEL, 'E_IPC_RATE');
    if (!listening.has(contents)) {
      listening.add(contents);
      contents.once('destroyed', () => listening.delete(contents));
    }
    if (core.state === 'failed') core.start();
    else if (core.state !== 'starting') tell(contents, core.state);
  });
  core.onState((state) => {
    for (const contents of listening) tell(contents, state);
  });

  function tell(contents: WebContents, state: CoreState): void {
    if (contents.isDestroyed()) return;
    if (state !== 'up') {
      contents.postMessage(PORT_CHANNEL, state);
      return;
    }
    const { port1, port2 } = new MessageChannelMain();
    core.connect(port1);
    contents.postMessage(PORT_CHANNEL, state, [port2]);
  }
}
