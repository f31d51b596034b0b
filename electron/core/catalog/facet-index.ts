import { LISTING_STATES } from '#shared/catalog.ts';
import type { Db } from '../db/open.ts';
import { generation } from './generation.ts';

/**
 * What the facets ask of every asset, in memory, by the asset's key: counting 100,000 matches is then one pass over
 * arrays instead of two joins. Built on first use and again after the mirror was written.
 */
export interface FacetIndex {
  /** Every key there is, rising. */
  keys: Int32Array;
  /** By key: position in `projects`, `types`, `LISTING_STATES`; -1 for none. */
  project: Int32Array;
  type: Int32Array;
  status: Int8Array;
  projects: string[];
  types: string[];
  terms: string[];
  /** The terms of a key are `termsOf[from[key] .. from[key + 1]]`, positions in `terms`. */
  from: Int32Array;
  termsOf: Int32Array;
}

const built = new WeakMap<Db, { generation: number; index: FacetIndex }>();

/** The index of this workspace as the mirror stands now. */
export function facetIndex(db: Db): FacetIndex {
  const now = generation(db);
  const known = built.get(db);
  if (known !== undefined && known.generation === now) return known.index;
  const index = build(db);
  built.set(db, { generation: now, index });
  return index;
}

function build(db: Db): FacetIndex {
  const largest = Number(db.prepare('SELECT coalesce(max(key), 0) FROM remote_asset').pluck().get());
  const index: FacetIndex = {
    keys: new Int32Array(Number(db.prepare('SELECT count(*) FROM remote_asset').pluck().get())),
    project: new Int32Array(largest + 1).fill(-1),
    type: new Int32Array(largest + 1).fill(-1),
    status: new Int8Array(largest + 1),
    projects: [],
    types: [],
    terms: [],
    from: new Int32Array(largest + 2),
    termsOf: new Int32Array(Number(db.prepare('SELECT count(*) FROM remote_asset_term').pluck().get())),
  };
  const [project, type, term] = [numbering(index.projects), numbering(index.types), numbering(index.terms)];
  let at = 0;
  type AssetRow = [key: number, project: string | null, type: string, status: (typeof LISTING_STATES)[number]];
  for (const [key, projectId, typeName, status] of db
    .prepare<[], AssetRow>('SELECT key, project_id, type, listing_state FROM remote_asset ORDER BY key')
    .raw()
    .iterate()) {
    index.keys[at] = key;
    at += 1;
    if (projectId !== null) index.project[key] = project(projectId);
    index.type[key] = type(typeName);
    index.status[key] = LISTING_STATES.indexOf(status);
  }
  let filled = 0;
  let last = 0;
  type TermRow = [asset: number, term: string];
  for (const [key, termId] of db
    .prepare<[], TermRow>('SELECT asset, term_id FROM remote_asset_term ORDER BY asset')
    .raw()
    .iterate()) {
    for (; last < key; last += 1) index.from[last + 1] = filled;
    index.termsOf[filled] = term(termId);
    filled += 1;
  }
  for (; last <= largest; last += 1) index.from[last + 1] = filled;
  return index;
}

function numbering(names: string[]): (name: string) => number {
  const numbers = new Map<string, number>();
  return (name) => {
    let number = numbers.get(name);
    if (number === undefined) {
      number = names.push(name) - 1;
      numbers.set(name, number);
    }
    return number;
  };
}
