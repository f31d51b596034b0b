import type { Step } from '#emulator/bank/month/types.ts';
import type { GlueTable } from '#emulator/bank/types.ts';

const entry = ({ accountId, database, name }: Pick<GlueTable, 'accountId' | 'database' | 'name'>) => ({
  id: `${accountId}/${database}/${name}`,
  name,
});

/** Tables of the Glue catalogs, with and without assets. */
export const tableSteps: readonly Step[] = [
  (month) => {
    const { bank } = month;
    const asset = month.asset('Loss events');
    const planned = asset && bank.assets.plan(asset.ordinal).table;
    const table = planned && bank.glue.find(planned.accountId, planned.database, planned.name);
    if (!table) return;
    const columns = [...table.columns, { name: 'near_miss', type: 'boolean' }];
    const description = 'Losses and near misses.';
    const moved = { updatedAt: bank.editedAt(), versionId: table.versionId + 1 };
    bank.glue.replaceTable({ ...table, description, columns, ...moved });
    month.changed('glue_table', entry(table), 'Description', 'StorageDescriptor');
  },
  (month) => {
    const { bank } = month;
    const project = month.project('General Ledger');
    const database = bank.glue.databases(project?.accountId ?? '').find(({ name }) => name === 'finance_ledger_raw');
    const dark =
      database && bank.glue.refs(database.accountId, database.name).find(({ name }) => name.startsWith('tmp_'));
    if (!database || !dark) return;
    bank.glue.removeTable(database.accountId, database.name, dark.name);
    month.removed('glue_table', entry({ accountId: database.accountId, database: database.name, name: dark.name }));
  },
  (month) => {
    const { bank } = month;
    const project = month.project('Wealth Advisory');
    if (!project) return;
    const at = bank.editedAt();
    const table: GlueTable = {
      accountId: project.accountId,
      database: 'wealth_raw',
      name: 'client_portfolios',
      columns: [
        { name: 'portfolio_id', type: 'string' },
        { name: 'market_value', type: 'decimal(18,2)' },
      ],
      location: `s3://anybank-${project.accountId}-wealth-raw/client_portfolios/`,
      format: 'parquet',
      owner: 'wealth-advisory',
      createdAt: at,
      updatedAt: at,
      versionId: 0,
      registered: true,
      parameters: { classification: 'parquet' },
    };
    bank.glue.addTable(table);
    month.added('glue_database', { id: `${project.accountId}/wealth_raw`, name: 'wealth_raw' });
    month.added('glue_table', entry(table));
  },
];
