import { onAsset, termIn } from '#core/catalog/search/assets.ts';
import { searchIndexOf } from '#core/catalog/search/live.ts';
import type { SearchIndex } from '#core/catalog/search/search-index.ts';
import { type Pool, WITHIN } from '#core/catalog/search/vector.ts';
import type { Db } from '#core/db/open.ts';

/** Columns that tell when and by which pull a row was written, and surrogate keys: not what AWS said. */
const OURS = new Set(['seen_run', 'pulled_at', 'key']);

/** The whole mirror as comparable text lines, words index included; the same bank gives the same lines. */
export function dump(db: Db): string[] {
  const lines: string[] = [];
  const tables = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'remote\\_%' ESCAPE '\\' ORDER BY name")
    .pluck()
    .all() as string[];
  const ids = new Map(db.prepare<[], [number, string]>('SELECT key, id FROM remote_asset').raw().all());
  for (const table of tables) {
    const rows = db.prepare(`SELECT * FROM ${table}`).all() as Record<string, unknown>[];
    for (const row of rows) {
      const told = Object.entries(row)
        .filter(([name]) => !OURS.has(name))
        .map(([name, value]) => [name, name === 'asset' ? ids.get(Number(value)) : value])
        .map(([name, value]) => [name, table === 'remote_lineage_edge' ? vertexOf(db, value) : value]);
      lines.push(`${table} ${JSON.stringify(told)}`);
    }
  }
  for (const [key, id] of ids) lines.push(`words ${id} ${JSON.stringify(wordsOf(upToDate(db), key))}`);
  return lines.toSorted();
}

/** Without the index of words, which holds what is staged, too. */
export const unstaged = (lines: readonly string[]): string[] => lines.filter((line) => !line.startsWith('words '));

/** A vertex by what it is known by; 0 stands for the events together. */
const vertexOf = (db: Db, key: unknown): unknown =>
  db.prepare('SELECT concat(node_id, source_identifier) FROM remote_lineage_vertex WHERE key = ?').pluck().get(key) ??
  key;

function upToDate(db: Db): SearchIndex {
  for (;;) {
    const { index, caughtUp } = searchIndexOf(db).current();
    if (index !== null && caughtUp) return index;
  }
}

/** All that the index holds of one asset; undefined for one that it does not hold. */
export function wordsOf({ assets, texts, terms }: SearchIndex, key: number) {
  const slot = assets.slotOf(key);
  if (slot === undefined) return undefined;
  const { by } = assets;
  const numbers = (pool: Pool, address: number, count: number) => [
    ...pool.page(address).subarray(address & WITHIN, (address & WITHIN) + count),
  ];
  const columns = numbers(assets.columns, by.columnsAt.data[slot] ?? 0, by.columns.data[slot] ?? 0);
  const carried = numbers(assets.terms, by.termsAt.data[slot] ?? 0, by.terms.data[slot] ?? 0);
  return {
    texts: [by.name, by.description].map((text) => texts.words(text.data[slot] ?? 0)),
    columns: columns.map((text) => texts.words(text)),
    terms: carried.map((held) => [terms.ids.names[termIn(held)], terms.names[termIn(held)], onAsset(held)].join(' ')),
    project: assets.projects.names[by.project.data[slot] ?? -1],
    type: assets.types.names[by.type.data[slot] ?? -1],
    listing: by.listing.data[slot],
    created: assets.created[slot],
  };
}
