import { BroadcastChannel, isMainThread } from 'node:worker_threads';
import { CALLS, record } from './recorder.ts';

// Preloaded into the thread in which a pull reads AWS's answers.
if (!isMainThread) {
  const port = new BroadcastChannel(CALLS);
  port.unref();
  record((call) => port.postMessage(call));
}
