import type { Page } from '../../aws/page.ts';
import type { OrganizationalUnitRow } from '../../catalog/rows-access.ts';
import { plain, type Reader, type Source } from './reader.ts';

/** Roots and units below which is still to be asked, with the token within the first of them. */
interface Cursor {
  below: string[];
  token: string | null;
}

/** The tree, breadth first. */
async function units(source: Source, cursor: string | null, signal: AbortSignal): Promise<Page<OrganizationalUnitRow>> {
  const at = cursor === null ? await begin(source, signal) : (JSON.parse(cursor) as Cursor);
  const [parent, ...others] = at.below;
  if (parent === undefined) return { items: [], nextToken: null, total: null };
  const page = await source.aws.organizations.unitsBelow(parent, at.token, signal);
  const found = page.items.map((unit) => unit.id);
  const next: Cursor =
    page.nextToken === null
      ? { below: [...others, ...found], token: null }
      : { below: [parent, ...others, ...found], token: page.nextToken };
  return { ...page, nextToken: next.below.length === 0 ? null : JSON.stringify(next) };
}

async function begin({ aws }: Source, signal: AbortSignal): Promise<Cursor> {
  const root = await aws.organizations.root(signal);
  return { below: root === null ? [] : [root.id], token: null };
}

async function accounts({ aws, db }: Source, cursor: string | null, signal: AbortSignal) {
  const root = await aws.organizations.root(signal);
  const parents = db
    .prepare<[], { id: string; path: string }>('SELECT id, path FROM remote_organizational_unit WHERE path IS NOT NULL')
    .all();
  return await aws.organizations.accounts(root === null ? parents : [root, ...parents], cursor, signal);
}

/** AWS Organizations answers its management account, and those it delegates to; any other is denied. */
export const ORGANIZATION_READERS: readonly Reader[] = [
  plain(
    'organizational_unit',
    'Reading organizational units',
    { operation: 'organizations:ListOrganizationalUnitsForParent', perCall: 20, due: 24 },
    units,
  ),
  plain(
    'account',
    'Reading accounts',
    { operation: 'organizations:ListAccounts', perCall: 20, due: 24, after: ['organizational_unit'] },
    accounts,
  ),
];
