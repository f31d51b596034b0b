import type { EntityKind } from '#shared/sync.ts';
import { childUnits, domain, domainUnit, projects, type TypeScope, types } from '../aws/datazone.ts';
import { groupProfiles, type GroupSearch, userProfiles, type UserSearch } from '../aws/datazone-profiles.ts';
import * as search from '../aws/datazone-search.ts';
import * as glue from '../aws/glue.ts';
import * as identityStore from '../aws/identity-store.ts';
import type { Page } from '../aws/page.ts';
import type { AwsSession } from '../aws/session.ts';
import type { Mirror, Wrote } from '../catalog/mirror.ts';
import type { PlainKind, PlainRows } from '../catalog/mirror-tables.ts';
import type { Db } from '../db/open.ts';
import { Failure } from '../failure.ts';

export interface Scope {
  id: string;
  name: string;
}

/** What the readers of one pull share. */
export interface Source {
  session: AwsSession;
  db: Db;
  domainId: string;
  accountId: string;
  identityStoreId: string | null;
  /** How many assets may be read on their own in this pull. */
  mostRevisions: number;
  now: () => string;
}

/** One page, and how to write it. */
export interface ReadPage {
  items: number;
  next: string | null;
  total: number | null;
  write: (mirror: Mirror) => Wrote[];
  /** On a last page: why the scope was not read to its end all the same. */
  short?: Failure;
}

/** Reads one entity kind. `read` may be asked for the next page before the last one was written. */
export interface Reader {
  kind: EntityKind;
  /** "Reading assets" */
  title: string;
  scopes: (source: Source) => Scope[];
  read: (source: Source, scope: Scope, cursor: string | null, signal: AbortSignal) => Promise<ReadPage>;
  /** Called when the scope was read to its end, in the transaction that says so. */
  sweep: (mirror: Mirror, scope: Scope) => number;
  /** How many distinct items of the scope this run has met, where that can be compared with AWS's own count. */
  met?: (db: Db, run: number, scope: Scope) => number;
  /** Why this kind cannot be read here at all. */
  unavailable?: (source: Source) => Failure | null;
}

const WHOLE: Scope = { id: 'domain', name: 'whole domain' };

function plain<K extends PlainKind>(
  kind: K,
  title: string,
  page: (source: Source, cursor: string | null, signal: AbortSignal) => Promise<Page<PlainRows[K]>>,
): Reader {
  return {
    kind,
    title,
    scopes: () => [WHOLE],
    read: async (source, _scope, cursor, signal) => written(kind, await page(source, cursor, signal)),
    sweep: (mirror) => mirror.sweep(kind, null),
  };
}

function written<K extends PlainKind>(kind: K, page: Page<PlainRows[K]>): ReadPage {
  return {
    items: page.items.length,
    next: page.nextToken,
    total: page.total,
    write: (mirror) => page.items.map((row) => mirror.put(kind, row)),
  };
}

function typeReader(kind: 'form_type' | 'asset_type' | 'lineage_node_type', scope: TypeScope, title: string): Reader {
  return {
    kind,
    title,
    scopes: () => [
      { id: 'managed', name: 'by AWS' },
      { id: 'custom', name: 'your own' },
    ],
    read: async (source, { id }, cursor, signal) =>
      written(kind, await types(source.session, source.domainId, scope, id === 'managed', cursor, signal)),
    sweep: (mirror, { id }) => mirror.sweep(kind, { column: 'managed', value: id === 'managed' ? 1 : 0 }),
  };
}

/** A scope per search type of the domain's people. One that shows under two types is one row. */
function profileReader<K extends 'user_profile' | 'group_profile', T extends string>(
  kind: K,
  title: string,
  types: Record<T, string>,
  page: (source: Source, type: T, cursor: string | null, signal: AbortSignal) => Promise<Page<PlainRows[K]>>,
): Reader {
  return {
    kind,
    title,
    scopes: () => Object.entries<string>(types).map(([id, name]) => ({ id, name })),
    read: async (source, { id }, cursor, signal) => written(kind, await page(source, id as T, cursor, signal)),
    // The types overlap, and nothing told says by which one a row came: deletions wait until all are read.
    sweep: () => 0,
  };
}

const noIdentityStore = (source: Source): Failure | null =>
  source.identityStoreId === null
    ? new Failure(
        'invalid',
        'W_NOT_CONFIGURED',
        'No identity store is named in the connection.',
        'Add the identity store id (d-…) to the connection.',
      )
    : null;

