import type { Db } from '../db/open.ts';

export interface Unit {
  id: string;
  name: string;
  parentId: string | null;
  owners: { kind: 'user' | 'group'; id: string }[];
}

/** The domain unit tree. */
export interface UnitTree {
  units: Map<string, Unit>;
  /** From the root down to this unit, itself included; empty for an unknown one. */
  path: (id: string) => Unit[];
}

export function unitTree(db: Db): UnitTree {
  const rows = db
    .prepare<[], { id: string; name: string; parent_id: string | null; owners: string }>(
      'SELECT id, name, parent_id, owners FROM remote_domain_unit',
    )
    .all();
  const units = new Map<string, Unit>(
    rows.map((row) => [
      row.id,
      { id: row.id, name: row.name, parentId: row.parent_id, owners: JSON.parse(row.owners) as Unit['owners'] },
    ]),
  );
  return {
    units,
    path(id) {
      const path: Unit[] = [];
      // A partial pull can leave a unit without its parent, hostile data a circle: both end here.
      for (
        let unit = units.get(id);
        unit !== undefined && !path.includes(unit);
        unit = unit.parentId === null ? undefined : units.get(unit.parentId)
      )
        path.unshift(unit);
      return path;
    },
  };
}
