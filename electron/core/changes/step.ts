import { prepared } from '../db/prepared.ts';
import type { Db } from '../db/open.ts';
import { deleteLine, type Line, liveAt, restoreLine } from './line.ts';
import { touched } from './touched.ts';

/** Steps that can be undone; older ones are forgotten. */
const KEPT = 200;

interface Row {
  id: number;
  label: string;
  lines: string;
}

interface Lines {
  took: Line[];
  wrote: Line[];
}

/** What one step of staging does to the lines of the open set. */
export class Step {
  readonly #took: Line[] = [];
  readonly #wrote = new Map<number, Line>();

  took(line: Line): void {
    // Written and taken in the same step: it never was.
    if (!this.#wrote.delete(line.id)) this.#took.push(line);
  }

  wrote(line: Line): void {
    this.#wrote.set(line.id, line);
  }

  /** Keep it, so that it can be undone. What was undone before can no longer be done again. */
  keep(db: Db, setId: string, label: string): void {
    if (this.#took.length + this.#wrote.size === 0) return;
    const lines: Lines = { took: this.#took, wrote: [...this.#wrote.values()] };
    touched(db, [...lines.took, ...lines.wrote]);
    db.prepare('DELETE FROM change_step WHERE set_id = ? AND undone = 1').run(setId);
    db.prepare('INSERT INTO change_step (set_id, label, lines) VALUES (?, ?, ?)').run(
      setId,
      label,
      JSON.stringify(lines),
    );
    db.prepare(
      'DELETE FROM change_step WHERE set_id = ? AND id <= (SELECT max(id) FROM change_step WHERE set_id = ?) - ?',
    ).run(setId, setId, KEPT);
  }
}

const LAST: Record<'back' | 'forth', string> = {
  back: 'SELECT * FROM change_step WHERE set_id = ? AND undone = 0 ORDER BY id DESC LIMIT 1',
  forth: 'SELECT * FROM change_step WHERE set_id = ? AND undone = 1 ORDER BY id LIMIT 1',
};

/** What would be undone or done again next; null where there is nothing. */
export const nextStep = (db: Db, setId: string, way: 'back' | 'forth'): string | null =>
  prepared<[string], Row>(db, LAST[way]).get(setId)?.label ?? null;

/** Undo the last step, or do again the one undone last. */
export function walk(db: Db, setId: string, way: 'back' | 'forth'): { label: string | null; lines: number } {
  const row = prepared<[string], Row>(db, LAST[way]).get(setId);
  if (row === undefined) return { label: null, lines: 0 };
  const { took, wrote } = JSON.parse(row.lines) as Lines;
  const [out, back] = way === 'back' ? [wrote, took] : [took, wrote];
  for (const line of out) {
    const live = liveAt(db, line);
    if (live !== undefined && live.set_id === setId) deleteLine(db, live.id);
  }
  for (const line of back) if (liveAt(db, line) === undefined) restoreLine(db, line);
  touched(db, [...out, ...back]);
  db.prepare('UPDATE change_step SET undone = ? WHERE id = ?').run(way === 'back' ? 1 : 0, row.id);
  return { label: row.label, lines: out.length + back.length };
}
