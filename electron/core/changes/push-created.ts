import { fieldOf } from '#shared/changes.ts';
import type { Db } from '../db/open.ts';
import { asFailure } from '../failure.ts';
import type { Verdict } from './asset-revision.ts';
import { createdAs } from './created.ts';
import { type GlossaryKind, idsOf, put, readSoon, type Row, textOf, unseen } from './glossary-row.ts';
import { isUnsure, type Pushing, sending, settled, type Target } from './journal.ts';
import type { Line } from './line.ts';

/**
 * Make a glossary or term. One of the same name and content that is there already is taken for it: perhaps it is ours,
 * of a push that died. Relations to what is not made yet stay staged.
 */
export async function pushCreated(
  pushing: Pushing,
  kind: GlossaryKind,
  id: string,
  lines: readonly Line[],
): Promise<void> {
  const of: Target = { kind, id };
  const now = lines.filter((line) => !isRelation(line) || !isLocal(pushing.job.db, line.item));
  const value = (field: string) => now.find((line) => line.field === field)?.value ?? null;
  const name = value('name') ?? '';
  const glossary = kind === 'glossary_term' ? value('glossary') : null;
  const call = sending(pushing, of, kind === 'glossary' ? 'CreateGlossary' : 'CreateGlossaryTerm', null, born(now));
  const made = await make(pushing, kind, now, call.token);
  const found = made ?? (await pushing.aws.writes.named(pushing.domainId, kind, name, glossary, pushing.job.signal));
  if (found === null) throw unseen();
  const row = await readSoon(pushing, kind, found);
  const same = made !== null || now.every((line) => stands(line, row));
  const verdict: Verdict = same ? { outcome: 'write' } : { outcome: 'conflict', conflict: 'exists', theirs: row.id };
  settled(pushing, of, {
    verdicts: new Map(now.map((line) => [line.id, verdict])),
    calls: same ? [call] : [],
    after: row.updated_at,
    mirror: (mirror, db) => {
      put(mirror, row);
      if (same) createdAs(db, kind, id, row.id);
    },
  });
}

/** @returns its id; null where AWS gave no answer or has one of this name */
async function make(
  pushing: Pushing,
  kind: GlossaryKind,
  lines: readonly Line[],
  token: string,
): Promise<string | null> {
  const { aws, domainId, job } = pushing;
  const value = (field: string) => lines.find((line) => line.field === field)?.value ?? null;
  const added = (field: string) =>
    lines.filter((line) => line.field === field && line.op === 'add').map(({ item }) => item);
  const name = value('name') ?? '';
  try {
    if (kind === 'glossary')
      return await aws.writes.createGlossary(
        domainId,
        value('project') ?? '',
        {
          name,
          description: value('description'),
          status: value('status') ?? 'ENABLED',
          restricted: value('restriction') !== null,
        },
        token,
        job.signal,
      );
    return await aws.writes.createTerm(
      domainId,
      value('glossary') ?? '',
      {
        name,
        short_description: value('short_description'),
        long_description: value('long_description'),
        status: value('status') ?? 'ENABLED',
        is_a: added('is_a'),
        classifies: added('classifies'),
      },
      token,
      job.signal,
    );
  } catch (error) {
    const failure = asFailure(error);
    if (isUnsure(failure) || failure.problem.code === 'E_AWS_CONFLICT') return null;
    throw error;
  }
}

/** What a new one is to be, for its token. */
const born = (lines: readonly Line[]) => lines.map(({ field, op, value }) => [field, op, value]);

const isRelation = ({ kind, field }: Line): boolean => fieldOf(kind, '', field)?.shape === 'set';

/** Is this id one of ours, that AWS does not know yet? */
const isLocal = (db: Db, id: string): boolean =>
  db
    .prepare(
      "SELECT 1 FROM change WHERE kind = 'glossary_term' AND entity_id = ? AND op = 'create' AND state IN ('staged', 'failed', 'unknown', 'conflict')",
    )
    .get(id) !== undefined;

/** Whether what is there is as this line wants it. */
function stands(line: Line, row: Row): boolean {
  if (line.op === 'create') return true;
  if (line.op === 'add') return idsOf(row, line.field).includes(line.item);
  if (line.field === 'restriction') return textOf(row, 'usage_restrictions')?.includes(line.value ?? '') === true;
  return (textOf(row, line.field) ?? '') === (line.value ?? '');
}
