import { type Asset, AssetId } from '#shared/catalog.ts';
import type { Db } from '../db/open.ts';
import { Failure } from '../failure.ts';
import { liveOf } from '../changes/line.ts';
import { overOne, overSet, pendingOf } from '../changes/overlay.ts';
import { setOf, termOf } from '../changes/mirrored.ts';
import { incomplete } from '../sync/queries.ts';
import { latest } from './history.ts';
import { type People, peopleOf } from './people.ts';
import type { AssetRecord } from './rows.ts';
import { type Unit, unitTree } from './units.ts';

interface Row {
  key: number;
  id: string;
  name: string;
  description: string | null;
  readme: string | null;
  type: string;
  type_revision: string | null;
  external_id: string | null;
  project_id: string | null;
  project_name: string | null;
  domain_unit_id: string | null;
  created_at: string | null;
  created_by: string | null;
  first_created_at: string | null;
  revision: string | null;
  listing_state: Asset['listing']['state'];
  columns: number;
  glue_catalog: string | null;
  glue_database: string | null;
  glue_table: string | null;
  pulled_at: string;
}

/** Everything the mirror holds of one asset but its columns. */
export function asset(db: Db, assetId: AssetId): Asset {
  const row = db
    .prepare<[string], Row>(
      `SELECT a.*, f.readme, p.name AS project_name, p.domain_unit_id FROM remote_asset a
       LEFT JOIN remote_asset_forms f ON f.asset = a.key LEFT JOIN remote_project p ON p.id = a.project_id WHERE a.id = ?`,
    )
    .get(assetId);
  if (row === undefined)
    throw new Failure(
      'not_found',
      'E_ASSET_UNKNOWN',
      'The mirror holds no asset with this id.',
      'Search for it by name, or pull again.',
      { assetId },
    );
  const tree = unitTree(db);
  const people = peopleOf(db);
  const path = row.domain_unit_id === null ? [] : tree.path(row.domain_unit_id);
  const named = (unit: Unit) => ({ id: unit.id, name: unit.name });
  const unit = path.at(-1);
  const staged = liveOf(db, 'asset', assetId);
  const terms = (field: 'terms' | 'governed_terms') =>
    overSet(staged, '', field, setOf(db, 'asset', assetId, '', field) ?? []).map((id) => ({
      id,
      name: termOf(db, id)?.name ?? id,
    }));
  const listing = db
    .prepare<
      [string],
      { id: string; revision: string | null; entity_revision: string | null; created_at: string | null }
    >("SELECT * FROM remote_listing WHERE entity_id = ? AND entity_type = 'ASSET'")
    .get(assetId);
  return {
    id: AssetId.parse(row.id),
    name: overOne(staged, '', 'name', row.name) ?? row.name,
    description: overOne(staged, '', 'description', row.description),
    readme: row.readme,
    type: row.type,
    typeRevision: row.type_revision,
    externalIdentifier: row.external_id,
    revision: row.revision,
    createdAt: row.created_at,
    createdBy: row.created_by,
    createdByName: row.created_by === null ? null : people.user(row.created_by),
    firstCreatedAt: row.first_created_at,
    project: row.project_id === null ? null : { id: row.project_id, name: row.project_name ?? row.project_id },
    domainUnit: unit === undefined ? null : named(unit),
    domainUnitPath: path.map(named),
    owners: owners(people, path),
    terms: [...terms('terms'), ...terms('governed_terms')].toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    listing: {
      state: row.listing_state,
      id: listing?.id ?? null,
      revision: listing?.revision ?? null,
      entityRevision: listing?.entity_revision ?? null,
      createdAt: listing?.created_at ?? null,
    },
    source: {
      catalogId: row.glue_catalog,
      database: row.glue_database,
      table: row.glue_table,
      inGlue: inGlue(db, row),
    },
    ...formsOf(db, row.id),
    columns: row.columns,
    pulledAt: row.pulled_at,
    pending: [...pendingOf(staged, ''), ...pendingOf(liveOf(db, 'listing', assetId), '')],
    incomplete: incomplete(db),
  };
}

/** Owners of the unit; where it has none of its own, those of the nearest unit above. */
function owners(people: People, path: Unit[]): Asset['owners'] {
  const unit = path.findLast((candidate) => candidate.owners.length > 0);
  if (unit === undefined) return [];
  return unit.owners.map((owner) => ({
    kind: owner.kind,
    id: owner.id,
    name: people[owner.kind](owner.id) ?? owner.id,
    via: { id: unit.id, name: unit.name },
  }));
}

function inGlue(db: Db, row: Row): boolean | null {
  if (row.glue_catalog === null || row.glue_database === null || row.glue_table === null) return null;
  const table = db.prepare('SELECT 1 FROM remote_glue_table WHERE catalog_id = ? AND database = ? AND name = ?');
  if (table.get(row.glue_catalog, row.glue_database, row.glue_table) !== undefined) return true;
  // Of another account only what it shares is mirrored: a database that is not there may well exist.
  const read = db.prepare(
    `SELECT 1 FROM remote_glue_database WHERE catalog_id = ?
     AND (name = ? OR catalog_id = (SELECT account_id FROM connection)) LIMIT 1`,
  );
  return read.get(row.glue_catalog, row.glue_database) === undefined ? null : false;
}

/** The forms as they came: the mirror holds what they tell, history the whole record. */
function formsOf(db: Db, id: string): Pick<Asset, 'forms' | 'readOnlyForms'> {
  const told = latest(db, 'asset', id);
  const { forms = [], readOnlyForms = [] } = told === undefined ? {} : (JSON.parse(told) as Partial<AssetRecord>);
  return { forms, readOnlyForms };
}
