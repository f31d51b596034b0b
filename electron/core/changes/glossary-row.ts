import { setTimeout as sleep } from 'node:timers/promises';
import type { ConflictKind } from '#shared/changes.ts';
import type { Mirror } from '../catalog/mirror.ts';
import type { GlossaryRow, GlossaryTermRow } from '../catalog/rows.ts';
import { asFailure, Failure } from '../failure.ts';
import type { Verdict } from './asset-revision.ts';
import type { Pushing } from './journal.ts';

export type GlossaryKind = 'glossary' | 'glossary_term';
export type Row = GlossaryRow | GlossaryTermRow;

/** What was just made may not be found for a while: so often it is looked for, with so long in between (ms). */
const LOOKS = 20;
const BETWEEN = 250;

/** The glossary or term as it is now; null where AWS has none. */
export async function read({ aws, domainId, job }: Pushing, kind: GlossaryKind, id: string): Promise<Row | null> {
  try {
    return kind === 'glossary'
      ? await aws.writes.glossary(domainId, id, job.signal)
      : await aws.writes.term(domainId, id, job.signal);
  } catch (error) {
    if (asFailure(error).problem.code === 'E_AWS_NOT_FOUND') return null;
    throw error;
  }
}

export async function readSoon(pushing: Pushing, kind: GlossaryKind, id: string): Promise<Row> {
  for (let look = 1; ; look += 1) {
    const row = await read(pushing, kind, id);
    if (row !== null) return row;
    if (look >= LOOKS) throw unseen();
    await sleep(BETWEEN, undefined, { signal: pushing.job.signal });
  }
}

/** What was read back, into the mirror. */
export function put(mirror: Mirror, row: Row): void {
  if ('glossary_id' in row) mirror.put('glossary_term', row);
  else mirror.put('glossary', row);
}

/** A value by the field's name in a change. */
export const textOf = (row: Row, field: string): string | null => {
  const value: unknown = Reflect.get(row, COLUMNS[field] ?? field);
  return typeof value === 'string' ? value : null;
};
const COLUMNS: Record<string, string> = { project: 'owning_project_id', glossary: 'glossary_id' };

export const idsOf = (row: Row, field: string): string[] => JSON.parse(textOf(row, field) ?? '[]') as string[];

export const conflict = (kind: ConflictKind, theirs: string | null): Verdict => ({
  outcome: 'conflict',
  conflict: kind,
  theirs,
});

export const unseen = (): Failure =>
  new Failure(
    'offline',
    'E_AWS_UNAVAILABLE',
    'AWS gave no answer, and what was to be made or changed is not to be seen yet.',
    'Push again later: what arrived is found out by reading back.',
  );
