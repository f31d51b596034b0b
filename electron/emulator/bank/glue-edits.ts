import type { GlueCatalog } from '#emulator/bank/tables.ts';
import type { GlueTable } from '#emulator/bank/types.ts';

/** Changes to tables in Glue. */
export interface GlueEdits {
  /** changes a table: one version more, updated now */
  readonly changeGlueTable: (
    table: Pick<GlueTable, 'accountId' | 'database' | 'name'>,
    change: Partial<Pick<GlueTable, 'description' | 'columns' | 'parameters' | 'owner'>>,
  ) => GlueTable;
}

export const createGlueEdits = (glue: GlueCatalog, clock: () => number): GlueEdits => ({
  changeGlueTable: ({ accountId, database, name }, change) => {
    const before = glue.find(accountId, database, name);
    if (!before) throw new RangeError(`The bank has no table ${accountId}/${database}/${name}.`);
    const after = { ...before, ...change, versionId: before.versionId + 1, updatedAt: clock() };
    glue.replaceTable(after);
    return after;
  },
});
