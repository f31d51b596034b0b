import { expect } from 'vitest';
import { type PlainKind, type PlainRows, TABLES } from '#core/catalog/mirror-tables.ts';
import type { Bank } from '#emulator/bank/bank.ts';
import { rowsOf, sorted } from './mirror-rows.ts';
import { connected, emulated } from './with-emulator.ts';

/** A bank, and what the mirror held of each kind after one complete pull of it. */
export interface PulledBank {
  bank: Bank;
  rows: { [K in PlainKind]: PlainRows[K][] };
}

let pulled: Promise<PulledBank> | undefined;

/** Pulled once per file of tests, by the first that asks: comparisons change nothing. */
export const pulledBank = (): Promise<PulledBank> => (pulled ??= pullAll());

async function pullAll(): Promise<PulledBank> {
  const emulator = await emulated();
  const { client, finish, core } = await connected(emulator);
  const job = await finish(client.sync.pull({}));
  const incomplete = (job.result as { incomplete: unknown[] } | null)?.incomplete;
  if (job.state !== 'succeeded' || incomplete?.length !== 0)
    throw new Error(`the pull is not complete: ${JSON.stringify(job.error ?? incomplete)}`);
  const { db } = core.context.desk;
  const kinds = Object.keys(TABLES) as PlainKind[];
  const rows = Object.fromEntries(kinds.map((kind) => [kind, rowsOf(db, kind)])) as PulledBank['rows'];
  return { bank: emulator.bank, rows };
}

/** The rows of a kind are those of the bank, each column of each. */
export function same<K extends PlainKind>({ rows }: PulledBank, kind: K, truth: readonly PlainRows[K][]): void {
  const keys = TABLES[kind].key as (keyof PlainRows[K])[];
  expect(truth.length, `${kind} in the bank`).toBeGreaterThan(0);
  expect(rows[kind]).toEqual(sorted(truth, ...keys));
}

/** As SQLite keeps it. */
export const flag = (value: boolean | undefined) => (value === undefined ? null : value ? 1 : 0);
