import type { GroupSearch, UserSearch } from '../../aws/datazone-profiles.ts';
import type { Page } from '../../aws/page.ts';
import type { PlainRows } from '../../catalog/mirror-tables.ts';
import { Failure } from '../../failure.ts';
import { plain, type Reader, type Scope, type Source, WHOLE, written } from './reader.ts';

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
    operation: kind === 'user_profile' ? 'datazone:SearchUserProfiles' : 'datazone:SearchGroupProfiles',
    perCall: 50,
    due: 24,
    scopes: () => Object.entries<string>(types).map(([id, name]) => ({ id, name })),
    read: async (source, { id }, cursor, signal) => written(kind, await page(source, id as T, cursor, signal)),
    // The types overlap, and nothing told says by which one a row came: deletions wait until all are read.
    sweep: () => 0,
  };
}

export const noIdentityStore = (source: Pick<Source, 'identityStoreId'>): Failure | null =>
  source.identityStoreId === null
    ? new Failure(
        'invalid',
        'W_NOT_CONFIGURED',
        'No identity store is named in the connection.',
        'Add the identity store id (d-…) to the connection.',
      )
    : null;

/** People and groups: those of Identity Center, and as whom they stand in the domain. */
export const PEOPLE_READERS: readonly Reader[] = [
  plain(
    'identity_user',
    'Reading users',
    { operation: 'identitystore:ListUsers', perCall: 100, due: 24, unavailable: noIdentityStore },
    (s, cursor, signal) => s.aws.identityStore.users(s.identityStoreId ?? '', cursor, signal),
  ),
  plain(
    'identity_group',
    'Reading groups',
    { operation: 'identitystore:ListGroups', perCall: 100, due: 24, unavailable: noIdentityStore },
    (s, cursor, signal) => s.aws.identityStore.groups(s.identityStoreId ?? '', cursor, signal),
  ),
  {
    kind: 'identity_membership',
    title: 'Reading members of groups',
    operation: 'identitystore:ListGroupMemberships',
    perCall: 100,
    due: 24,
    after: ['identity_group'],
    unavailable: noIdentityStore,
    scopes: ({ db, identityStoreId }) =>
      identityStoreId === null
        ? [WHOLE]
        : db
            .prepare<[], Scope>('SELECT id, coalesce(display_name, id) AS name FROM remote_identity_group ORDER BY id')
            .all(),
    read: async (s, { id }, cursor, signal) =>
      written(
        'identity_membership',
        await s.aws.identityStore.memberships(s.identityStoreId ?? '', id, cursor, signal),
      ),
    sweep: (mirror, { id }) => mirror.sweep('identity_membership', { where: 'group_id = ?', value: id }),
  },
  profileReader<'user_profile', UserSearch>(
    'user_profile',
    'Reading user profiles',
    {
      SSO_USER: 'from Identity Center',
      DATAZONE_SSO_USER: 'Identity Center, in the domain',
      DATAZONE_IAM_USER: 'IAM',
    },
    (s, type, cursor, signal) => s.aws.profiles.userProfiles(s.domainId, type, cursor, signal),
  ),
  profileReader<'group_profile', GroupSearch>(
    'group_profile',
    'Reading group profiles',
    {
      SSO_GROUP: 'from Identity Center',
      DATAZONE_SSO_GROUP: 'Identity Center, in the domain',
      IAM_ROLE_SESSION_GROUP: 'IAM roles',
    },
    (s, type, cursor, signal) => s.aws.profiles.groupProfiles(s.domainId, type, cursor, signal),
  ),
];
