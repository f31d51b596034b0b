import * as dz from '@aws-sdk/client-datazone';
import type { DomainRow, DomainUnitRow, ProjectRow, TypeRow } from '../catalog/rows.ts';
import { instant, type Page, said, token } from './page.ts';
import type { AwsSession } from './session.ts';

/** Largest pages the API gives (api-surface §1). */
const PAGE = 50;
const SMALL_PAGE = 25;

export interface DomainSummary {
  id: string;
  name: string;
  status: string;
  version: string;
}

/** Every domain this identity can see. */
export async function domains(session: AwsSession, signal: AbortSignal): Promise<DomainSummary[]> {
  const client = await session.datazone();
  const found: DomainSummary[] = [];
  let next: string | undefined;
  do {
    const answer = await session.call('datazone:ListDomains', signal, (options) =>
      client.send(new dz.ListDomainsCommand({ maxResults: SMALL_PAGE, nextToken: next }), options),
    );
    for (const item of answer.items ?? [])
      found.push({
        id: item.id ?? '',
        name: item.name ?? '',
        status: item.status ?? '',
        version: item.domainVersion ?? 'V1',
      });
    if (answer.nextToken === next) break;
    next = answer.nextToken;
  } while (next !== undefined && next !== '');
  return found;
}

export async function domain(session: AwsSession, domainId: string, signal: AbortSignal): Promise<DomainRow> {
  const client = await session.datazone();
  const answer = await session.call('datazone:GetDomain', signal, (options) =>
    client.send(new dz.GetDomainCommand({ identifier: domainId }), options),
  );
  return {
    id: answer.id ?? domainId,
    name: answer.name ?? domainId,
    description: said(answer.description),
    arn: said(answer.arn),
    status: said(answer.status),
    version: said(answer.domainVersion),
    root_unit_id: said(answer.rootDomainUnitId),
    managed_account_id: said(answer.domainExecutionRole?.split(':')[4]),
    idc_instance_arn: said(answer.singleSignOn?.idcInstanceArn),
    portal_url: said(answer.portalUrl),
    updated_at: instant(answer.lastUpdatedAt),
  };
}

/** Ids of the units right below one. */
export async function childUnits(
  session: AwsSession,
  domainId: string,
  parentId: string,
  next: string | null,
  signal: AbortSignal,
): Promise<Page<string>> {
  const client = await session.datazone();
  const answer = await session.call('datazone:ListDomainUnitsForParent', signal, (options) =>
    client.send(
      new dz.ListDomainUnitsForParentCommand({
        domainIdentifier: domainId,
        parentDomainUnitIdentifier: parentId,
        maxResults: SMALL_PAGE,
        nextToken: next ?? undefined,
      }),
      options,
    ),
  );
  return { items: (answer.items ?? []).map((item) => item.id ?? ''), nextToken: token(answer.nextToken), total: null };
}

export async function domainUnit(
  session: AwsSession,
  domainId: string,
  unitId: string,
  signal: AbortSignal,
): Promise<DomainUnitRow> {
  const client = await session.datazone();
  const answer = await session.call('datazone:GetDomainUnit', signal, (options) =>
    client.send(new dz.GetDomainUnitCommand({ domainIdentifier: domainId, identifier: unitId }), options),
  );
  const told = answer.owners ?? [];
  const owners = (told.length < MOST_OWNERS ? told : await allOwners(session, domainId, unitId, signal)).flatMap(
    (owner) => {
      if (owner.user?.userId !== undefined) return [{ kind: 'user', id: owner.user.userId }];
      if (owner.group?.groupId !== undefined) return [{ kind: 'group', id: owner.group.groupId }];
      return [];
    },
  );
  return {
    id: answer.id ?? unitId,
    parent_id: said(answer.parentDomainUnitId),
    name: answer.name ?? unitId,
    description: said(answer.description),
    owners: JSON.stringify(owners),
    created_by: said(answer.createdBy),
    created_at: instant(answer.createdAt),
    updated_at: instant(answer.lastUpdatedAt),
    updated_by: said(answer.lastUpdatedBy),
  };
}

/** A unit tells its first owners itself; whoever comes behind them is listed. */
const MOST_OWNERS = 20;

