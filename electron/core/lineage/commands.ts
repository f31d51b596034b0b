import type { Import } from '#shared/lineage.ts';
import type { Context } from '../context.ts';
import { Failure } from '../failure.ts';
import { importFrom, importRow } from '../imports/record.ts';
import { sweepImports } from '../imports/sweep.ts';

/** Takes back what only this import told: it is not seen from here on, and its rows are swept away afterwards. */
export function removeImport(context: Context, input: { importId: number }): Import {
  const removed = context.desk.write({ action: 'import.remove', entity: String(input.importId), details: {} }, (db) => {
    const row = importRow(db, input.importId);
    if (row.state === 'reading')
      throw new Failure(
        'conflict',
        'E_IMPORT_READING',
        'This file is just being read.',
        'Cancel its job in Activity; then nothing of it is kept.',
      );
    db.prepare("UPDATE import SET state = 'removed' WHERE id = ?").run(row.id);
    return importFrom(importRow(db, row.id));
  });
  sweepImports(context.desk.db).catch((error: unknown) =>
    context.log({ level: 'error', operation: 'lineage.removeImport', error: String(error) }),
  );
  return removed;
}
