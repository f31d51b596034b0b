import type { Db } from '../db/open.ts';

/** Tells people and groups by name; null for an id the mirror knows nobody by. */
export interface People {
  user: (id: string) => string | null;
  group: (id: string) => string | null;
}

interface UserRow {
  user_name: string | null;
  first_name: string | null;
  last_name: string | null;
  iam_arn: string | null;
  iam_session: string | null;
  display_name: string | null;
}

/** Owners and authors are told by profile id, and by directory id where a domain names them so. */
export function peopleOf(db: Db): People {
  const user = db.prepare<[string], UserRow>(
    `SELECT p.*, (SELECT i.display_name FROM remote_identity_user i WHERE i.user_name = p.user_name) AS display_name
     FROM remote_user_profile p WHERE p.id = ?`,
  );
  const group = db.prepare<[string], { name: string | null; role_arn: string | null }>(
    'SELECT name, role_arn FROM remote_group_profile WHERE id = ?',
  );
  const directoryUser = db
    .prepare<[string], string | null>('SELECT coalesce(display_name, user_name) FROM remote_identity_user WHERE id = ?')
    .pluck();
  const directoryGroup = db
    .prepare<[string], string | null>('SELECT display_name FROM remote_identity_group WHERE id = ?')
    .pluck();
  return {
    user(id) {
      const row = user.get(id);
      return (row === undefined ? null : userName(row)) ?? directoryUser.get(id) ?? null;
    },
    group(id) {
      const row = group.get(id);
      // Older answers carry the ARN of a role in the place of the group's name.
      const told = row?.role_arn ?? row?.name ?? null;
      return (told?.startsWith('arn:') ? lastPart(told) : row?.name) ?? directoryGroup.get(id) ?? null;
    },
  };
}

function userName(row: UserRow): string | null {
  if (row.first_name !== null && row.last_name !== null) return `${row.first_name} ${row.last_name}`;
  const sso = row.display_name ?? row.first_name ?? row.last_name ?? row.user_name;
  if (sso !== null || row.iam_arn === null) return sso;
  // As in the ARN of an assumed role: who it is stands behind the role.
  return row.iam_session === null ? lastPart(row.iam_arn) : `${lastPart(row.iam_arn)}/${row.iam_session}`;
}

/** The name at the end of an ARN: paths and account are left out. */
const lastPart = (arn: string): string => arn.slice(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1);
