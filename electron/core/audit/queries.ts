import type { AuditEntry } from '#shared/audit.ts';
import { containing } from '../db/like.ts';
import type { Db } from '../db/open.ts';

interface Row {
  seq: number;
  at: string;
  actor: string;
  aws_arn: string | null;
  action: string;
  entity: string | null;
  details: string;
}

/** A page of the trail, newest first; `text` is looked for in action, entity, actor and details. */
export function trail(
  db: Db,
  input: { text: string; offset: number; limit: number },
): { total: number; items: AuditEntry[] } {
  const like = containing(input.text);
  const where = `WHERE ? = '%%' OR action || ' ' || coalesce(entity, '') || ' ' || actor || ' ' || details LIKE ? ESCAPE '\\'`;
  const total = Number(db.prepare(`SELECT count(*) FROM audit ${where}`).pluck().get(like, like));
  const rows = db
    .prepare<unknown[], Row>(`SELECT * FROM audit ${where} ORDER BY seq DESC LIMIT ? OFFSET ?`)
    .all(like, like, input.limit, input.offset);
  return {
    total,
    items: rows.map((row) => ({
      seq: row.seq,
      at: row.at,
      actor: row.actor,
      awsArn: row.aws_arn,
      action: row.action,
      entity: row.entity,
      details: row.details,
    })),
  };
}
