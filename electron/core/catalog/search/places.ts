import type { Incomplete } from '#shared/catalog.ts';
import type { Db } from '../../db/open.ts';
import { incomplete } from '../../sync/queries.ts';
import { type UnitTree, unitTree } from '../units.ts';

export interface Project {
  id: string;
  name: string;
  /** The domain unit it is in, and all above that; empty where the mirror knows none. */
  units: readonly string[];
}

/** What a search asks of small tables. */
export interface Places {
  tree: UnitTree;
  projects: ReadonlyMap<string, Project>;
  incomplete: Incomplete[];
}

interface Known {
  places: Places | null;
  changes: number;
  stamp: () => number;
}
const known = new WeakMap<Db, Known>();

/** Read again only after something was written: everything is written over this one connection, which counts it. */
export function placesOf(db: Db): Places {
  let entry = known.get(db);
  if (entry === undefined) {
    const statement = db.prepare<[], number>('SELECT total_changes()').pluck();
    entry = { places: null, changes: -1, stamp: () => statement.get() ?? 0 };
    known.set(db, entry);
  }
  const changes = entry.stamp();
  if (entry.places === null || entry.changes !== changes) {
    entry.places = read(db);
    entry.changes = changes;
  }
  return entry.places;
}

function read(db: Db): Places {
  const tree = unitTree(db);
  const rows = db
    .prepare<[], { id: string; name: string; unit: string | null }>(
      'SELECT id, name, domain_unit_id AS unit FROM remote_project',
    )
    .all();
  const paths = new Map<string, string[]>();
  const pathOf = (unit: string) => {
    const path = paths.get(unit) ?? tree.path(unit).map((above) => above.id);
    paths.set(unit, path);
    return path;
  };
  const projects = rows.map(({ id, name, unit }): [string, Project] => [
    id,
    { id, name, units: unit === null ? [] : pathOf(unit) },
  ]);
  return { tree, projects: new Map(projects), incomplete: incomplete(db) };
}
