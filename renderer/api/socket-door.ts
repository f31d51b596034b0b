import { RPCLink } from '@orpc/client/websocket';
import { forgetSession, hostAnswers, takeSession } from './session.ts';
import type { WireEnd } from './wire.ts';

const FIRST_WAIT = 250;
const LONGEST_WAIT = 5_000;
/** A host that serves the page but refuses the socket this often in a row does not know our session any more. */
const REFUSALS_TO_BELIEVE = 3;

/** The browser's door: a WebSocket, laid again with growing pauses when it drops. */
export function dialSocket(end: WireEnd) {
  let wait = FIRST_WAIT;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let secret: string | null = null;
  let refusals = 0;

  const again = () => {
    end.lost();
    clearTimeout(timer);
    timer = setTimeout(connect, wait * (0.75 + Math.random() / 2));
    wait = Math.min(wait * 2, LONGEST_WAIT);
  };

  const giveUpOrAgain = async () => {
    refusals = (await hostAnswers()) ? refusals + 1 : 0;
    if (refusals < REFUSALS_TO_BELIEVE) return again();
    forgetSession();
    end.refused('session-ended');
  };

  const open = (session: string) => {
    const url = new URL('/rpc', location.origin);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    const socket = new WebSocket(url, ['meshward', `session.${session}`]);
    let opened = false;
    socket.addEventListener('open', () => {
      opened = true;
      wait = FIRST_WAIT;
      refusals = 0;
      end.opened(new RPCLink({ websocket: socket }));
    });
    socket.addEventListener('close', () => {
      if (opened) again();
      else void giveUpOrAgain();
    });
  };

  function connect() {
    timer = undefined;
    if (secret !== null) {
      open(secret);
      return;
    }
    takeSession().then(
      (taken) => {
        secret = taken.secret;
        if (taken.secret === null) return end.refused(taken.refusal);
        return open(taken.secret);
      },
      () => again(),
    );
  }

  const hurry = () => {
    if (timer === undefined || document.visibilityState === 'hidden') return;
    clearTimeout(timer);
    wait = FIRST_WAIT;
    connect();
  };
  window.addEventListener('online', hurry);
  document.addEventListener('visibilitychange', hurry);
  connect();
  return { retry: hurry };
}
