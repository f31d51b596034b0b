import type { FoundAsset } from '../../aws/datazone-search.ts';
import type { Page } from '../../aws/page.ts';
import { Failure } from '../../failure.ts';
import { fact, setFact } from '../facts.ts';
import { counted, moved } from './moved.ts';
import { type Feed, type Reader, type ReadPage, type Scope, type Source, WHOLE } from './reader.ts';

/** Where the feed of assets stands: of the whole domain, or where AWS wants a project, of the n-th. */
interface FeedCursor {
  project: number | null;
  token: string | null;
}

/**
 * What moved of the assets, over the whole domain. Where AWS refuses the question without a project it is asked
 * project by project, now and ever after.
 */
const assetFeed: Feed = {
  operation: 'datazone:Search',
  read: async (source, since, cursor, signal) => {
    const filter = await moved(source, since, signal);
    const begin: FeedCursor = { project: fact(source.db, 'asset_feed') === 'by project' ? 0 : null, token: null };
    const at = cursor === null ? begin : (JSON.parse(cursor) as FeedCursor);
    const ids = source.db.prepare('SELECT id FROM remote_project ORDER BY id').pluck().all() as string[];
    const ask = (project: string | null) =>
      source.aws.search.assets(source.domainId, project, at.token, signal, filter);
    if (at.project === null)
      try {
        return page(source, await ask(null), (token) => (token === null ? null : { project: null, token }));
      } catch (error) {
        if (!(error instanceof Failure) || error.problem.code !== 'E_AWS_REFUSED' || at.token !== null) throw error;
        setFact(source, 'asset_feed', 'by project');
      }
    const project = at.project ?? 0;
    const id = ids[project];
    if (id === undefined) return { items: 0, next: null, total: null, write: () => [] };
    return page(source, await ask(id), (token) =>
      token !== null ? { project, token } : project + 1 < ids.length ? { project: project + 1, token: null } : null,
    );
  },
  counts: async (source, signal) =>
    fact(source.db, 'asset_feed') === 'by project' ? null : await counted('ASSET', 'remote_asset')(source, signal),
};

function page(source: Source, found: Page<FoundAsset>, next: (token: string | null) => FeedCursor | null): ReadPage {
  const cursor = next(found.nextToken);
  return {
    items: found.items.length,
    next: cursor === null ? null : JSON.stringify(cursor),
    total: null,
    write: (mirror) =>
      found.items.flatMap(({ record, points }) => [
        mirror.putAsset(record, source.now()),
        ...mirror.replace('quality_point', { column: 'asset_id', value: record.id }, points),
      ]),
  };
}

const assetReader: Reader = {
  kind: 'asset',
  title: 'Reading assets',
  operation: 'datazone:Search',
  perCall: 50,
  due: 168,
  beside: ['project'],
  scopes: ({ db, growth }) =>
    db.prepare<[], Scope>(`SELECT id, name FROM remote_project WHERE ${growth.known('project')} ORDER BY id`).all(),
  read: async (source, scope, cursor, signal) => {
    const found = await source.aws.search.assets(source.domainId, scope.id, cursor, signal);
    return { ...page(source, found, () => null), next: found.nextToken, total: found.total };
  },
  feed: assetFeed,
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
  operation: 'datazone:GetAsset',
  perCall: 1,
  due: 0,
  after: ['asset', 'listing'],
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
    const records = await Promise.all(due.map(({ id }) => source.aws.search.asset(source.domainId, id, signal)));
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

export const ASSET_READERS: readonly Reader[] = [assetReader, revisionReader];
