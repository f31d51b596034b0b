import { existsSync } from 'node:fs';
import path from 'node:path';
import { SHARE_ENV, Worker } from 'node:worker_threads';
import { asFailure, Failure } from '../failure.ts';
import { type Aws, callsBy, type Question } from './aws.ts';
import type { SessionOptions } from './session.ts';
import { met } from './troubles.ts';
import { arrived, type FromWorker, sent, type Standing, type ToWorker, type WorkerData } from './worker-protocol.ts';

/** MB; what a page of answers takes, a few times over. */
const YOUNG = 12;
/** A thread that does not listen by then, in ms, is given up. */
const PATIENCE = 15_000;

type Answer = Extract<FromWorker, { id: number }>;

interface Asked {
  answered: (answer: Answer) => void;
  failed: (error: unknown) => void;
}

/**
 *   readers ── question ──> thread: session, pacing, SDK, JSON ──> AWS
 *   readers <── rows ────────┘
 *
 * AWS's answers read in a thread of its own, while this one writes. Rejects where no thread can be had.
 */
export async function awsInWorker(options: SessionOptions): Promise<Aws> {
  const { clock: _clock, onWait: _wait, onExpired: _expired, ...data } = options;
  // A sign-in elsewhere may change what the chain of credentials looks at: the environment is one for both.
  const worker = new Worker(workerEntry(), {
    workerData: data satisfies WorkerData,
    env: SHARE_ENV,
    // An answer is short-lived: more room for the young would only be held, not used.
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG },
  });
  const door = new Door(worker, options);
  const late = setTimeout(() => void worker.terminate(), PATIENCE);
  try {
    await door.ready;
  } finally {
    clearTimeout(late);
  }
  return door.aws();
}

/** The near end of a thread that reads AWS's answers. */
class Door {
  readonly #port: Worker;
  readonly #options: SessionOptions;
  readonly #asked = new Map<number, Asked>();
  #next = 1;
  #standing: Standing = { calls: 0, serverAt: null };
  /** AWS's clock less ours, in ms. */
  #ahead = 0;
  #ended: Failure | null = null;
  readonly #opened = Promise.withResolvers<void>();

  constructor(worker: Worker, options: SessionOptions) {
    this.#port = worker;
    this.#options = options;
    worker.on('message', (message: FromWorker) => this.#hear(message));
    worker.on('messageerror', (error) => this.#end(error));
    worker.on('error', (error) => this.#end(error));
    worker.on('exit', (code) => this.#end(new Error(`the thread ended with ${code}`)));
  }

  /** Resolves when the thread listens; rejects where it ended before. */
  get ready(): Promise<void> {
    return this.#opened.promise;
  }

  aws(): Aws {
    const standing = () => this.#standing;
    return {
      ...callsBy((question) => this.#ask(question)),
      get calls() {
        return standing().calls;
      },
      paced: this.#options.rates === 'published',
      serverTime: () => new Date(this.#options.clock().getTime() + this.#ahead),
      close: async () => {
        this.#end(new Error('it was closed'));
        await this.#port.terminate();
      },
    };
  }

  #say(message: ToWorker): void {
    const port = this.#port;
    port.postMessage(message);
  }

  async #ask(question: Question): Promise<unknown> {
    if (this.#ended !== null) throw this.#ended;
    const signal = question.args.find((arg) => arg instanceof AbortSignal);
    signal?.throwIfAborted();
    const id = this.#next;
    this.#next += 1;
    const answer = await this.#answerTo(id, question, signal);
    // Here, not where the message came in: troubles count for whoever asked.
    for (const [code, times] of answer.troubles) for (let n = 0; n < times; n += 1) met(code);
    if (answer.say === 'failed') throw arrived(answer.failure);
    return answer.value;
  }

  #answerTo(id: number, question: Question, signal: AbortSignal | undefined): Promise<Answer> {
    return new Promise((answered, failed) => {
      const stop = (): void => {
        this.#say({ say: 'stop', id });
        this.#asked.delete(id);
        failed(signal?.reason);
      };
      const ended = <T>(then: (value: T) => void) => {
        return (value: T): void => {
          signal?.removeEventListener('abort', stop);
          then(value);
        };
      };
      signal?.addEventListener('abort', stop, { once: true });
      this.#asked.set(id, { answered: ended(answered), failed: ended(failed) });
      const args = question.args.map((arg) => (arg === signal ? null : arg));
      this.#say({
        say: 'ask',
        id,
        question: { ...question, args },
        signalAt: signal === undefined ? -1 : question.args.indexOf(signal),
      });
    });
  }

  #hear(message: FromWorker): void {
    if (message.say === 'told' || message.say === 'failed') {
      this.#stand(message);
      // One that was stopped is nobody's any more.
      this.#asked.get(message.id)?.answered(message);
      this.#asked.delete(message.id);
    } else if (message.say === 'ready') this.#opened.resolve();
    else if (message.say === 'wait') this.#options.onWait?.(message.note);
    else if (message.say === 'expired') void this.#signIn(arrived(message.failure));
  }

  #stand({ calls, serverAt }: Standing): void {
    if (serverAt !== null && serverAt !== this.#standing.serverAt)
      this.#ahead = serverAt - this.#options.clock().getTime();
    this.#standing = { calls, serverAt };
  }

  async #signIn(failure: Failure): Promise<void> {
    try {
      if (this.#options.onExpired === undefined) throw failure;
      await this.#options.onExpired(failure);
      this.#say({ say: 'signedIn', failure: null });
    } catch (error) {
      this.#say({ say: 'signedIn', failure: sent(asFailure(error)) });
    }
  }

  #end(error: unknown): void {
    if (this.#ended !== null) return;
    this.#ended = new Failure(
      'internal',
      'E_AWS_THREAD',
      'What reads AWS’s answers has ended.',
      'Pull again; if it happens again, report it. What was read so far is kept, nothing was deleted.',
      undefined,
      error,
    );
    this.#opened.reject(error);
    for (const { failed } of this.#asked.values()) failed(this.#ended);
    this.#asked.clear();
  }
}

/** Beside this source, or where the bundle has put it: this code then lies in a host's file or in a chunk below. */
function workerEntry(): string {
  const here = import.meta.dirname;
  const places = [path.join(here, 'worker.ts'), path.join(here, 'aws.mjs'), path.join(here, '..', 'aws.mjs')];
  const entry = places.find((place) => existsSync(place));
  if (entry === undefined) throw new Error(`there is nothing beside ${here} that reads AWS's answers`);
  return entry;
}
