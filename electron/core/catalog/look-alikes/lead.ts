import { leads } from './cluster.ts';
import type { State } from './kept.ts';

/** The cell that names the cluster: of most columns, then the one that leads. */
export function heavier({ rows, links }: State, one: number, other: number): boolean {
  const difference = (links.columns.data[one] ?? 0) - (links.columns.data[other] ?? 0);
  return difference > 0 || (difference === 0 && leads(rows.texts.keys.text(one), rows.texts.keys.text(other)));
}
