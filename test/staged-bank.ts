import type { AssetId } from '#shared/catalog.ts';
import type { ChangeLine, PushResult, StageLine } from '#shared/changes.ts';
import type { Job } from '#shared/jobs.ts';
import type { CoreOptions } from '#core/context.ts';
import type { Asset } from '#emulator/bank/types.ts';
import { lackingInAsset } from '#emulator/datazone/writes/enforcement.ts';
import type { Emulator, EmulatorOptions } from '#emulator/server.ts';
import type { TestCore } from './start-core.ts';
import { connected, emulated } from './with-emulator.ts';

/** A pulled bank, and what is changed in it by tests. */
export interface StagedBank extends TestCore {
  file: string;
  emulator: Emulator;
  /** A published asset with columns. */
  assetId: AssetId;
  columns: string[];
  /** Enabled terms of open glossaries that are neither on the asset nor on its columns. */
  terms: string[];
  /** The asset as the bank has it now. */
  asset: () => Asset;
  /** Stage, propose and approve. */
  approved: (lines: StageLine[]) => Promise<string>;
  push: (setId: string) => Promise<Job & { result: PushResult }>;
  lines: (setId: string) => Promise<ChangeLine[]>;
}

export async function stagedBank(options: Partial<CoreOptions> = {}, bank: EmulatorOptions = {}): Promise<StagedBank> {
  const emulator = await emulated(bank);
  const test = await connected(emulator, options);
  const { client, finish } = test;
  await finish(client.sync.pull({ revisions: 'all' }));
  const { db } = test.core.context.desk;
  const candidates = db
    .prepare(
      `SELECT a.key, a.id FROM remote_asset a WHERE a.columns > 3 AND a.listing_state = 'published' AND a.type LIKE '%Glue%'
       ORDER BY a.id`,
    )
    .all() as { key: number; id: AssetId }[];
  // No rule of the bank keeps it from being published again.
  const found = candidates.find(({ id }) => {
    const asset = emulator.bank.assets.byId(id);
    return asset !== undefined && lackingInAsset(emulator.bank, asset).length === 0;
  });
  if (found === undefined) throw new Error('the bank publishes nothing freely');
  const terms = db
    .prepare(
      `SELECT t.id FROM remote_glossary_term t JOIN remote_glossary g ON g.id = t.glossary_id
       WHERE t.status = 'ENABLED' AND g.usage_restrictions = '[]'
       AND t.id NOT IN (SELECT term_id FROM remote_asset_term WHERE asset = ?) ORDER BY t.id`,
    )
    .pluck()
    .all(found.key) as string[];
  return {
    ...test,
    emulator,
    assetId: found.id,
    columns: db
      .prepare('SELECT name FROM remote_column WHERE asset = ? ORDER BY position')
      .pluck()
      .all(found.key) as string[],
    terms,
    asset: () => {
      const asset = emulator.bank.assets.byId(found.id);
      if (asset === undefined) throw new Error('the bank has the asset no more');
      return asset;
    },
    approved: async (lines) => {
      const { setId, reasons } = await client.changes.stage({ lines });
      if (setId === null) throw new Error(`nothing was staged: ${JSON.stringify(reasons)}`);
      await client.changes.propose({ setId });
      await client.changes.approve({ setId });
      return setId;
    },
    push: async (setId) => (await finish(client.changes.push({ setId }))) as Job & { result: PushResult },
    lines: async (setId) => (await client.changes.lines({ setId, limit: 200 })).items,
  };
}

const on = (id: string, line: Omit<StageLine, 'kind' | 'id' | 'part'> & { part?: string }): StageLine => ({
  kind: 'asset',
  id,
  part: '',
  ...line,
});

/** Lines about an asset or, with `part`, about one of its columns. */
export const add = (id: string, term: string, part = '') => on(id, { field: 'terms', op: 'add', value: term, part });
export const remove = (id: string, term: string, part = '') =>
  on(id, { field: 'terms', op: 'remove', value: term, part });
export const set = (id: string, field: string, value: string | null, part = '') =>
  on(id, { field, op: 'set', value, part });
