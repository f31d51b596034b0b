import { glueCases, lakeFormationCases, lineageCases, organizationsCases } from '#test/emulator/cases-estate.ts';
import type { ServiceName } from '#emulator/facts.ts';
import type { Emulator } from '#emulator/server.ts';
import { governanceCases } from '#test/emulator/cases-governance.ts';
import { writeCases } from '#test/emulator/cases-writes.ts';

/** Inputs for every served operation against a running bank. A newly served operation needs a line here. */
export const casesOf = (emulator: Emulator): Record<ServiceName, Record<string, object[]>> => {
  const { bank, domainId: domainIdentifier, identityStoreId: IdentityStoreId } = emulator;
  const assets = bank.assets.ordinals().map((ordinal) => bank.assets.at(ordinal));
  const each = <T>(items: readonly T[], input: (item: T) => object): object[] =>
    items.map((item) => ({ domainIdentifier, ...input(item) }));
  const scopes = ['ASSET', 'GLOSSARY', 'GLOSSARY_TERM', 'DATA_PRODUCT'];
  return {
    STS: { GetCallerIdentity: [{}] },
    DataZone: {
      ...lineageCases(emulator),
      ...governanceCases(emulator),
      ...writeCases(emulator),
      ListDomains: [{}, { maxResults: 1 }, { status: 'DELETED' }],
      GetDomain: [{ identifier: domainIdentifier }],
      ListDomainUnitsForParent: each(bank.units.list(), (unit) => ({
        parentDomainUnitIdentifier: unit.id,
        maxResults: 2,
      })),
      GetDomainUnit: each(bank.units.list(), (unit) => ({ identifier: unit.id })),
      ListProjects: [
        { domainIdentifier },
        { domainIdentifier, maxResults: 7 },
        { domainIdentifier, name: 'Customer 360' },
        { domainIdentifier, userIdentifier: bank.users.list()[2]?.profileId },
      ],
      GetProject: each(bank.projects.list(), (project) => ({ identifier: project.id })),
      SearchTypes: ['FORM_TYPE', 'ASSET_TYPE', 'LINEAGE_NODE_TYPE'].flatMap((searchScope) => [
        { domainIdentifier, searchScope, managed: true, maxResults: 3 },
        { domainIdentifier, searchScope, managed: false },
      ]),
      GetFormType: each(bank.formTypes.list(), (type) => ({ formTypeIdentifier: type.name, revision: type.revision })),
      GetAssetType: each(bank.assetTypes.list(), (type) => ({ identifier: type.name })),
      Search: [
        ...scopes.map((searchScope) => ({ domainIdentifier, searchScope, maxResults: 17 })),
        ...scopes.map((searchScope) => ({
          domainIdentifier,
          searchScope,
          searchText: 'customer',
          additionalAttributes: ['FORMS', 'TIME_SERIES_DATA_POINT_FORMS', 'TEXT_MATCH_RATIONALE'],
        })),
        ...each(bank.projects.list(), (project) => ({
          searchScope: 'ASSET',
          owningProjectIdentifier: project.id,
          additionalAttributes: ['FORMS', 'TIME_SERIES_DATA_POINT_FORMS'],
        })),
      ],
      SearchListings: [
        { domainIdentifier, maxResults: 11 },
        {
          domainIdentifier,
          searchText: 'score',
          additionalAttributes: ['FORMS', 'TIME_SERIES_DATA_POINT_FORMS', 'TEXT_MATCH_RATIONALE'],
          aggregations: [{ attribute: 'owningProjectId' }, { attribute: 'typeName', displayValue: 'Type' }],
        },
      ],
      SearchUserProfiles: [
        ...['SSO_USER', 'DATAZONE_USER', 'DATAZONE_SSO_USER', 'DATAZONE_IAM_USER'].map((userType) => ({
          domainIdentifier,
          userType,
        })),
        { domainIdentifier, userType: 'SSO_USER', searchText: 'priya raman', maxResults: 1 },
      ],
      SearchGroupProfiles: [
        ...['SSO_GROUP', 'DATAZONE_SSO_GROUP', 'IAM_ROLE_SESSION_GROUP'].map((groupType) => ({
          domainIdentifier,
          groupType,
          maxResults: 5,
        })),
        { domainIdentifier, groupType: 'IAM_ROLE_SESSION_GROUP', searchText: 'DataPlatformOperators' },
      ],
      GetListing: each(
        assets
          .flatMap((asset) => (asset.listing ? [asset.listing] : []))
          .concat(bank.products.list().flatMap((product) => product.listing ?? [])),
        (listing) => ({ identifier: listing.id }),
      ),
      GetAsset: [
        ...each(assets, (asset) => ({ identifier: asset.id })),
        ...each(assets.slice(0, 20), (asset) => ({ identifier: asset.id, revision: '1' })),
        ...each(assets.slice(0, 3), (asset) => ({ identifier: `externalIdentifier/${asset.externalIdentifier}` })),
      ],
      GetGlossary: each(bank.glossaries.list(), (glossary) => ({ identifier: glossary.id })),
      GetGlossaryTerm: each(bank.terms.list(), (term) => ({ identifier: term.id })),
      GetDataProduct: each(bank.products.list(), (product) => ({ identifier: product.id })),
    },
    Glue: {
      ...glueCases(emulator),
      GetDatabases: [{}, { ResourceShareType: 'ALL', MaxResults: 9 }, { AttributesToGet: ['NAME'] }],
      GetTables: bank.accounts.flatMap((account) =>
        bank.glue.databases(account.id).flatMap((database) => [
          { CatalogId: account.id, DatabaseName: database.name, MaxResults: 3 },
          { CatalogId: account.id, DatabaseName: database.name, AttributesToGet: ['NAME', 'TABLE_TYPE'] },
        ]),
      ),
    },
    LakeFormation: lakeFormationCases(emulator),
    Organizations: organizationsCases(emulator),
    IdentityStore: {
      ListUsers: [
        { IdentityStoreId },
        { IdentityStoreId, MaxResults: 50, Filters: [] },
        { IdentityStoreId, Filters: [{ AttributePath: 'UserName', AttributeValue: 'priya.raman' }] },
      ],
      ListGroups: [{ IdentityStoreId, MaxResults: 5 }],
      ListGroupMembershipsForMember: bank.users
        .list()
        .slice(0, 30)
        .map((user) => ({ IdentityStoreId, MemberId: { UserId: user.id }, MaxResults: 1 })),
      ListGroupMemberships: bank.groups.list().map((group) => ({ IdentityStoreId, GroupId: group.id, MaxResults: 2 })),
    },
  };
};
