import type { GlossaryRow, GlossaryTermRow } from '../catalog/rows.ts';
import type { Db } from '../db/open.ts';
import { asFailure } from '../failure.ts';
import type { Verdict } from './asset-revision.ts';
import { conflict, type GlossaryKind, put, read, type Row, unseen } from './glossary-row.ts';
import { type Call, isUnsure, type Pushing, sending, settled, type Target } from './journal.ts';
import type { Line } from './line.ts';

/** Delete what nothing uses; an enabled one is disabled first, as AWS wants it. */
export async function pushDeleted(
  pushing: Pushing,
  kind: GlossaryKind,
  id: string,
  lines: readonly Line[],
): Promise<void> {
  const { job } = pushing;
  const of: Target = { kind, id };
  const row = await read(pushing, kind, id);
  const all = (verdict: Verdict) => new Map(lines.map((line) => [line.id, verdict]));
  const [line] = lines;
  if (
    row !== null &&
    line !== undefined &&
    line.base_revision !== row.updated_at &&
    !disabledHere(job.db, pushing.setId, of)
  ) {
    // It is not any more what somebody decided to delete.
    settled(pushing, of, {
      verdicts: all(conflict('value', row.name)),
      calls: [],
      after: null,
      mirror: (mirror) => put(mirror, row),
    });
    return;
  }
  const calls = row === null ? [] : [...(await disable(pushing, of, kind, row)), await drop(pushing, of, kind)];
  settled(pushing, of, {
    verdicts: all({ outcome: row === null ? 'same' : 'write' }),
    calls,
    after: null,
    mirror: (mirror) => {
      if (kind === 'glossary') mirror.remove('glossary', { id } as GlossaryRow);
      else mirror.remove('glossary_term', { id } as GlossaryTermRow);
    },
  });
}

/** AWS deletes only what is disabled. */
async function disable(pushing: Pushing, of: Target, kind: GlossaryKind, row: Row): Promise<Call[]> {
  const { aws, domainId, job } = pushing;
  if (row.status === 'DISABLED') return [];
  const off = { status: 'DISABLED' };
  const call = sending(pushing, of, kind === 'glossary' ? 'UpdateGlossary' : 'UpdateGlossaryTerm', row.updated_at, off);
  const disabled = await answered(() =>
    kind === 'glossary'
      ? aws.writes.updateGlossary(domainId, of.id, off, call.token, job.signal)
      : aws.writes.updateTerm(domainId, of.id, off, job.signal),
  );
  if (!disabled && (await read(pushing, kind, of.id))?.status === 'ENABLED') throw unseen();
  return [call];
}

async function drop(pushing: Pushing, of: Target, kind: GlossaryKind): Promise<Call> {
  const { aws, domainId, job } = pushing;
  const call = sending(pushing, of, kind === 'glossary' ? 'DeleteGlossary' : 'DeleteGlossaryTerm', null);
  const deleted = await answered(() => aws.writes.deleteEntity(domainId, kind, of.id, job.signal));
  if (!deleted && (await read(pushing, kind, of.id)) !== null) throw unseen();
  return call;
}

/** @returns false where no answer came, or it was not there any more: reading back tells */
async function answered(send: () => Promise<void>): Promise<boolean> {
  try {
    await send();
    return true;
  } catch (error) {
    const failure = asFailure(error);
    if (isUnsure(failure) || failure.problem.code === 'E_AWS_NOT_FOUND') return false;
    throw error;
  }
}

/** A push that died after it had disabled it: what moved is our own doing. */
const disabledHere = (db: Db, setId: string, { kind, id }: Target): boolean =>
  db
    .prepare(
      "SELECT 1 FROM push_call WHERE set_id = ? AND kind = ? AND entity_id = ? AND operation LIKE 'Update%' LIMIT 1",
    )
    .get(setId, kind, id) !== undefined;
