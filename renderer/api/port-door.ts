import { RPCLink } from '@orpc/client/message-port';
import type { WireEnd } from './wire.ts';

/**
 * The desktop's door. The page says it is ready; the preload answers with a port to the core, with another one each
 * time the core was started again, and in between with what became of it.
 */
export function dialPort(end: WireEnd) {
  let current: MessagePort | null = null;

  const hangUp = () => {
    const port = current;
    current = null;
    if (!port) return;
    port.close();
    // Chromium tells a port that its other side has gone only since 122; pending calls must not hang on older ones.
    port.dispatchEvent(new Event('close'));
  };

  const pickUp = (port: MessagePort) => {
    current = port;
    port.addEventListener('close', () => {
      if (current !== port) return;
      current = null;
      end.lost();
    });
    const link = new RPCLink({ port });
    port.start();
    end.opened(link);
  };

  const ready = () => window.postMessage({ meshward: 'ready' }, location.origin);

  window.addEventListener('message', (event) => {
    if (event.source !== window || event.origin !== location.origin) return;
    const said = event.data as { meshward?: unknown; core?: unknown } | null;
    if (said?.meshward !== 'port') return;
    hangUp();
    const port = event.ports[0];
    if (port) pickUp(port);
    else if (said.core === 'failed') end.failed();
    else end.lost();
  });
  ready();
  return { retry: ready };
}
