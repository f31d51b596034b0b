import type { LakeResource } from '#emulator/bank/lake/types.ts';
import { datasetSource } from '#emulator/bank/lineage/open-lineage.ts';
import { pageMembersOf, type ServiceName } from '#emulator/facts.ts';
import type { Change, Emulator } from '#emulator/server.ts';
import { type Clients, sendByName } from '#test/emulator/clients.ts';
import { type Entity, plain } from '#test/emulator/entities.ts';

type Kind = Change['kind'];
type Item = Record<string, unknown>;

interface Pair {
  readonly TagKey: string;
  readonly TagValues: readonly string[];
}

const pairs = (list: unknown): ReadonlyMap<string, string> =>
  new Map(((list ?? []) as Pair[]).map(({ TagKey, TagValues }) => [TagKey, TagValues.join()]));

/** Times that only say that something changed. */
const timeless = ({ LastUpdated: _at, LastUpdatedBy: _by, LastModifiedOn: _modified, ...rest }: Item): Item => rest;

/** The resource of a permission as the text it is known by. */
const resourceText = (resource: LakeResource): string => {
  const { Table, TableWithColumns } = resource;
  if (Table) return ['table', Table.CatalogId, Table.DatabaseName, Table.Name ?? '*'].join('/');
  if (!TableWithColumns) return JSON.stringify(resource);
  const { CatalogId, DatabaseName, Name, ColumnNames, ColumnWildcard } = TableWithColumns;
  const columns = ColumnNames
    ? ColumnNames.toSorted().join()
    : `* without ${(ColumnWildcard?.ExcludedColumnNames ?? []).toSorted().join()}`;
  return ['columns', CatalogId, DatabaseName, Name, columns].join('/');
};

