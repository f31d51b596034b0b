import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { asFailure } from '../failure.ts';
import { answerTo } from './aws.ts';
import { AwsSession } from './session.ts';
import { countingTroubles, type Troubles } from './troubles.ts';
import { arrived, type FromWorker, sent, type SentFailure, type ToWorker, type WorkerData } from './worker-protocol.ts';

/**
 * Reads AWS's answers in a thread of its own. Credentials are found here, by the session, and never leave it.
 * @param port the other end is an `awsInWorker`
 */
function serve(port: MessagePort, options: WorkerData): void {
  const say = (message: FromWorker): void => port.postMessage(message);
  const stops = new Map<number, AbortController>();
  let signIn: { again: () => void; giveUp: (failure: Error) => void } | null = null;
  const session = new AwsSession({
    ...options,
    clock: () => new Date(),
    onWait: (note) => say({ say: 'wait', note }),
    onExpired: (failure) =>
      new Promise((again, giveUp) => {
        signIn = { again, giveUp };
        say({ say: 'expired', failure: sent(failure) });
      }),
  });
  const ask = async ({ id, question, signalAt }: Extract<ToWorker, { say: 'ask' }>): Promise<void> => {
    const stop = new AbortController();
    const troubles: Troubles = new Map();
    if (signalAt >= 0) question.args[signalAt] = stop.signal;
    stops.set(id, stop);
    const standing = () => ({ troubles: [...troubles], calls: session.calls, serverAt: session.serverAt });
    try {
      const value = await countingTroubles(troubles, () => answerTo(session, question));
      say({ say: 'told', id, value, ...standing() });
    } catch (error) {
      say({ say: 'failed', id, failure: sent(asFailure(error)), ...standing() });
    } finally {
      stops.delete(id);
    }
  };
  const signedIn = (failure: SentFailure | null): void => {
    if (failure === null) signIn?.again();
    else signIn?.giveUp(arrived(failure));
    signIn = null;
  };
  port.on('message', (message: ToWorker) => {
    if (message.say === 'ask') void ask(message);
    else if (message.say === 'stop') stops.get(message.id)?.abort();
    else signedIn(message.failure);
  });
  say({ say: 'ready' });
}

if (parentPort !== null) serve(parentPort, workerData as WorkerData);