async function allOwners(
  session: AwsSession,
  domainId: string,
  unitId: string,
  signal: AbortSignal,
): Promise<dz.OwnerPropertiesOutput[]> {
  const client = await session.datazone();
  const owners: dz.OwnerPropertiesOutput[] = [];
  let next: string | undefined;
  do {
    const answer = await session.call('datazone:ListEntityOwners', signal, (options) =>
      client.send(
        new dz.ListEntityOwnersCommand({
          domainIdentifier: domainId,
          entityType: 'DOMAIN_UNIT',
          entityIdentifier: unitId,
          maxResults: SMALL_PAGE,
          nextToken: next,
        }),
        options,
      ),
    );
    owners.push(...(answer.owners ?? []));
    if (answer.nextToken === next) break;
    next = answer.nextToken;
  } while (next !== undefined && next !== '');
  return owners;
}

/** Projects as the list tells them. */
export async function projects(
  session: AwsSession,
  domainId: string,
  next: string | null,
  signal: AbortSignal,
): Promise<Page<ProjectRow>> {
  const client = await session.datazone();
  const answer = await session.call('datazone:ListProjects', signal, (options) =>
    client.send(
      new dz.ListProjectsCommand({ domainIdentifier: domainId, maxResults: PAGE, nextToken: next ?? undefined }),
      options,
    ),
  );
  return {
    items: (answer.items ?? []).map((item) => ({
      id: item.id ?? '',
      name: item.name ?? '',
      description: said(item.description),
      status: said(item.projectStatus),
      category: said(item.projectCategory),
      domain_unit_id: said(item.domainUnitId),
      created_by: said(item.createdBy),
      created_at: instant(item.createdAt),
      updated_at: instant(item.updatedAt),
      profile_id: null,
      terms: null,
      detail_of: null,
    })),
    nextToken: token(answer.nextToken),
    total: null,
  };
}

export type TypeScope = 'FORM_TYPE' | 'ASSET_TYPE' | 'LINEAGE_NODE_TYPE';

export async function types(
  session: AwsSession,
  domainId: string,
  scope: TypeScope,
  managed: boolean,
  next: string | null,
  signal: AbortSignal,
): Promise<Page<TypeRow>> {
  const client = await session.datazone();
  const answer = await session.call('datazone:SearchTypes', signal, (options) =>
    client.send(
      new dz.SearchTypesCommand({
        domainIdentifier: domainId,
        searchScope: scope,
        managed,
        maxResults: PAGE,
        nextToken: next ?? undefined,
      }),
      options,
    ),
  );
  return {
    items: (answer.items ?? []).flatMap((item) => typeRow(item, managed)),
    nextToken: token(answer.nextToken),
    total: answer.totalMatchCount ?? null,
  };
}

function typeRow(item: dz.SearchTypesResultItem, managed: boolean): TypeRow[] {
  const shared = { managed: managed ? (1 as const) : (0 as const) };
  if (item.formTypeItem !== undefined) {
    const form = item.formTypeItem;
    return [
      {
        ...shared,
        kind: 'form_type',
        name: form.name ?? '',
        revision: said(form.revision),
        description: said(form.description),
        status: said(form.status),
        owning_project_id: said(form.owningProjectId),
        content: form.model === undefined ? null : JSON.stringify({ model: form.model, imports: form.imports ?? [] }),
        created_at: instant(form.createdAt),
        updated_at: instant(form.createdAt),
      },
    ];
  }
  if (item.assetTypeItem !== undefined) {
    const type = item.assetTypeItem;
    return [
      {
        ...shared,
        kind: 'asset_type',
        name: type.name ?? '',
        revision: said(type.revision),
        description: said(type.description),
        status: null,
        owning_project_id: said(type.owningProjectId),
        content: JSON.stringify(type.formsOutput ?? {}),
        created_at: instant(type.createdAt),
        updated_at: instant(type.updatedAt),
      },
    ];
  }
  if (item.lineageNodeTypeItem !== undefined) {
    const node = item.lineageNodeTypeItem;
    return [
      {
        ...shared,
        kind: 'lineage_node_type',
        name: node.name ?? '',
        revision: said(node.revision),
        description: said(node.description),
        status: null,
        owning_project_id: null,
        content: JSON.stringify(node.formsOutput ?? {}),
        created_at: instant(node.createdAt),
        updated_at: instant(node.updatedAt),
      },
    ];
  }
  return [];
}