const domainReader: Reader = {
  kind: 'domain',
  title: 'Reading the domain',
  scopes: () => [WHOLE],
  read: async (source, _scope, _cursor, signal) => {
    const row = await domain(source.session, source.domainId, signal);
    return written('domain', { items: [row], nextToken: null, total: 1 });
  },
  sweep: (mirror) => mirror.sweep('domain', null),
};

/**
 * The tree, breadth first. The cursor is what is still to be asked: `below` these units (with the token within the
 * first of them), and the units of which only the id is known. Both are asked side by side, each at its own rate.
 */
const unitReader: Reader = {
  kind: 'domain_unit',
  title: 'Reading domain units',
  scopes: () => [WHOLE],
  read: async (source, _scope, cursor, signal) => {
    const { session, domainId } = source;
    const root = source.db.prepare('SELECT root_unit_id FROM remote_domain WHERE id = ?').pluck().get(domainId) as
      | string
      | null
      | undefined;
    const begin: UnitCursor = { below: root ? [root] : [], token: null, ids: root ? [root] : [] };
    const { below, token, ids } = cursor === null ? begin : (JSON.parse(cursor) as UnitCursor);
    const now = below.slice(0, UNITS_AT_ONCE);
    const [rows, pages] = await Promise.all([
      Promise.all(ids.map((id) => domainUnit(session, domainId, id, signal))),
      Promise.all(now.map((id, at) => childUnits(session, domainId, id, at === 0 ? token : null, signal))),
    ]);
    const found = pages.flatMap((page) => page.items);
    // A unit with another page stands first again; one at a time, because there is one token.
    const more = pages.findIndex((page) => page.nextToken !== null);
    const next: UnitCursor =
      more < 0
        ? { below: [...below.slice(now.length), ...found], token: null, ids: found }
        : {
            below: [
              ...now.slice(more),
              ...below.slice(now.length),
              ...pages.slice(0, more + 1).flatMap((page) => page.items),
            ],
            token: pages[more]?.nextToken ?? null,
            ids: pages.slice(0, more + 1).flatMap((page) => page.items),
          };
    const end = next.below.length === 0 && next.ids.length === 0;
    return written('domain_unit', { items: rows, nextToken: end ? null : JSON.stringify(next), total: null });
  },
  sweep: (mirror) => mirror.sweep('domain_unit', null),
};

/** Units whose children are asked for together. */
const UNITS_AT_ONCE = 25;

interface UnitCursor {
  below: string[];
  token: string | null;
  ids: string[];
}

const assetReader: Reader = {
  kind: 'asset',
  title: 'Reading assets',
  scopes: (source) => source.db.prepare<[], Scope>('SELECT id, name FROM remote_project ORDER BY id').all(),
  read: async (source, scope, cursor, signal) => {
    const page = await search.assets(source.session, source.domainId, scope.id, cursor, signal);
    return {
      items: page.items.length,
      next: page.nextToken,
      total: page.total,
      write: (mirror) => page.items.map((record) => mirror.putAsset(record, source.now())),
    };
  },
  // An asset may have moved to a project that is still to be read: deletions wait until all are.
  sweep: () => 0,
  met: (db, run, scope) =>
    Number(
      db.prepare('SELECT count(*) FROM remote_asset WHERE project_id = ? AND seen_run = ?').pluck().get(scope.id, run),
    ),
};

/** How many assets are read on their own between two transactions. */
const REVISION_BATCH = 10;

/**
 * The inventory search does not tell revisions: published assets that were revised are read on their own, once, the
 * newest first. At the pace AWS allows, all of a large bank would take an hour; so a pull asks for some and says so.
 */
const revisionReader: Reader = {
  kind: 'asset_revision',
  title: 'Reading revisions of published assets',
  scopes: () => [WHOLE],
  read: async (source, _scope, cursor, signal) => {
    const from =
      cursor === null
        ? { at: '9', key: 0, read: 0 }
        : (JSON.parse(cursor) as { at: string; key: number; read: number });
    const due = source.db
      .prepare<unknown[], { key: number; id: string; at: string }>(
        `SELECT key, id, coalesce(created_at, '') AS at FROM remote_asset a
         WHERE revision IS NULL AND (coalesce(created_at, '') < ? OR (coalesce(created_at, '') = ? AND key > ?))
         AND EXISTS (SELECT 1 FROM remote_listing l WHERE l.entity_id = a.id) ORDER BY 3 DESC, key LIMIT ?`,
      )
      .all(from.at, from.at, from.key, REVISION_BATCH);
    const last = due.at(-1);
    if (last === undefined) return { items: 0, next: null, total: null, write: () => [] };
    if (from.read >= source.mostRevisions)
      return {
        items: 0,
        next: null,
        total: null,
        write: () => [],
        short: new Failure(
          'throttled',
          'W_LATER',
          `The revisions of ${from.read} published assets were read; the rest is left to later pulls.`,
          'Pull again to go on, or pull all revisions at once.',
        ),
      };
    const records = await Promise.all(due.map(({ id }) => search.asset(source.session, source.domainId, id, signal)));
    return {
      items: records.length,
      next: JSON.stringify({ at: last.at, key: last.key, read: from.read + records.length }),
      total: null,
      write: (mirror) =>
        records.map((record) => {
          if (record.revision !== null) mirror.putRevision(record.id, record.revision);
          return 'same' as const;
        }),
    };
  },
  sweep: () => 0,
};

