import * as z from 'zod';
import type { ReadFormat } from '#shared/glossary.ts';
import { Tally } from './tally.ts';

/** What a reader is asked to read. */
export type Task =
  | { kind: 'openlineage' | 'sagemaker_assets'; path: string }
  | { kind: 'glossary'; path: string; format: ReadFormat; glossary: string | null };

/** A place in the unpacked bytes between two events, and the number of the line there. */
export interface Place {
  offset: number;
  line: number;
}

/** What the core says to a reader: what to read, from where on, and that one more batch is written. */
export type ToReader = { type: 'task'; task: Task } | ({ type: 'go' } & Place) | { type: 'ack' };

/** Batches a reader may have on the way before the first of them is written. */
export const AHEAD = 2;

/** What a reader says. It has read strangers' bytes: what it says is checked like any input. */
export const FromReader = z.discriminatedUnion('type', [
  z.object({ type: z.literal('alive') }),
  z.object({ type: z.literal('hashing'), read: z.int().min(0) }),
  z.object({ type: z.literal('hashed'), sha256: z.string().regex(/^[0-9a-f]{64}$/), size: z.int().min(0) }),
  z.object({
    type: z.literal('batch'),
    /** Bytes of the file behind it. */
    read: z.int().min(0),
    offset: z.int().min(0),
    line: z.int().min(1),
    rows: z.unknown(),
    tally: Tally,
  }),
  z.object({ type: z.literal('done') }),
  z.object({
    type: z.literal('failed'),
    kind: z.enum(['invalid', 'not_found', 'denied', 'conflict']),
    code: z.string().max(40),
    message: z.string().max(2_000),
    next: z.string().max(500),
  }),
]);
export type FromReader = z.infer<typeof FromReader>;
