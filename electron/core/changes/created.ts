import type { Db } from '../db/open.ts';
import type { Line } from './line.ts';

/** What was made here has an id of AWS's now: every line that names it by ours names it by that from now on. */
export function createdAs(db: Db, kind: Line['kind'], id: string, awsId: string): void {
  if (id === awsId) return;
  db.prepare('INSERT INTO change_created (id, kind, aws_id) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING').run(
    id,
    kind,
    awsId,
  );
  db.prepare('UPDATE change SET entity_id = ? WHERE kind = ? AND entity_id = ?').run(awsId, kind, id);
  db.prepare("UPDATE change SET item = ?, value = ? WHERE item = ? AND op IN ('add', 'remove')").run(awsId, awsId, id);
  if (kind === 'glossary')
    db.prepare("UPDATE change SET value = ? WHERE kind = 'glossary_term' AND field = 'glossary' AND value = ?").run(
      awsId,
      id,
    );
}
