import { setTimeout as sleep } from 'node:timers/promises';
import * as dz from '@aws-sdk/client-datazone';
import * as glue from '@aws-sdk/client-glue';
import * as ids from '@aws-sdk/client-identitystore';
import { rateOf } from '#core/aws/rates.ts';

interface Far {
  endpoint: string;
  domainId: string;
  region: string;
  identityStoreId: string;
}

const WORKERS = 6;

/** The floor: the same pages as a pull, by the bare SDK clients at AWS's pace, read and thrown away. */
export async function barePull(far: Far, rates: 'published' | 'off'): Promise<void> {
  const config = { region: far.region, endpoint: far.endpoint };
  const datazone = new dz.DataZoneClient(config);
  const glueClient = new glue.GlueClient(config);
  const store = new ids.IdentitystoreClient(config);
  const next = new Map<string, number>();
  const slot = async (operation: string) => {
    if (rates === 'off') return;
    const now = performance.now();
    const at = Math.max(now, next.get(operation) ?? 0);
    next.set(operation, at + 1000 / rateOf(operation));
    if (at > now) await sleep(at - now);
  };
  const pages = async <T extends { nextToken?: string | undefined }>(
    operation: string,
    ask: (token: string | undefined) => Promise<T>,
    each: (page: T) => void = () => {},
  ) => {
    for (let token: string | undefined; ; ) {
      await slot(operation);
      const page = await ask(token);
      each(page);
      token = page.nextToken;
      if (token === undefined) return;
    }
  };
  const together = async (work: (() => Promise<void>)[]) => {
    const queue = work.values();
    await Promise.all(
      Array.from({ length: WORKERS }, async () => {
        for (const one of queue) await one();
      }),
    );
  };
  const domainIdentifier = far.domainId;
  const search = (input: Omit<dz.SearchCommandInput, 'domainIdentifier'>) => () =>
    pages('datazone:Search', (nextToken) =>
      datazone.send(new dz.SearchCommand({ ...input, domainIdentifier, maxResults: 50, nextToken })),
    );

  const domain = await datazone.send(new dz.GetDomainCommand({ identifier: domainIdentifier }));
  const projects: string[] = [];
  const databases: { catalog: string | undefined; name: string | undefined }[] = [];
  const units = async () => {
    const ask = [domain.rootDomainUnitId ?? ''];
    await slot('datazone:GetDomainUnit');
    await datazone.send(new dz.GetDomainUnitCommand({ domainIdentifier, identifier: ask[0] }));
    for (const parent of ask) {
      await pages(
        'datazone:ListDomainUnitsForParent',
        (nextToken) =>
          datazone.send(
            new dz.ListDomainUnitsForParentCommand({
              domainIdentifier,
              parentDomainUnitIdentifier: parent,
              maxResults: 25,
              nextToken,
            }),
          ),
        (page) => {
          for (const unit of page.items ?? []) ask.push(unit.id ?? '');
        },
      );
      if (parent !== ask[0]) {
        await slot('datazone:GetDomainUnit');
        await datazone.send(new dz.GetDomainUnitCommand({ domainIdentifier, identifier: parent }));
      }
    }
  };
  const types = (['FORM_TYPE', 'ASSET_TYPE', 'LINEAGE_NODE_TYPE'] as const).flatMap((searchScope) =>
    [true, false].map(
      (managed) => () =>
        pages('datazone:SearchTypes', (nextToken) =>
          datazone.send(
            new dz.SearchTypesCommand({ domainIdentifier, searchScope, managed, maxResults: 50, nextToken }),
          ),
        ),
    ),
  );
  const listProjects = () =>
    pages(
      'datazone:ListProjects',
      (nextToken) => datazone.send(new dz.ListProjectsCommand({ domainIdentifier, maxResults: 50, nextToken })),
      (page) => {
        for (const project of page.items ?? []) projects.push(project.id ?? '');
      },
    );
  const listDatabases = () =>
    pages('glue:GetDatabases', async (NextToken) => {
      const page = await glueClient.send(
        new glue.GetDatabasesCommand({ MaxResults: 100, NextToken, ResourceShareType: 'ALL' }),
      );
      for (const database of page.DatabaseList ?? [])
        databases.push({ catalog: database.CatalogId, name: database.Name });
      return { nextToken: page.NextToken };
    });
  const tables =
    ({ catalog, name }: (typeof databases)[number]) =>
    () =>
      pages('glue:GetTables', async (NextToken) => ({
        nextToken: (
          await glueClient.send(
            new glue.GetTablesCommand({ CatalogId: catalog, DatabaseName: name, MaxResults: 100, NextToken }),
          )
        ).NextToken,
      }));
  // Everything at once, each operation at its own pace; only what names a scope goes before what reads it.
  await Promise.all([
    units(),
    listProjects().then(() =>
      together(
        projects.map((owningProjectIdentifier) =>
          search({ searchScope: 'ASSET', owningProjectIdentifier, additionalAttributes: ['FORMS'] }),
        ),
      ),
    ),
    listDatabases().then(() => together(databases.map(tables))),
    together(types),
    search({ searchScope: 'GLOSSARY' })(),
    search({ searchScope: 'GLOSSARY_TERM' })(),
    search({ searchScope: 'DATA_PRODUCT' })(),
    pages('datazone:SearchListings', (nextToken) =>
      datazone.send(new dz.SearchListingsCommand({ domainIdentifier, maxResults: 50, nextToken })),
    ),
    ...(['SSO_USER', 'DATAZONE_SSO_USER', 'DATAZONE_IAM_USER'] as const).map((userType) =>
      pages('datazone:SearchUserProfiles', (nextToken) =>
        datazone.send(new dz.SearchUserProfilesCommand({ domainIdentifier, userType, maxResults: 50, nextToken })),
      ),
    ),
    ...(['SSO_GROUP', 'DATAZONE_SSO_GROUP', 'IAM_ROLE_SESSION_GROUP'] as const).map((groupType) =>
      pages('datazone:SearchGroupProfiles', (nextToken) =>
        datazone.send(new dz.SearchGroupProfilesCommand({ domainIdentifier, groupType, maxResults: 50, nextToken })),
      ),
    ),
    pages('identitystore:ListUsers', async (NextToken) => ({
      nextToken: (
        await store.send(new ids.ListUsersCommand({ IdentityStoreId: far.identityStoreId, MaxResults: 100, NextToken }))
      ).NextToken,
    })),
    pages('identitystore:ListGroups', async (NextToken) => ({
      nextToken: (
        await store.send(
          new ids.ListGroupsCommand({ IdentityStoreId: far.identityStoreId, MaxResults: 100, NextToken }),
        )
      ).NextToken,
    })),
  ]);
  for (const client of [datazone, glueClient, store]) client.destroy();
}
