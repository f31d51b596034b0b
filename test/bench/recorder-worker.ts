import { BroadcastChannel, isMainThread } from 'node:worker_threads';
import { CALLS, record } from './recorder.ts';

// Preloaded into the thread in which a pull reads AWS's answers.
if (!isMainThread) {
  const channel = new BroadcastChannel(CALLS);
  channel.unref();
  record((call) => channel.postMessage(call));
}