const tableReader: Reader = {
  kind: 'glue_table',
  title: 'Reading Glue tables',
  scopes: (source) =>
    source.db
      .prepare<[], Scope>("SELECT catalog_id || '/' || name AS id, name FROM remote_glue_database ORDER BY 1")
      .all(),
  read: async (source, scope, cursor, signal) => {
    // Looked up, not cut: a catalog's id may have slashes of its own.
    const database = source.db
      .prepare<[string], { catalog_id: string; name: string }>(
        "SELECT catalog_id, name FROM remote_glue_database WHERE catalog_id || '/' || name = ?",
      )
      .get(scope.id);
    if (database === undefined) throw new Error(`the Glue database ${scope.id} was not mirrored`);
    return written('glue_table', await glue.tables(source.session, database.catalog_id, database.name, cursor, signal));
  },
  sweep: (mirror, scope) => mirror.sweep('glue_table', { column: "catalog_id || '/' || database", value: scope.id }),
};

/** Every kind a pull reads, each behind what it rests on (`schedule.ts` says what that is). */
export const READERS: readonly Reader[] = [
  domainReader,
  unitReader,
  plain('project', 'Reading projects', (s, cursor, signal) => projects(s.session, s.domainId, cursor, signal)),
  typeReader('form_type', 'FORM_TYPE', 'Reading form types'),
  typeReader('asset_type', 'ASSET_TYPE', 'Reading asset types'),
  typeReader('lineage_node_type', 'LINEAGE_NODE_TYPE', 'Reading lineage node types'),
  plain('glossary', 'Reading glossaries', (s, cursor, signal) =>
    search.glossaries(s.session, s.domainId, cursor, signal),
  ),
  plain('glossary_term', 'Reading glossary terms', (s, cursor, signal) =>
    search.glossaryTerms(s.session, s.domainId, cursor, signal),
  ),
  plain('glue_database', 'Reading Glue databases', (s, cursor, signal) =>
    glue.databases(s.session, s.accountId, cursor, signal),
  ),
  {
    ...plain('identity_user', 'Reading users', (s, cursor, signal) =>
      identityStore.users(s.session, s.identityStoreId ?? '', cursor, signal),
    ),
    unavailable: noIdentityStore,
  },
  {
    ...plain('identity_group', 'Reading groups', (s, cursor, signal) =>
      identityStore.groups(s.session, s.identityStoreId ?? '', cursor, signal),
    ),
    unavailable: noIdentityStore,
  },
  profileReader<'user_profile', UserSearch>(
    'user_profile',
    'Reading user profiles',
    {
      SSO_USER: 'from Identity Center',
      DATAZONE_SSO_USER: 'Identity Center, in the domain',
      DATAZONE_IAM_USER: 'IAM',
    },
    (s, type, cursor, signal) => userProfiles(s.session, s.domainId, type, cursor, signal),
  ),
  profileReader<'group_profile', GroupSearch>(
    'group_profile',
    'Reading group profiles',
    {
      SSO_GROUP: 'from Identity Center',
      DATAZONE_SSO_GROUP: 'Identity Center, in the domain',
      IAM_ROLE_SESSION_GROUP: 'IAM roles',
    },
    (s, type, cursor, signal) => groupProfiles(s.session, s.domainId, type, cursor, signal),
  ),
  assetReader,
  plain('listing', 'Reading listings', (s, cursor, signal) => search.listings(s.session, s.domainId, cursor, signal)),
  plain('data_product', 'Reading data products', (s, cursor, signal) =>
    search.dataProducts(s.session, s.domainId, cursor, signal),
  ),
  tableReader,
  revisionReader,
];
