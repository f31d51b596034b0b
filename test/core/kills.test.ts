import { expect, test } from 'vitest';
import { prepare } from '../durability/grounds.ts';
import { killAgainAndAgain } from '../durability/kills.ts';
import { sideBySide } from '../durability/side-by-side.ts';
import { tempFolder } from '../temp.ts';

const CHAINS = [
  ['edits', 16, 1],
  ['stages', 16, 2],
  ['pull', 8, 3],
  ['asOf', 5, 4],
  ['compact', 5, 5],
] as const;

test('fifty cores killed at any time lose no answered edit, leave nothing half written, and the next one starts at once', async () => {
  const grounds = await prepare(tempFolder(), 11);
  try {
    const chains = await sideBySide(CHAINS, 2, ([workload, times, seed]) =>
      killAgainAndAgain(grounds, workload, times, seed),
    );
    expect(chains.filter(({ wrong }) => wrong.length > 0)).toEqual([]);
    const kills = chains.reduce((sum, chain) => sum + chain.kills, 0);
    const acked = chains.reduce((sum, chain) => sum + chain.acked, 0);
    // Some workloads are done before their kill comes; edits never are.
    expect(kills).toBeGreaterThanOrEqual(32);
    expect(acked).toBeGreaterThan(100);
  } finally {
    await grounds.close();
  }
}, 600_000);
