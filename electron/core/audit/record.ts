import type { Db } from '../db/open.ts';

export interface AuditNote {
  at: string;
  actor: string;
  awsArn: string | null;
  action: string;
  entity: string | null;
  details: Record<string, unknown>;
}

/**
 * Append one entry to the trail. Called inside the transaction of what it tells about, so that neither can be there
 * without the other. Answers the entry's number.
 */
export function record(db: Db, note: AuditNote): number {
  if (!db.inTransaction) throw new Error('an audit entry belongs into the transaction of its effect');
  const seq = Number(db.prepare('SELECT coalesce(max(seq), 0) + 1 FROM audit').pluck().get());
  db.prepare('INSERT INTO audit (seq, at, actor, aws_arn, action, entity, details) VALUES (?, ?, ?, ?, ?, ?, ?)').run(
    seq,
    note.at,
    note.actor,
    note.awsArn,
    note.action,
    note.entity,
    JSON.stringify(note.details),
  );
  return seq;
}
