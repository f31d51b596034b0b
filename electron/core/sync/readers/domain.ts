import type { TypeScope } from '../../aws/datazone.ts';
import { type Reader, WHOLE, written } from './reader.ts';

const domainReader: Reader = {
  kind: 'domain',
  title: 'Reading the domain',
  operation: 'datazone:GetDomain',
  perCall: 1,
  due: 0,
  after: [],
  scopes: () => [WHOLE],
  read: async (source, _scope, _cursor, signal) => {
    const row = await source.aws.datazone.domain(source.domainId, signal);
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
  operation: 'datazone:GetDomainUnit',
  perCall: 1,
  due: 24,
  scopes: () => [WHOLE],
  read: async (source, _scope, cursor, signal) => {
    const { aws, domainId } = source;
    const root = source.db.prepare('SELECT root_unit_id FROM remote_domain WHERE id = ?').pluck().get(domainId) as
      | string
      | null
      | undefined;
    const begin: UnitCursor = { below: root ? [root] : [], token: null, ids: root ? [root] : [] };
    const { below, token, ids } = cursor === null ? begin : (JSON.parse(cursor) as UnitCursor);
    const now = below.slice(0, UNITS_AT_ONCE);
    const [rows, pages] = await Promise.all([
      Promise.all(ids.map((id) => aws.datazone.domainUnit(domainId, id, signal))),
      Promise.all(now.map((id, at) => aws.datazone.childUnits(domainId, id, at === 0 ? token : null, signal))),
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

function typeReader(kind: 'form_type' | 'asset_type' | 'lineage_node_type', scope: TypeScope, title: string): Reader {
  return {
    kind,
    title,
    operation: 'datazone:SearchTypes',
    perCall: 50,
    due: 24,
    scopes: () => [
      { id: 'managed', name: 'by AWS' },
      { id: 'custom', name: 'your own' },
    ],
    read: async (source, { id }, cursor, signal) =>
      written(kind, await source.aws.datazone.types(source.domainId, scope, id === 'managed', cursor, signal)),
    sweep: (mirror, { id }) => mirror.sweep(kind, { where: 'managed = ?', value: id === 'managed' ? 1 : 0 }),
  };
}

/** The domain itself, its units and its types. */
export const DOMAIN_READERS: readonly Reader[] = [
  domainReader,
  unitReader,
  typeReader('form_type', 'FORM_TYPE', 'Reading form types'),
  typeReader('asset_type', 'ASSET_TYPE', 'Reading asset types'),
  typeReader('lineage_node_type', 'LINEAGE_NODE_TYPE', 'Reading lineage node types'),
];
