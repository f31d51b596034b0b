import { mirrorWrote } from '../catalog/search/live.ts';
import { prepared } from '../db/prepared.ts';
import type { Db } from '../db/open.ts';
import type { Line } from './line.ts';

const DEBT: Partial<Record<Line['kind'], string>> = {
  asset: 'INSERT INTO search_debt (asset, words) SELECT key, 1 FROM remote_asset WHERE id = ?',
  glossary_term: 'INSERT INTO search_debt (term, words) VALUES (?, 1)',
};

/** The search index takes up what is staged as it takes up what is pulled: once for each entity, after the commit. */
export function touched(db: Db, lines: Iterable<Pick<Line, 'kind' | 'entity_id'>>): void {
  const met = new Set<string>();
  for (const { kind, entity_id: id } of lines) {
    const sql = DEBT[kind];
    if (sql === undefined || met.has(id)) continue;
    met.add(id);
    prepared(db, sql).run(id);
  }
  mirrorWrote(db);
}
