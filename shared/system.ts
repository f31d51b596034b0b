import { eventIterator } from '@orpc/contract';
import * as z from 'zod';
import { query } from './define.ts';
import { TOPICS } from './topics.ts';

export const Hello = z.object({
  product: z.literal('meshward'),
  version: z.string(),
  /** SHA-256 over every operation's shapes: a page of another build is told to reload. */
  fingerprint: z.string(),
  /** New with each start of the core: a change tells the page that its core was restarted. */
  instance: z.string(),
  host: z.enum(['utility', 'node', 'web', 'cli']),
  pid: z.int(),
  node: z.string(),
  sqlite: z.string(),
  /** Unsafe settings of the environment, named: "NODE_TLS_REJECT_UNAUTHORIZED=0". */
  warnings: z.array(z.string()),
});

export const system = {
  hello: query({ doc: 'Who answers: product, version, fingerprint of the contract, run-time.', reads: [] }).output(
    Hello,
  ),
  changes: query({ doc: 'Topics that changed, as they change.', reads: [], stream: true }).output(
    eventIterator(z.object({ topics: z.array(z.enum(TOPICS)) })),
  ),
};
