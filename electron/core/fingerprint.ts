import { createHash } from 'node:crypto';
import { api } from '#shared/api.ts';
import { operations } from './operations.ts';

let known: string | null = null;

/** SHA-256 over every operation's name, kind and shapes: two builds that differ in it must not talk to each other. */
export function fingerprint(): string {
  known ??= compute();
  return known;
}

function compute(): string {
  const shapes = operations(api).map((operation) => [
    operation.name,
    operation.meta.kind,
    operation.inputSchema,
    operation.outputSchema,
    operation.resultSchema,
  ]);
  return createHash('sha256').update(JSON.stringify(shapes)).digest('hex');
}
