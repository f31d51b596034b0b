import type { IpcMainEvent } from 'electron';
import { isPage } from './page-origin.ts';
import type { Windows } from './windows.ts';

/** Says whether more than `most` calls fell into the last `per` milliseconds. */
export function limit(most: number, per: number): () => boolean {
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
export function isOurPage(event: IpcMainEvent, shown: Windows): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && isPage(frame.url) && shown.has(event.sender);
}

/** One line about a call that was not taken, with not a word of what was said. */
export function refuseCall(channel: string, code: 'E_IPC_SENDER' | 'E_IPC_RATE' | 'E_IPC_SHAPE'): void {
  process.stderr.write(`${JSON.stringify({ refused: channel, code })}\n`);
}
