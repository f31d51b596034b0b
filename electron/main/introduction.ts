import { ipcMain, type IpcMainEvent, MessageChannelMain, type WebContents } from 'electron';
import { type CoreState, PORT_CHANNEL, READY_CHANNEL } from '#shared/page-security.ts';
import type { CoreProcess } from './core-process.ts';
import { isPage } from './page-origin.ts';
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
    if (!isOurPage(event, shown)) return refuse('E_IPC_SENDER');
    if (tooOften()) return refuse('E_IPC_RATE');
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

function refuse(code: string): void {
  process.stderr.write(`${JSON.stringify({ refused: READY_CHANNEL, code })}\n`);
}

/** Says whether more than `most` calls fell into the last `per` milliseconds. */
function limit(most: number, per: number): () => boolean {
  const calls: number[] = [];
  return () => {
    const now = Date.now();
    while ((calls[0] ?? now) < now - per) calls.shift();
    if (calls.length >= most) return true;
    calls.push(now);
    return false;
  };
}

/** Only the top frame of a window we opened, while it shows our page. A frame that is gone has no say either. */
function isOurPage(event: IpcMainEvent, shown: Windows): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && isPage(frame.url) && shown.has(event.sender);
}
