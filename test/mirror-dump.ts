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
        .map(([name, value]) => [name, name === 'asset' ? ids.get(Number(value)) : value]);
      lines.push(`${table} ${JSON.stringify(told)}`);
    }
  }
  db.exec("CREATE VIRTUAL TABLE IF NOT EXISTS temp.words_told USING fts5vocab('main', 'asset_words', 'instance')");
  const words = db
    .prepare<[], { term: string; doc: number; col: string; offset: number }>(
      'SELECT term, doc, col, offset FROM temp.words_told',
    )
    .all();
  for (const word of words)
    lines.push(`words ${ids.get(word.doc) ?? `dangling ${word.doc}`} ${word.col} ${word.offset} ${word.term}`);
  return lines.toSorted();
}
