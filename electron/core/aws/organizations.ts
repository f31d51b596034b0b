import {
  DescribeOrganizationCommand,
  ListAccountsCommand,
  ListOrganizationalUnitsForParentCommand,
  ListRootsCommand,
} from '@aws-sdk/client-organizations';
import type { AccountRow, OrganizationalUnitRow } from '../catalog/rows-access.ts';
import { instant, type Page, said, token } from './page.ts';
import type { AwsSession } from './session.ts';

const PAGE = 20;

/** The root of the organization (there is one) and the path below which everything of it hangs: "o-…/r-…/". */
export async function root(session: AwsSession, signal: AbortSignal): Promise<{ id: string; path: string } | null> {
  const client = await session.organizations();
  const [{ Organization: organization }, { Roots: roots = [] }] = await Promise.all([
    session.call('organizations:DescribeOrganization', signal, (options) =>
      client.send(new DescribeOrganizationCommand({}), options),
    ),
    session.call('organizations:ListRoots', signal, (options) => client.send(new ListRootsCommand({}), options)),
  ]);
  const id = roots[0]?.Id;
  return id === undefined ? null : { id, path: `${organization?.Id ?? ''}/${id}/` };
}

/** Units right below a root or unit. */
export async function unitsBelow(
  session: AwsSession,
  parentId: string,
  next: string | null,
  signal: AbortSignal,
): Promise<Page<OrganizationalUnitRow>> {
  const client = await session.organizations();
  const answer = await session.call('organizations:ListOrganizationalUnitsForParent', signal, (options) =>
    client.send(
      new ListOrganizationalUnitsForParentCommand({
        ParentId: parentId,
        MaxResults: PAGE,
        NextToken: next ?? undefined,
      }),
      options,
    ),
  );
  return {
    items: (answer.OrganizationalUnits ?? []).map((unit) => ({
      id: unit.Id ?? '',
      name: unit.Name ?? '',
      arn: said(unit.Arn),
      parent_id: parentId,
      path: said(unit.Path),
    })),
    nextToken: token(answer.NextToken),
    total: null,
  };
}

/** Every account, in one listing. @param parents id by path of the root and of every unit: what an account's path is under */
export async function accounts(
  session: AwsSession,
  parents: readonly { id: string; path: string }[],
  next: string | null,
  signal: AbortSignal,
): Promise<Page<AccountRow>> {
  const client = await session.organizations();
  const answer = await session.call('organizations:ListAccounts', signal, (options) =>
    client.send(new ListAccountsCommand({ MaxResults: PAGE, NextToken: next ?? undefined }), options),
  );
  return {
    items: (answer.Accounts ?? []).map((account) => {
      const id = account.Id ?? '';
      const path = said(account.Paths?.[0]);
      return {
        id,
        name: account.Name ?? '',
        email: said(account.Email),
        arn: said(account.Arn),
        // `Status` was retired in 2026; older regions know nothing else.
        state: said(account.State ?? account.Status),
        parent_id: parents.find((parent) => `${parent.path}${id}/` === path)?.id ?? null,
        path,
        joined_method: said(account.JoinedMethod),
        joined_at: instant(account.JoinedTimestamp),
      };
    }),
    nextToken: token(answer.NextToken),
    total: null,
  };
}