/** Reads the estate of a bank over the wire, the slow and complete way. */
export const readEstate = async (
  { domainId, bank, identityStoreId: IdentityStoreId }: Emulator,
  clients: Clients,
): Promise<ReadonlyMap<string, Entity>> => {
  const found = new Map<string, Entity>();
  const put = (kind: Kind, id: string, value: object): void => {
    found.set(`${kind} ${id}`, plain(value));
  };
  const send = (service: ServiceName, operation: string, input: object) =>
    sendByName(clients, service, operation, service === 'DataZone' ? { domainIdentifier: domainId, ...input } : input);
  const all = async (service: ServiceName, operation: string, input: object): Promise<Item[]> => {
    const page = pageMembersOf(service, operation);
    const items: Item[] = [];
    let token: unknown;
    do {
      const answer = await send(service, operation, { ...input, [page?.token ?? '']: token });
      items.push(...((answer[page?.list ?? ''] ?? []) as Item[]));
      token = answer[page?.token ?? ''];
    } while (token !== undefined);
    return items;
  };

  const organisation = async (): Promise<void> => {
    for (const account of await all('Organizations', 'ListAccounts', {}))
      put('account', String(account['Id']), account);
    const parents = [bank.organization.rootId];
    for (const ParentId of parents)
      for (const unit of await all('Organizations', 'ListOrganizationalUnitsForParent', { ParentId })) {
        parents.push(String(unit['Id']));
        put('organizational_unit', String(unit['Id']), unit);
      }
  };

  const tags = async (): Promise<void> => {
    for (const tag of await all('LakeFormation', 'ListLFTags', { ResourceShareType: 'ALL' })) {
      const { CatalogId, TagKey } = tag as { CatalogId: string; TagKey: string };
      put('lf_tag', `${CatalogId}/${TagKey}`, tag);
      const Expression = [{ TagKey, TagValues: ['*'] }];
      const assigned = (place: readonly string[], value: string | undefined, above: string | undefined): void => {
        if (value !== undefined && value !== above)
          put('lf_tag_assignment', [CatalogId, ...place, TagKey].join('/'), { value });
      };
      for (const item of await all('LakeFormation', 'SearchDatabasesByLFTags', { CatalogId, Expression }))
        assigned([(item['Database'] as { Name: string }).Name, '', ''], pairs(item['LFTags']).get(TagKey), undefined);
      for (const item of await all('LakeFormation', 'SearchTablesByLFTags', { CatalogId, Expression })) {
        const { DatabaseName, Name } = item['Table'] as { DatabaseName: string; Name: string };
        const above = pairs(item['LFTagOnDatabase']).get(TagKey);
        const own = pairs(item['LFTagsOnTable']).get(TagKey);
        assigned([DatabaseName, Name, ''], own, above);
        for (const column of (item['LFTagsOnColumns'] ?? []) as { Name: string; LFTags: unknown }[])
          assigned([DatabaseName, Name, column.Name], pairs(column.LFTags).get(TagKey), own);
      }
    }
  };

  const permissions = async (): Promise<void> => {
    for (const item of await all('LakeFormation', 'ListPermissions', {})) {
      const { DataLakePrincipalIdentifier } = item['Principal'] as { DataLakePrincipalIdentifier: string };
      put(
        'lf_permission',
        `${DataLakePrincipalIdentifier}/${resourceText(item['Resource'] as LakeResource)}`,
        timeless(item),
      );
    }
    for (const item of await all('LakeFormation', 'ListDataCellsFilter', {})) {
      const id = ['TableCatalogId', 'DatabaseName', 'TableName', 'Name'].map((name) => String(item[name])).join('/');
      put('lf_data_cells_filter', id, item);
    }
  };

  const quality = async (): Promise<void> => {
    for (const item of await all('Glue', 'ListDataQualityRulesets', {})) {
      const { Ruleset } = await send('Glue', 'GetDataQualityRuleset', { Name: item['Name'] });
      put('glue_quality_ruleset', String(item['Name']), { ...timeless(item), Ruleset });
    }
    for (const { ResultId } of await all('Glue', 'ListDataQualityResults', {}))
      put('glue_quality_result', String(ResultId), await send('Glue', 'GetDataQualityResult', { ResultId }));
    const formName = 'glue_nightly_ruleset';
    for (const entityIdentifier of bank.assets.ordinals().map((ordinal) => bank.assets.at(ordinal).id)) {
      const entity = { entityType: 'ASSET', entityIdentifier, formName };
      for (const point of await all('DataZone', 'ListTimeSeriesDataPoints', entity))
        put('quality_point', String(point['id']), point);
    }
  };

  const words = async (): Promise<void> => {
    for (const { Id } of await all('Glue', 'ListGlossaries', {})) {
      put('glue_glossary', String(Id), await send('Glue', 'GetGlossary', { Identifier: Id }));
      for (const term of await all('Glue', 'ListGlossaryTerms', { GlossaryIdentifier: Id }))
        put(
          'glue_glossary_term',
          String(term['Id']),
          await send('Glue', 'GetGlossaryTerm', { Identifier: term['Id'] }),
        );
    }
  };

  const members = async (): Promise<void> => {
    for (const { GroupId } of await all('IdentityStore', 'ListGroups', { IdentityStoreId }))
      for (const item of await all('IdentityStore', 'ListGroupMemberships', { IdentityStoreId, GroupId }))
        put('identity_membership', String(item['MembershipId']), item);
  };

  const lineage = async (): Promise<void> => {
    const sources = new Set<string>();
    for (const item of await all('DataZone', 'ListLineageEvents', {})) {
      const { event } = await send('DataZone', 'GetLineageEvent', { identifier: item['id'] });
      const body = JSON.parse(Buffer.from(event as Uint8Array).toString('utf8')) as {
        job: { namespace: string; name: string };
        inputs: object[];
        outputs: object[];
      };
      put('lineage_event', String(item['id']), { ...item, body });
      if (item['processingStatus'] !== 'SUCCESS') continue;
      sources.add(`${body.job.namespace}.${body.job.name}`);
      for (const dataset of [...body.inputs, ...body.outputs]) sources.add(datasetSource(dataset));
    }
    for (const identifier of sources) {
      const {
        eventTimestamp: _at,
        upstreamNodes,
        downstreamNodes,
        ...node
      } = await send('DataZone', 'GetLineageNode', { identifier });
      const ids = (list: unknown): string[] => (list as { id: string }[]).map(({ id }) => id).toSorted();
      put('lineage_node', String(node['id']), {
        ...node,
        upstreamNodes: ids(upstreamNodes),
        downstreamNodes: ids(downstreamNodes),
      });
    }
  };

  for (const part of [organisation, tags, permissions, quality, words, members, lineage]) await part();
  return found;
};
