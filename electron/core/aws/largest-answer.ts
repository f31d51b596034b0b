import { Transform, type TransformCallback } from 'node:stream';
import { Failure } from '../failure.ts';

/** Fifty assets with ten forms of 300,000 characters each: no honest answer is larger, in bytes. */
export const LARGEST_ANSWER = 256 * 1024 * 1024;

export interface Stack {
  add(
    middleware: (
      next: (args: never) => Promise<{ response: unknown }>,
    ) => (args: never) => Promise<{ response: unknown }>,
    options: object,
  ): void;
}

/** Makes a client give up on an answer that grows beyond all reason, before it fills the memory. */
export function capAnswers(stack: unknown, most: number): void {
  (stack as Stack).add(
    (next) => async (args) => {
      const result = await next(args);
      const response = result.response as { body?: NodeJS.ReadableStream & { pipe?: unknown } };
      if (typeof response.body?.pipe === 'function') {
        const body = response.body;
        const capped = new Cap(most);
        body.on('error', (error) => capped.destroy(error));
        response.body = body.pipe(capped);
      }
      return result;
    },
    // Nearest to the wire: what parses the answer comes after it.
    { step: 'deserialize', priority: 'low', name: 'capAnswers' },
  );
}

class Cap extends Transform {
  #left: number;

  constructor(most: number) {
    super();
    this.#left = most;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#left -= chunk.length;
    if (this.#left >= 0) done(null, chunk);
    else
      done(
        new Failure(
          'offline',
          'E_AWS_RESPONSE',
          'An answer was larger than anything AWS sends.',
          'Check the proxy and the endpoint, then try again.',
        ),
      );
  }
}
